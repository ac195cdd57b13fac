import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  codeVerifier,
  memoryTokenStore,
  readCallback,
  startLogin,
  ZaloError,
} from '../../src/zalo-oa-sdk/index.ts';
import { failure } from './failure.ts';
import { NOW, setup } from './setup.ts';
import { json, TOKEN } from './zalo-server.ts';

const random = (n: number) => new Uint8Array(n).fill(7);
const login = startLogin({ appId: '360', redirectUri: 'https://bot.vn/back?a=1', random });

test('the permission page is that of an OA, with challenge and state', () => {
  const url = new URL(login.url);
  expect(url.origin + url.pathname).toBe('https://oauth.zaloapp.com/v4/oa/permission');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    app_id: '360',
    redirect_uri: 'https://bot.vn/back?a=1',
    code_challenge: createHash('sha256').update(login.verifier).digest('base64url'),
    state: login.state,
  });
  expect(login.verifier).toMatch(/^[\w-]{43}$/);
  expect(() => codeVerifier(random(16))).toThrow(RangeError);
});

describe('the way back', () => {
  const back = (query: string) => `https://bot.vn/back?${query}`;

  test('the code of this login', () => {
    expect(readCallback(back(`code=c1&oa_id=388&state=${login.state}`), login.state)).toEqual({
      code: 'c1',
      oaId: '388',
    });
    expect(readCallback(`/back?code=c1&state=${login.state}`, login.state)).toEqual({ code: 'c1' });
  });

  test.each([
    ['another state', 'code=c1&state=other'],
    ['no state', 'code=c1'],
    ['no code', `state=${login.state}`],
    ['an error of Zalo', 'error_code=-14003'],
  ])('%s is refused without naming the code', (_, query) => {
    let error: unknown;
    try {
      readCallback(back(query), login.state);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ZaloError);
    expect((error as ZaloError).class).toBe('config');
    expect((error as ZaloError).message).not.toContain('c1');
  });
});

test('the code is exchanged with the secret in a header and the verifier in the form; the pair is stored', async () => {
  const { client, server, store } = await setup({ tokens: memoryTokenStore() });
  server.on(TOKEN, json({ access_token: 'a', refresh_token: 'r', expires_in: '90000' }));
  expect(await client.login('c1', login.verifier)).toMatchObject({ status: 'ok', refreshDaysLeft: 90 });
  const [seen] = server.seen;
  expect(seen?.headers.secret_key).toBe('app-secret');
  expect(seen?.headers.authorization).toBeUndefined();
  expect(Object.fromEntries(new URLSearchParams(seen?.body))).toEqual({
    app_id: '360846524940903967',
    code: 'c1',
    grant_type: 'authorization_code',
    code_verifier: login.verifier,
  });
  expect(await store.load()).toMatchObject({
    accessToken: 'a',
    accessExpiresAt: NOW + 90_000_000,
    generation: 1,
  });
});

test('a code that is refused stores nothing', async () => {
  const { client, server, store } = await setup({ tokens: memoryTokenStore() });
  server.on(TOKEN, json({ error: -14002, error_name: 'Invalid app id' }));
  expect(await failure(client.login('c1'))).toMatchObject({ class: 'config', code: -14002 });
  expect(await store.load()).toBeUndefined();
});
