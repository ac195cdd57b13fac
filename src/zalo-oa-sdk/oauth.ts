/** The two requests to Zalo's OAuth server and the address of its consent page. Source: Zalo OA docs, "OAuth v4". */
import { createHash } from 'node:crypto';
import { factsOf } from './codes.ts';
import { ZaloApiError } from './errors.ts';
import { exchange, type Http } from './http.ts';
import { numberOf, textOf, type Json } from './json.ts';
import { plainName } from './secrecy.ts';

export const OAUTH_ROOT = 'https://oauth.zaloapp.com';
const TOKEN_PATH = '/v4/oa/access_token';

export interface OAuthApp {
  appId: string;
  appSecret: string;
  oauthRoot: string;
  http: Http;
}

export interface TokenPair {
  accessToken: string;
  refreshToken: string;
  /** Milliseconds of life of the access token; Zalo gives 25 hours. */
  lifeMs: number;
}

/** 43 characters from 32 random bytes (RFC 7636). */
export function codeVerifier(random: Uint8Array): string {
  if (random.length !== 32) throw new RangeError('codeVerifier wants 32 random bytes');
  return Buffer.from(random).toString('base64url');
}

/** base64url(SHA-256(verifier)) without padding. */
export function codeChallenge(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}

export interface PermissionRequest {
  appId: string;
  /** Exactly as entered in the developer console. */
  redirectUri: string;
  /** From `codeChallenge`; keep the verifier for the exchange. */
  challenge?: string;
  /** Any unguessable text; compare it when Zalo calls back. */
  state: string;
  oauthRoot?: string;
}

/** The page on which an administrator of the OA grants the app. `/v4/oa/…`: without `oa` it would be the social login. */
export function permissionUrl(request: PermissionRequest): string {
  const url = new URL(`${(request.oauthRoot ?? OAUTH_ROOT).replace(/\/+$/, '')}/v4/oa/permission`);
  url.searchParams.set('app_id', request.appId);
  url.searchParams.set('redirect_uri', request.redirectUri);
  if (request.challenge !== undefined) url.searchParams.set('code_challenge', request.challenge);
  url.searchParams.set('state', request.state);
  return url.href;
}

/** A code (single use, ten minutes) for the first pair. Throws ZaloApiError. */
export function exchangeCode(app: OAuthApp, code: string, verifier?: string): Promise<TokenPair> {
  return askForTokens(app, {
    code,
    grant_type: 'authorization_code',
    ...(verifier && { code_verifier: verifier }),
  });
}

/** A refresh token, which this spends, for the next pair. Throws ZaloApiError; `unknown_outcome` when it may be spent. */
export function refreshTokens(app: OAuthApp, refreshToken: string): Promise<TokenPair> {
  return askForTokens(app, { refresh_token: refreshToken, grant_type: 'refresh_token' });
}

async function askForTokens(app: OAuthApp, fields: Record<string, string>): Promise<TokenPair> {
  const endpoint = `POST ${TOKEN_PATH}`;
  const { body, status } = await exchange(app.http, {
    method: 'POST',
    url: app.oauthRoot.replace(/\/+$/, '') + TOKEN_PATH,
    endpoint,
    // The secret goes in a header, not in the form, not as Basic.
    headers: { secret_key: app.appSecret, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ app_id: app.appId, ...fields }).toString(),
    sends: true,
  });
  const code = numberOf(body.error);
  if ((code !== undefined && code !== 0) || status >= 400) throw refused(code, status, body);
  return pairOf(body, endpoint);
}

function refused(code: number | undefined, httpStatus: number, body: Json): ZaloApiError {
  const facts = factsOf(code ?? 0);
  const name = plainName(body.error_name ?? body.message);
  return new ZaloApiError({
    class: facts.class,
    ...(code !== undefined && { code }),
    reason: name ? `${facts.meaning} (${name})` : facts.meaning,
    endpoint: `POST ${TOKEN_PATH}`,
    httpStatus,
    remedy: facts.remedy,
  });
}

// A body without all three is never taken for tokens.
function pairOf(body: Json, endpoint: string): TokenPair {
  const accessToken = textOf(body.access_token);
  const refreshToken = textOf(body.refresh_token);
  const seconds = numberOf(body.expires_in);
  if (accessToken && refreshToken && seconds !== undefined && seconds > 0) {
    return { accessToken, refreshToken, lifeMs: seconds * 1000 };
  }
  const missing = !accessToken ? 'access_token' : !refreshToken ? 'refresh_token' : 'expires_in';
  throw new ZaloApiError({
    class: 'protocol',
    reason: `no ${missing} in the answer`,
    endpoint,
    remedy: 'Nothing was stored. If it stays so, grant the app again.',
  });
}
