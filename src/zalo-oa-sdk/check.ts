/** Checks that builders share: each names the field and the limit, never the value. */
import { ZaloPayloadError } from './errors.ts';
import { QUERY_PAYLOAD_MAX_BYTES } from './limits.ts';

/** A text in NFC of 1 to `max` code points. */
export function checkText(field: string, value: unknown, max: number): string {
  if (typeof value !== 'string') throw new ZaloPayloadError(field, 'a text', typeof value);
  const text = value.normalize('NFC');
  if (text.trim() === '') throw new ZaloPayloadError(field, 'not empty', 'an empty text');
  const length = [...text].length;
  if (length > max) throw new ZaloPayloadError(field, `at most ${max} characters`, `${length}`);
  return text;
}

/** An id of Zalo's: a string. A number has already lost its last digits. */
export function checkId(field: string, value: unknown): string {
  if (typeof value !== 'string') {
    throw new ZaloPayloadError(
      field,
      'a string (ids are longer than a number can hold)',
      `a ${typeof value}`,
    );
  }
  if (!/^[\w.:-]{1,128}$/.test(value))
    throw new ZaloPayloadError(field, 'an id of 1 to 128 letters and digits', 'something else');
  return value;
}

/** An http(s) address, as it was given. */
export function checkUrl(field: string, value: unknown): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new ZaloPayloadError(field, 'an http(s) address', 'something else');
  }
  return value as string;
}

/** Digits as Zalo dials them: `84919018791`, `0919018791`, `19001234`. */
export function checkPhone(field: string, value: unknown): string {
  if (typeof value !== 'string' || !/^\d{3,15}$/.test(value)) {
    throw new ZaloPayloadError(field, '3 to 15 digits without + or spaces', 'something else');
  }
  return value;
}

/** A whole number from `min` to `max`. */
export function checkWhole(field: string, value: unknown, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw new ZaloPayloadError(field, `a whole number from ${min} to ${max}`, 'something else');
  }
  return value;
}

/** What an `oa.query` button or card carries back: 1 to 1000 bytes of UTF-8. */
export function checkQuery(field: string, payload: unknown): string {
  if (typeof payload !== 'string' || payload === '')
    throw new ZaloPayloadError(field, 'a text', 'something else');
  const bytes = Buffer.byteLength(payload, 'utf8');
  if (bytes > QUERY_PAYLOAD_MAX_BYTES) {
    throw new ZaloPayloadError(field, `at most ${QUERY_PAYLOAD_MAX_BYTES} bytes`, `${bytes}`);
  }
  return payload;
}
