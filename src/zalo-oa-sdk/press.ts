/**
 * A press comes back as a text that anybody can type or forward. A short signature bound to the person tells an honest button
 * from that. It is a recognition, not a permission: what a person may do is still for the application to decide.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { ZaloPayloadError } from './errors.ts';
import { QUERY_PAYLOAD_MAX_BYTES } from './limits.ts';

const SIGNATURE_LENGTH = 10;

/** `#<data>:<signature>` for one person's button; the `#` passes the console's syntax filter. Throws ZaloPayloadError over 1000 bytes. */
export function signPress(key: string, userId: string, data: string): string {
  const payload = `#${data}:${signatureOf(key, userId, data)}`;
  const bytes = Buffer.byteLength(payload, 'utf8');
  if (bytes > QUERY_PAYLOAD_MAX_BYTES) {
    throw new ZaloPayloadError('payload', `at most ${QUERY_PAYLOAD_MAX_BYTES} bytes`, `${bytes}`);
  }
  return payload;
}

/** The data of a press by this person; undefined: treat the text as words that somebody typed. */
export function readPress(key: string, userId: string, text: string): string | undefined {
  const match = /^#(.+):([\w-]{10})$/s.exec(text);
  const [, data, signature] = match ?? [];
  if (data === undefined || signature === undefined) return undefined;
  const want = Buffer.from(signatureOf(key, userId, data));
  return timingSafeEqual(want, Buffer.from(signature)) ? data : undefined;
}

function signatureOf(key: string, userId: string, data: string): string {
  const mac = createHmac('sha256', key).update(`${userId}|${data}`);
  return mac.digest('base64url').slice(0, SIGNATURE_LENGTH);
}
