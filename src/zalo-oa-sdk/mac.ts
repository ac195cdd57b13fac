/**
 * The signature of webhooks: plain SHA-256 of a concatenation, not HMAC:
 * `sha256(app_id + raw body + timestamp + OA secret key)`. Source: Zalo OA docs, "Webhook", X-ZEvent-Signature.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isObject, parseLossless, textOf } from './json.ts';

/** No secret or body is in any of these inputs' errors: there are none, a fault is false. */
export function verifyMac(
  rawBody: Uint8Array,
  header: string | null | undefined,
  appId: string,
  oaSecretKey: string,
): boolean {
  const given = (header ?? '')
    .trim()
    .replace(/^mac\s*=\s*/i, '')
    .toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(given) || oaSecretKey === '') return false;
  const want = macOf(rawBody, appId, oaSecretKey);
  return want !== undefined && timingSafeEqual(want, Buffer.from(given, 'hex'));
}

/** The header that Zalo would send with these bytes; undefined when they hold no timestamp. */
export function signBody(rawBody: Uint8Array, appId: string, oaSecretKey: string): string | undefined {
  const mac = macOf(rawBody, appId, oaSecretKey);
  return mac && `mac=${mac.toString('hex')}`;
}

/**
 * Why a signature does not fit, for an operator's log only: which other reading of Zalo's docs would. Never accept by it.
 * `app_secret`: the app secret key signs; `oa_id`: the OA id stands first.
 */
export function diagnoseMac(
  rawBody: Uint8Array,
  header: string | null | undefined,
  other: { appId: string; oaId: string; appSecret: string; oaSecretKey: string },
): 'app_secret' | 'oa_id' | 'none' {
  if (verifyMac(rawBody, header, other.appId, other.appSecret)) return 'app_secret';
  if (verifyMac(rawBody, header, other.oaId, other.oaSecretKey)) return 'oa_id';
  return 'none';
}

// The configured app id, not the one in the body: an event of another app simply fails.
function macOf(rawBody: Uint8Array, appId: string, oaSecretKey: string): Buffer | undefined {
  let timestamp: string | undefined;
  try {
    const body = parseLossless(Buffer.from(rawBody).toString('utf8'));
    timestamp = isObject(body) ? textOf(body.timestamp) : undefined;
  } catch {
    return undefined;
  }
  if (timestamp === undefined) return undefined;
  return createHash('sha256').update(appId).update(rawBody).update(timestamp).update(oaSecretKey).digest();
}
