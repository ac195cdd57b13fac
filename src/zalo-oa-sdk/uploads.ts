/** Uploads: what comes back may be sent for seven days. Source: Zalo OA docs, "Upload"; 5000 uploads a month. */
import type { Api } from './api.ts';
import { ZaloApiError, ZaloPayloadError } from './errors.ts';
import { isObject, textOf } from './json.ts';
import { FILE_MAX_BYTES, GIF_MAX_BYTES, IMAGE_MAX_BYTES, UPLOAD_LIFE_MS } from './limits.ts';

export interface UploadFile {
  bytes: Uint8Array;
  /** With its ending: Zalo goes by it. */
  name: string;
}

export interface Uploaded {
  /** `attachmentId` of an image or gif, token of a file. */
  id: string;
  /** Milliseconds since 1970; a send after it is refused with -100. */
  expiresAt: number;
}

export interface Uploads {
  /** jpg or png, at most 1 MB. Throws ZaloPayloadError, ZaloApiError. */
  uploadImage(file: UploadFile): Promise<Uploaded>;
  /** gif, at most 5 MB. */
  uploadGif(file: UploadFile): Promise<Uploaded>;
  /** pdf, doc, docx, csv, at most 5 MB; the id is the token of `sendFile`. */
  uploadFile(file: UploadFile): Promise<Uploaded>;
}

interface Kind {
  path: string;
  max: number;
  types: Record<string, string>;
  key: 'attachment_id' | 'token';
}

const image: Kind = {
  path: '/v2.0/oa/upload/image',
  max: IMAGE_MAX_BYTES,
  types: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png' },
  key: 'attachment_id',
};
const gif: Kind = {
  path: '/v2.0/oa/upload/gif',
  max: GIF_MAX_BYTES,
  types: { gif: 'image/gif' },
  key: 'attachment_id',
};
const file: Kind = {
  path: '/v2.0/oa/upload/file',
  max: FILE_MAX_BYTES,
  types: {
    pdf: 'application/pdf',
    doc: 'application/msword',
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    csv: 'text/csv',
  },
  key: 'token',
};

export function createUploads(api: Api, now: () => number): Uploads {
  async function upload(kind: Kind, what: UploadFile): Promise<Uploaded> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(what.bytes)], { type: checkFile(kind, what) }), what.name);
    const data = await api({ method: 'POST', path: kind.path, form });
    const id = isObject(data) ? textOf(data[kind.key]) : undefined;
    if (id !== undefined) return { id, expiresAt: now() + UPLOAD_LIFE_MS };
    const remedy = 'Upload again.';
    throw new ZaloApiError({
      class: 'protocol',
      reason: `no ${kind.key}`,
      endpoint: `POST ${kind.path}`,
      remedy,
    });
  }
  return {
    uploadImage: (what) => upload(image, what),
    uploadGif: (what) => upload(gif, what),
    uploadFile: (what) => upload(file, what),
  };
}

function checkFile(kind: Kind, what: UploadFile): string {
  const ending = /\.(\w+)$/.exec(what.name)?.[1]?.toLowerCase() ?? '';
  const type = Object.hasOwn(kind.types, ending) ? kind.types[ending] : undefined;
  if (type === undefined)
    throw new ZaloPayloadError('name', `ending in ${Object.keys(kind.types).join(', ')}`, 'another ending');
  const { length } = what.bytes;
  if (length < 1 || length > kind.max)
    throw new ZaloPayloadError('bytes', `1 to ${kind.max} bytes`, `${length}`);
  return type;
}
