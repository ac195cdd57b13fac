import type { Hono } from 'hono';
import { invalid, Refusal, success, tooLong } from './answer.ts';
import type { Env } from './env.ts';
import { looksLike } from './file-type.ts';
import type { Platform, Upload } from './platform.ts';

const DAY = 86_400_000;
const UPLOAD_LIFE = 7 * DAY;
const MB = 1024 * 1024;
/** Bytes. The gif limit is from old documentation. */
const LIMITS = { image: MB, gif: 5 * MB, file: 5 * MB };

/** POST /v2.0/oa/upload/{image,gif,file}: multipart, one field `file` with a file name. */
export function addUploadRoutes(app: Hono<Env>, platform: Platform): void {
  for (const kind of ['image', 'gif', 'file'] as const) {
    app.post(`/v2.0/oa/upload/${kind}`, async (c) => {
      const file = c.get('form')?.file;
      if (!(file instanceof File) || file.name === '' || file.size === 0) throw invalid('file');
      if (file.size > LIMITS[kind]) throw tooLong('file');
      const bytes = new Uint8Array(await file.arrayBuffer());
      const mime = looksLike(kind, bytes, file.name);
      if (!mime) throw new Refusal(-100);
      const id = platform.ids.secret('upload');
      platform.uploads.set(id, { kind, at: platform.now(), name: file.name, mime, bytes });
      return c.json(success(kind === 'file' ? { token: id } : { attachment_id: id }));
    });
  }
}

/** What was uploaded under this id; -100 after 7 days, -201 when there is none of this kind. */
export function takeUpload(platform: Platform, kind: Upload['kind'], id: unknown, field: string): Upload {
  const upload = typeof id === 'string' ? platform.uploads.get(id) : undefined;
  if (upload?.kind !== kind) throw invalid(field);
  if (platform.now() - upload.at >= UPLOAD_LIFE) throw new Refusal(-100);
  return upload;
}
