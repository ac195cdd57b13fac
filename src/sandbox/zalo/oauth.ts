import { Hono } from 'hono';
import type { Env } from './env.ts';
import type { ZaloStandInOptions } from './options.ts';
import type { Ids } from './ids.ts';
import { challengeOf } from './sign.ts';
import type { Tokens } from './tokens.ts';

const CODE_LIFE = 10 * 60_000;

/** The first five are documented or measured; the platform publishes no numbers for the others. */
const ERRORS: Record<number, string> = {
  [-14002]: 'Invalid app id',
  [-14003]: 'Invalid redirect uri',
  [-14004]: 'Invalid secret key',
  [-14014]: 'Invalid refresh token',
  [-14020]: 'Refresh token was used or has expired',
  [-14005]: 'Invalid grant type',
  [-14010]: 'Invalid authorization code',
  [-14011]: 'Invalid code verifier',
};

/** An error of the OAuth server: HTTP 200, another shape than the OpenAPI's, and no `message`. */
export function oauthError(code: number): object {
  const name = ERRORS[code] ?? 'Unknown error';
  return {
    error: code,
    error_name: name,
    error_reason: name,
    ref_doc: 'https://developers.zalo.me/docs/official-account/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new',
    error_description: name,
  };
}

/** The permission page and the token endpoint of OAuth v4 for an OA. */
export function createOauth(options: ZaloStandInOptions, tokens: Tokens, ids: Ids): Hono<Env> {
  const app = new Hono<Env>();
  const codes = new Map<string, { until: number; challenge: string | undefined }>();

  // The administrator agrees at once: nobody is there to press the button.
  app.get('/v4/oa/permission', (c) => {
    const query = c.req.query();
    const redirect = query.redirect_uri ?? '';
    const refuse = (code: number) =>
      c.redirect(new URL(`../permission/error?error_code=${code}`, c.req.url).href);
    if (query.app_id !== options.appId) return refuse(-14002);
    if (!URL.canParse(redirect)) return refuse(-14003);
    if (options.redirectUri !== undefined && redirect !== options.redirectUri) return refuse(-14003);
    const code = ids.secret('code');
    codes.set(code, { until: options.now() + CODE_LIFE, challenge: query.code_challenge });
    const target = new URL(redirect);
    target.searchParams.set('code', code);
    target.searchParams.set('oa_id', options.oaId);
    if (query.state !== undefined) target.searchParams.set('state', query.state);
    return c.redirect(target.href);
  });
  app.get('/v4/permission/error', (c) => c.text(`error_code=${c.req.query('error_code') ?? ''}`));

  app.post('/v4/oa/access_token', (c) => {
    // A body that is no form has no fields, and is refused for its missing app id.
    const form = c.get('form') ?? {};
    if (form.app_id !== options.appId) return c.json(oauthError(-14002));
    if (c.req.header('secret_key') !== options.appSecret) return c.json(oauthError(-14004));
    if (form.grant_type === 'refresh_token') {
      const pair = tokens.refresh(String(form.refresh_token));
      if (typeof pair === 'object') return c.json(pair);
      return c.json(oauthError(pair === 'unknown' ? -14014 : -14020));
    }
    if (form.grant_type !== 'authorization_code') return c.json(oauthError(-14005));
    const code = String(form.code);
    const known = codes.get(code);
    codes.delete(code);
    if (!known || options.now() >= known.until) return c.json(oauthError(-14010));
    const { challenge } = known;
    if (challenge !== undefined && challengeOf(String(form.code_verifier)) !== challenge)
      return c.json(oauthError(-14011));
    return c.json(tokens.issue());
  });
  return app;
}
