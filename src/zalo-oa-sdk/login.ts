/** The two ends of the consent page: the address to open, and the reading of where Zalo sends the browser. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { factsOf } from './codes.ts';
import { ZaloError } from './errors.ts';
import { codeChallenge, codeVerifier, permissionUrl } from './oauth.ts';

export interface LoginStart {
  /** To be opened by an administrator of the OA. */
  url: string;
  /** To be kept until the call back; secret. */
  state: string;
  verifier: string;
}

/** `redirectUri` exactly as in the developer console; `verifier`: only when the console wants a fixed challenge. */
export function startLogin(options: {
  appId: string;
  redirectUri: string;
  oauthRoot?: string;
  verifier?: string;
  random?: (bytes: number) => Uint8Array;
}): LoginStart {
  const random = options.random ?? randomBytes;
  const verifier = options.verifier ?? codeVerifier(random(32));
  const state = Buffer.from(random(16)).toString('base64url');
  const { appId, redirectUri, oauthRoot } = options;
  const challenge = codeChallenge(verifier);
  return {
    url: permissionUrl({ appId, redirectUri, state, challenge, ...(oauthRoot && { oauthRoot }) }),
    state,
    verifier,
  };
}

/** The code (ten minutes, once) in the address that Zalo called back. Throws ZaloError `config` without the code or its state. */
export function readCallback(url: string, state: string): { code: string; oaId?: string } {
  const base = 'http://callback';
  const query = URL.canParse(url, base) ? new URL(url, base).searchParams : new URLSearchParams();
  const error = query.get('error_code');
  if (error !== null && /^-?\d{1,6}$/.test(error)) {
    const facts = factsOf(Number(error));
    throw new ZaloError('config', `Zalo login ${error}: ${facts.meaning}`, facts.remedy);
  }
  if (!same(query.get('state') ?? '', state)) {
    throw new ZaloError(
      'config',
      'Zalo login: the answer belongs to another login',
      'Start the login again.',
    );
  }
  const code = query.get('code');
  if (!code) throw new ZaloError('config', 'Zalo login: no code in the address', 'Start the login again.');
  const oaId = query.get('oa_id');
  return oaId ? { code, oaId } : { code };
}

function same(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
