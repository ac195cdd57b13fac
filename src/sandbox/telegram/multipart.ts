/** Reads multipart/form-data as leniently as Telegram's server: clients send file names without quotes. */

export interface Upload {
  name: string;
  mime: string;
  bytes: Uint8Array;
}

export interface Form {
  fields: Map<string, string>;
  files: Map<string, Upload>;
}

const HEADER_END = '\r\n\r\n';

/** Throws when the body is not made of parts between the boundary that `contentType` names. */
export function readMultipart(body: Buffer, contentType: string): Form {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) throw new Error('multipart body without a boundary in its content type');
  const form: Form = { fields: new Map(), files: new Map() };
  const mark = Buffer.from(`--${name}`);
  let start = body.indexOf(mark);
  if (start < 0) throw new Error('multipart body without its boundary');
  for (;;) {
    const end = body.indexOf(mark, start + mark.length);
    if (end < 0) return form;
    // Between two boundaries: line end, head, empty line, content, line end.
    readPart(body.subarray(start + mark.length + 2, end - 2), form);
    start = end;
  }
}

function readPart(part: Buffer, form: Form): void {
  const split = part.indexOf(HEADER_END);
  if (split < 0) throw new Error('multipart part without an empty line after its head');
  const head = part.subarray(0, split).toString('utf8');
  const bytes = part.subarray(split + HEADER_END.length);
  const field = parameter(head, 'name');
  if (field === undefined) throw new Error('multipart part without a name');
  const fileName = parameter(head, 'filename');
  if (fileName === undefined) form.fields.set(field, bytes.toString('utf8'));
  else {
    const mime = /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream';
    form.files.set(field, { name: fileName, mime, bytes: new Uint8Array(bytes) });
  }
}

function parameter(head: string, name: string): string | undefined {
  const found = new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^;\\r\\n]*))`, 'i').exec(head);
  return found?.[1] ?? found?.[2]?.trim();
}
