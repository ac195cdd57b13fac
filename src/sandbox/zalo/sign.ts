import { createHash, createHmac } from 'node:crypto';

/**
 * The `mac` of a webhook (Zalo OA webhook docs): SHA-256 of app id, raw body, the body's timestamp and the OA
 * secret key, joined as they are. Not an HMAC. 64 hex digits.
 */
export function macOf(appId: string, raw: string, timestamp: string, oaSecret: string): string {
  return createHash('sha256')
    .update(appId + raw + timestamp + oaSecret, 'utf8')
    .digest('hex');
}

/** The header `appsecret_proof` (Zalo OA docs): HMAC-SHA256 of the access token under the app secret, hex. */
export function appsecretProof(appSecret: string, accessToken: string): string {
  return createHmac('sha256', appSecret).update(accessToken, 'utf8').digest('hex');
}

/** PKCE S256 (RFC 7636): base64url of the verifier's SHA-256. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}

/** The body as it goes over the wire: some servers write `/` as `\/`, and the MAC covers those bytes. */
export function rawBody(event: object, escapeSlashes: boolean): string {
  const json = JSON.stringify(event);
  return escapeSlashes ? json.replaceAll('/', '\\/') : json;
}
