import type { Upload } from './platform.ts';

const MAGIC: Record<Upload['kind'], [bytes: string, mime: string][]> = {
  image: [
    ['ffd8ff', 'image/jpeg'],
    ['89504e47', 'image/png'],
  ],
  gif: [['47494638', 'image/gif']],
  file: [
    ['25504446', 'application/pdf'],
    ['504b0304', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['d0cf11e0', 'application/msword'],
  ],
};

const ENDINGS: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/msword': 'doc',
};

/** The MIME type that the bytes show, if uploads of this kind take it; the name alone proves nothing. */
export function looksLike(kind: Upload['kind'], bytes: Uint8Array, name: string): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  const ending = name.toLowerCase().split('.').at(-1);
  const mime = MAGIC[kind].find(([magic]) => head.startsWith(magic))?.[1];
  if (kind !== 'file') return mime;
  // A .docx is a zip, and so is every other office file: here the ending decides as well.
  if (mime) return ENDINGS[mime] === ending ? mime : undefined;
  return ending === 'csv' && !bytes.includes(0) ? 'text/csv' : undefined;
}
