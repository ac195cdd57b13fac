import { describe, expect, it } from 'vitest';
import { challengeOf } from '../../../src/sandbox/zalo/sign.ts';
import { APP, DAY, HOUR, LAN, refresh, start } from './setup.ts';

const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CALLBACK = 'https://cong-doan.example.vn/zalo';
const asks = (token: string) => ({ access_token: token });
const hello = { recipient: { user_id: LAN.id }, message: { text: 'xin chào' } };

describe('refresh', () => {
  it('gives a new pair and 25 hours as text', async () => {
    const { token, post } = await start();
    const pair = await token(refresh(APP.firstRefreshToken));
    expect(pair.expires_in).toBe('90000');
    expect(Object.keys(pair)).toHaveLength(3);
    expect(await post('/v3.0/oa/message/cs', hello, asks(pair.access_token))).toMatchObject({ error: 0 });
    const next = await token(refresh(pair.refresh_token));
    expect(next.refresh_token).not.toBe(pair.refresh_token);
  });

  it('takes a refresh token once, and says so with HTTP 200 and no message', async () => {
    const { z, token } = await start();
    await token(refresh(APP.firstRefreshToken));
    const again = await token(refresh(APP.firstRefreshToken));
    expect(again).toMatchObject({ error: -14020, error_name: expect.any(String) });
    expect(again).not.toHaveProperty('message');
    expect(z.calls().at(-1)?.status).toBe(200);
  });

  it('gives one pair to two at the same moment', async () => {
    const { token } = await start();
    const both = await Promise.all([1, 2].map(() => token(refresh(APP.firstRefreshToken))));
    expect(both.filter((answer) => 'access_token' in answer)).toHaveLength(1);
  });

  it.each([
    ['an unknown token', refresh('made-up'), APP.appSecret, -14014],
    ['a wrong secret', refresh(APP.firstRefreshToken), 'wrong', -14004],
    ['a wrong app', { ...refresh(APP.firstRefreshToken), app_id: '1' }, APP.appSecret, -14002],
    ['a wrong grant type', { grant_type: 'password' }, APP.appSecret, -14005],
  ])('refuses %s', async (_, form, secret, code) => {
    const { token } = await start();
    expect(await token(form, secret)).toMatchObject({ error: code });
    expect(await token(refresh(APP.firstRefreshToken))).toHaveProperty('access_token');
  });

  it('reads a form only, and no secret in the form', async () => {
    const { z } = await start();
    const url = `${z.oauthUrl}/v4/oa/access_token`;
    const fields = { app_id: APP.appId, secret_key: APP.appSecret, ...refresh(APP.firstRefreshToken) };
    const json = { 'content-type': 'application/json', secret_key: APP.appSecret };
    const asJson = await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(fields) });
    expect(await asJson.json()).toMatchObject({ error: -14002 });
    const inForm = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
    expect(await inForm.json()).toMatchObject({ error: -14004 });
  });

  it('lets a refresh token die after 90 days', async () => {
    const { clock, token } = await start();
    clock.at += 90 * DAY;
    expect(await token(refresh(APP.firstRefreshToken))).toMatchObject({ error: -14020 });
  });

  it('kills the old access token, unless told not to', async () => {
    const strict = await start();
    await strict.token(refresh(APP.firstRefreshToken));
    expect(await strict.text('a')).toMatchObject({ error: -216 });
    const mild = await start({ oldTokenDies: false });
    await mild.token(refresh(APP.firstRefreshToken));
    expect(await mild.text('a')).toMatchObject({ error: 0 });
  });
});

describe('permission', () => {
  const ask = (root: string, query: Record<string, string>) =>
    fetch(`${root}/v4/oa/permission?${new URLSearchParams(query)}`, { redirect: 'manual' });
  const wish = {
    app_id: APP.appId,
    redirect_uri: CALLBACK,
    code_challenge: challengeOf(VERIFIER),
    state: 'n1',
  };
  const exchange = (code: string, verifier = VERIFIER) => ({
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
  });
  const codeOf = async (root: string) => {
    const target = new URL((await ask(root, wish)).headers.get('location') ?? '');
    expect(target.href.startsWith(CALLBACK)).toBe(true);
    expect(target.searchParams.get('oa_id')).toBe(APP.oaId);
    expect(target.searchParams.get('state')).toBe('n1');
    return target.searchParams.get('code') ?? '';
  };

  it('knows the challenge of RFC 7636', () => {
    expect(challengeOf(VERIFIER)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  it('sends back a code that is worth one pair', async () => {
    const { z, token } = await start();
    const code = await codeOf(z.oauthUrl);
    expect(await token(exchange(code))).toHaveProperty('refresh_token');
    expect(await token(exchange(code))).toMatchObject({ error: -14010 });
  });

  it('refuses a wrong verifier and a code of ten minutes ago', async () => {
    const { z, token, clock } = await start();
    const first = await codeOf(z.oauthUrl);
    expect(await token(exchange(first, 'x'.repeat(43)))).toMatchObject({ error: -14011 });
    const second = await codeOf(z.oauthUrl);
    clock.at += HOUR / 6;
    expect(await token(exchange(second))).toMatchObject({ error: -14010 });
  });

  it('shows its error page for a callback that was not saved', async () => {
    const { z } = await start({ redirectUri: 'https://other.example.vn/' });
    const location = (await ask(z.oauthUrl, wish)).headers.get('location') ?? '';
    expect(location).toBe(`${z.oauthUrl}/v4/permission/error?error_code=-14003`);
  });
});
