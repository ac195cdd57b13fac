import { describe, expect, it } from 'vitest';
import { appsecretProof } from '../../../src/sandbox/zalo/sign.ts';
import { APP, HOUR, LAN, SECOND, start } from './setup.ts';

const CS = '/v3.0/oa/message/cs';
const hello = { recipient: { user_id: LAN.id }, message: { text: 'xin chào' } };

describe('token', () => {
  it.each([
    ['none', {}],
    ['a bearer', { authorization: `Bearer ${APP.firstAccessToken}` }],
    ['a wrong one', { access_token: 'wrong' }],
  ])('refuses %s with -216', async (_, headers: Record<string, string>) => {
    const { post, z } = await start();
    expect(await post(CS, hello, headers)).toEqual({ error: -216, message: 'Access token is invalid' });
    expect(z.calls().at(-1)?.status).toBe(200);
  });

  it('expires after 25 hours with -220', async () => {
    const { post, clock } = await start();
    const asks = () => post(CS, hello, { access_token: APP.firstAccessToken });
    clock.at += 25 * HOUR - SECOND;
    expect(await asks()).toMatchObject({ error: 0 });
    clock.at += SECOND;
    expect(await asks()).toMatchObject({ error: -220 });
  });

  it('dies with the grant', async () => {
    const { z, text, token } = await start();
    z.revokeGrant();
    expect(await text('a')).toMatchObject({ error: -216 });
    const form = { grant_type: 'refresh_token', refresh_token: APP.firstRefreshToken };
    expect(await token(form)).toMatchObject({ error: -14014 });
  });

  it('wants the proof when the console does', async () => {
    const { post } = await start({ appsecretProof: true });
    const headers = { access_token: APP.firstAccessToken };
    expect(await post(CS, hello, headers)).toMatchObject({ error: -242 });
    const appsecret_proof = appsecretProof(APP.appSecret, APP.firstAccessToken);
    expect(await post(CS, hello, { ...headers, appsecret_proof })).toMatchObject({ error: 0 });
    expect(appsecretProof('app-secret', 'access-token')).toBe(
      'dbf9c72b4c8f56924f8e07138f6d465c69cb5c9dbca908ce1403e993e1a5f799',
    );
  });
});

describe('pace', () => {
  it('refuses the request over the minute with -32 and says what is left', async () => {
    const { z, clock, text } = await start({ rpm: 2 });
    const headers = { access_token: APP.firstAccessToken };
    const first = await fetch(`${z.url}/v2.0/oa/getoa`, { headers });
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect(first.headers.get('x-ratelimit-remain')).toBe('1');
    expect(await text('hai')).toMatchObject({ error: 0 });
    const refused = await fetch(`${z.url}/v2.0/oa/getoa`, { headers });
    expect(refused.status).toBe(200);
    expect(refused.headers.get('x-ratelimit-remain')).toBe('0');
    expect(await refused.json()).toMatchObject({ error: -32 });
    clock.at += 60 * SECOND;
    expect(await text('ba')).toMatchObject({ error: 0 });
  });
});

describe('form of a request', () => {
  it('answers an unknown path with 404 and an envelope', async () => {
    const { z } = await start();
    const headers = { access_token: APP.firstAccessToken };
    for (const path of [`${z.url}/v3.0/oa/nothing`, `${z.oauthUrl}/v4/nothing`]) {
      const answer = await fetch(path, { headers });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: 404, message: expect.any(String) });
    }
  });

  it('wants JSON, called JSON, in a POST', async () => {
    const { post } = await start();
    const headers = { access_token: APP.firstAccessToken };
    expect(await post(CS, hello, { ...headers, 'content-type': 'text/plain' })).toMatchObject({
      error: -201,
    });
    expect(await post(CS, '{"recipient":', headers)).toMatchObject({ error: -201 });
    expect(await post(CS, '[]', headers)).toMatchObject({ error: -201 });
  });

  it('wants one parameter `data` in a GET; flat ones only outside strict mode', async () => {
    const { get, z } = await start();
    const path = `/v3.0/oa/user/detail`;
    expect(await get(`${path}?user_id=${LAN.id}`)).toMatchObject({ error: -201 });
    expect(await get(`${path}?data=nonsense`)).toMatchObject({ error: -201 });
    expect(await get(path, { user_id: LAN.id })).toMatchObject({ error: 0 });
    z.set({ strict: false });
    expect(await get(`${path}?user_id=${LAN.id}`)).toMatchObject({ error: 0 });
  });
});
