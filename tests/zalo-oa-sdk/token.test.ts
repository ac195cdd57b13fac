import { describe, expect, test } from 'vitest';
import {
  createZaloClient,
  memoryTokenStore,
  type TokenState,
  type TokenStore,
} from '../../src/zalo-oa-sdk/index.ts';
import { failure } from './failure.ts';
import { setup, expired, HOUR, NOW, tokens } from './setup.ts';
import { CS, fails, json, raw, reset, TOKEN } from './zalo-server.ts';

describe('one refresh, whoever asks', () => {
  test('A1: twenty parallel calls with an expired token spend one refresh', async () => {
    const { client, server, zalo } = await setup({ state: expired() });
    const sent = await Promise.all(Array.from({ length: 20 }, (_, i) => client.sendText('1', `tin ${i}`)));
    expect(new Set(sent.map((one) => one.messageId)).size).toBe(20);
    expect(zalo.spent()).toBe(1);
    expect(server.to(TOKEN)).toHaveLength(1);
  });

  test('A1: twenty parallel calls that Zalo refuses with -216 spend one refresh, each is sent once', async () => {
    const { client, server, zalo } = await setup({ state: tokens({ accessToken: 'dead' }) });
    const sent = await Promise.all(Array.from({ length: 20 }, () => client.sendText('1', 'x')));
    expect(new Set(sent.map((one) => one.messageId)).size).toBe(20);
    expect(zalo.spent()).toBe(1);
    expect(server.to(CS)).toHaveLength(40);
  });

  test('A2: two clients on one store spend one refresh; the other reads it', async () => {
    const first = await setup({ state: expired() });
    const second = createZaloClient({
      appId: '1',
      appSecret: 'app-secret',
      tokens: first.store,
      apiRoot: first.server.root,
      oauthRoot: first.server.root,
      now: first.clock.now,
      sleep: first.clock.sleep,
    });
    await Promise.all([first.client.sendText('1', 'a'), second.sendText('1', 'b')]);
    expect(first.zalo.spent()).toBe(1);
    expect(first.server.to(TOKEN)).toHaveLength(1);
  });

  test('A6: a token that another worker rotated is read from the store, without a refresh', async () => {
    const { client, server, zalo, store } = await setup({ state: tokens({ accessToken: 'old' }) });
    server.next(CS, fails(-216));
    // The client holds `old`; another worker stores the good one behind its back, after it was read.
    const other = tokens({ accessToken: 'access-1', generation: 2 });
    const sending = client.sendText('1', 'x');
    await store.save(other, 1);
    await sending;
    expect(zalo.spent()).toBe(0);
    expect(server.to(CS)).toHaveLength(2);
  });

  test.each([
    ['-216', fails(-216)],
    ['-220', fails(-220)],
    ['HTTP 401', raw('<html>', 401)],
  ])('%s: one refresh, one repeat', async (_, refusalAnswer) => {
    const { client, server, zalo } = await setup();
    server.next(CS, refusalAnswer);
    await client.sendText('1', 'x');
    expect(zalo.spent()).toBe(1);
    expect(server.to(CS)).toHaveLength(2);
  });

  test('a fresh token that is refused all the same is not refreshed again and again', async () => {
    const { client, server, zalo } = await setup();
    server.on(CS, fails(-216));
    for (let i = 0; i < 5; i++) expect((await failure(client.sendText('1', 'x'))).class).toBe('auth');
    expect(zalo.spent()).toBe(1);
  });
});

describe('nothing but a whole pair is stored', () => {
  test('A3: an error that arrives as HTTP 200 changes no token and asks for a person', async () => {
    const heard: string[] = [];
    const { client, server, store } = await setup({
      state: expired(),
      onStatus: (health) => heard.push(health.status),
    });
    server.on(
      TOKEN,
      json({ error: -14014, error_name: 'Invalid refresh token', error_reason: 'x', ref_doc: 'y' }),
    );
    const error = await failure(client.sendText('1', 'x'));
    expect(error).toMatchObject({ class: 'auth', reason: 'reauth_required' });
    expect(await store.load()).toMatchObject({
      accessToken: 'access-1',
      refreshToken: 'refresh-1',
      status: 'reauth_required',
    });
    expect(heard).toEqual(['reauth_required']);
    expect(client.tokenHealth()).toMatchObject({ status: 'reauth_required', refreshDaysLeft: 0 });
  });

  test.each([
    ['refresh_token', { access_token: 'a', expires_in: '90000' }],
    ['access_token', { refresh_token: 'r', expires_in: '90000' }],
    ['expires_in', { access_token: 'a', refresh_token: 'r', expires_in: 'soon' }],
  ])('A4: an answer without %s is not saved', async (field, body) => {
    const { client, server, store } = await setup({ state: expired() });
    server.on(TOKEN, json(body));
    const error = await failure(client.sendText('1', 'x'));
    expect(error).toMatchObject({ class: 'protocol', reason: `no ${field} in the answer` });
    expect(await store.load()).toEqual(expired());
    expect(server.to(CS)).toHaveLength(0);
  });

  test('a wrong app secret is a setting to correct, not a lost grant', async () => {
    const { client, server, store } = await setup({ state: expired() });
    server.on(TOKEN, json({ error: -14004, error_name: 'Invalid secret key' }));
    const error = await failure(client.sendText('1', 'x'));
    expect(error).toMatchObject({ class: 'config', code: -14004 });
    expect(error.message).toContain('Invalid secret key');
    expect(await store.load()).toEqual(expired());
    await failure(client.sendText('1', 'x'));
    expect(server.to(TOKEN)).toHaveLength(1);
  });

  test('the new pair is stored before it is used', async () => {
    const steps: string[] = [];
    const inner = memoryTokenStore(expired());
    const store: TokenStore = {
      ...inner,
      async save(state, generation) {
        const done = await inner.save(state, generation);
        await new Promise((resolve) => setTimeout(resolve, 30));
        steps.push(`stored ${state.accessToken}`);
        return done;
      },
    };
    const { client, server } = await setup({ tokens: store });
    server.on(CS, (seen, response) => {
      steps.push(`used ${String(seen.headers.access_token)}`);
      void json({ error: 0, data: { message_id: 'm' } })(seen, response);
    });
    await client.sendText('1', 'x');
    expect(steps).toEqual(['stored access-2', 'used access-2']);
  });

  test('a pair that the store cannot take is not used and not lost: it is stored when the store works again', async () => {
    const inner = memoryTokenStore(expired());
    let broken = true;
    const store: TokenStore = {
      ...inner,
      save: (state, generation) =>
        broken ? Promise.reject(new Error('disk full')) : inner.save(state, generation),
    };
    const { client, server, zalo } = await setup({ tokens: store });
    expect((await failure(client.sendText('1', 'x'))).class).toBe('transient');
    expect(server.to(CS)).toHaveLength(0);
    broken = false;
    await client.sendText('1', 'x');
    expect(zalo.spent()).toBe(1);
    expect(await store.load()).toMatchObject({
      refreshToken: 'refresh-2',
      generation: 2,
      previousRefreshToken: 'refresh-1',
    });
  });
});

describe('when the answer of a refresh is lost', () => {
  test('A5: after a crash between answer and store, the next start asks for a person once and does not loop', async () => {
    const heard: string[] = [];
    const { client, server, zalo, store } = await setup({
      state: expired(),
      onStatus: (health) => heard.push(health.status),
    });
    // The process that died had spent refresh-1; what it got was never stored.
    await fetch(server.root + TOKEN, {
      method: 'POST',
      body: new URLSearchParams({ refresh_token: 'refresh-1' }),
    });
    expect(zalo.spent()).toBe(1);
    for (let i = 0; i < 5; i++)
      expect((await failure(client.sendText('1', 'x'))).reason).toBe('reauth_required');
    expect(server.to(TOKEN)).toHaveLength(2);
    expect(heard).toEqual(['reauth_required']);
    expect((await store.load())?.status).toBe('reauth_required');
  });

  test('a request that Zalo never saw is tried once more', async () => {
    const { client, server, zalo } = await setup({ state: expired() });
    server.next(TOKEN, reset);
    await client.sendText('1', 'x');
    expect(zalo.spent()).toBe(1);
    expect(server.to(TOKEN)).toHaveLength(2);
  });

  test('two lost answers are a failure to retry later, and the message was surely not sent', async () => {
    const { client, server, store } = await setup({ state: expired() });
    server.next(TOKEN, reset, reset);
    expect((await failure(client.sendText('1', 'x'))).class).toBe('transient');
    expect((await store.load())?.status).toBe('ok');
    await client.sendText('1', 'x');
  });

  test('a refresh that fails while the token still lives does not stop the sending', async () => {
    const { client, server, clock } = await setup();
    clock.pass(21 * HOUR);
    server.on(TOKEN, raw('<html>bad gateway', 502));
    await client.sendText('1', 'x');
    expect(server.to(TOKEN).length).toBeGreaterThan(0);
  });
});

describe('across processes', () => {
  test('a lock that is held is waited for, and the other process wins', async () => {
    const inner = memoryTokenStore(expired());
    let naps = 0;
    const { client, zalo, clock } = await setup({
      tokens: { ...inner, lock: () => Promise.resolve(undefined) },
    });
    const sending = failure(client.sendText('1', 'x'));
    expect((await sending).reason).toBe('token lock');
    naps = clock.naps.length;
    expect(naps).toBeGreaterThan(2);
    await inner.save(tokens({ generation: 2 }), 1);
    await client.sendText('1', 'x');
    expect(zalo.spent()).toBe(0);
  });

  test('A2: another process that was done just before the lock came is noticed under the lock', async () => {
    const inner = memoryTokenStore(expired());
    const store: TokenStore = {
      ...inner,
      async lock(ttlMs) {
        await inner.save(tokens({ generation: 2 }), 1);
        return await inner.lock(ttlMs);
      },
    };
    const { client, server } = await setup({ tokens: store });
    await client.sendText('1', 'x');
    expect(server.to(TOKEN)).toHaveLength(0);
  });

  test('a process whose lock ran out does not overwrite a newer pair', async () => {
    const inner = memoryTokenStore(expired());
    const newer = tokens({ accessToken: 'access-2', refreshToken: 'newer', generation: 2 });
    const store: TokenStore = {
      ...inner,
      async save(state, generation) {
        if (state.generation === 2 && state.refreshToken === 'refresh-2') await inner.save(newer, 1);
        return await inner.save(state, generation);
      },
    };
    const { client } = await setup({ tokens: store });
    await client.sendText('1', 'x');
    expect(await store.load()).toEqual(newer);
  });

  test('a working pair wins over another process note that the grant is lost', async () => {
    const inner = memoryTokenStore(expired());
    let once = true;
    const store: TokenStore = {
      ...inner,
      async save(state, generation) {
        if (once) await inner.save({ ...expired(), status: 'reauth_required', generation: 2 }, 1);
        once = false;
        return await inner.save(state, generation);
      },
    };
    const { client } = await setup({ tokens: store });
    await client.sendText('1', 'x');
    expect(await store.load()).toMatchObject({ status: 'ok', refreshToken: 'refresh-2', generation: 3 });
  });
});

describe('the life of a grant', () => {
  test('a token is renewed after 20 of its 25 hours, not before', async () => {
    const { client, clock, zalo } = await setup();
    clock.pass(19 * HOUR);
    await client.sendText('1', 'x');
    expect(zalo.spent()).toBe(0);
    clock.pass(2 * HOUR);
    await client.sendText('1', 'x');
    expect(zalo.spent()).toBe(1);
  });

  test('keepAlive, called daily on an idle bot, keeps the grant over half a year', async () => {
    const { client, clock, zalo } = await setup();
    for (let day = 0; day < 180; day++) {
      clock.pass(24 * HOUR);
      expect((await client.keepAlive()).refreshDaysLeft).toBe(90);
    }
    expect(zalo.spent()).toBe(180);
  });

  test('the first refresh token fills an empty store', async () => {
    const { client, store } = await setup({ tokens: memoryTokenStore(), firstRefreshToken: 'refresh-1' });
    await client.sendText('1', 'x');
    expect(await store.load()).toMatchObject({ refreshToken: 'refresh-2', generation: 1, status: 'ok' });
  });

  test('without any token it says so', async () => {
    const { client, server } = await setup({ tokens: memoryTokenStore() });
    expect((await failure(client.sendText('1', 'x'))).reason).toBe('reauth_required');
    expect(server.seen).toHaveLength(0);
  });

  test('a lost grant heals with a new first token, tried once each', async () => {
    const lost: TokenState = { ...expired(), status: 'reauth_required' };
    const store = memoryTokenStore(lost);
    const wrong = await setup({ tokens: store, firstRefreshToken: 'also-dead' });
    for (let i = 0; i < 3; i++) await failure(wrong.client.sendText('1', 'x'));
    expect(wrong.server.to(TOKEN)).toHaveLength(1);
    const heard: string[] = [];
    const right = await setup({
      tokens: store,
      firstRefreshToken: 'refresh-1',
      onStatus: (health) => heard.push(health.status),
    });
    await right.client.sendText('1', 'x');
    expect(await store.load()).toMatchObject({ status: 'ok' });
    expect(heard.at(-1)).toBe('ok');
  });

  test('a pair that a person brings is taken at once, also by a client that had given up', async () => {
    const { client, server, store } = await setup({ state: { ...expired(), status: 'reauth_required' } });
    await failure(client.sendText('1', 'x'));
    await client.adoptTokens({ accessToken: 'access-1', refreshToken: 'new', lifeMs: 25 * HOUR });
    await client.sendText('1', 'x');
    expect(server.to(TOKEN)).toHaveLength(0);
    expect(await store.load()).toMatchObject({ refreshToken: 'new', refreshObtainedAt: NOW, status: 'ok' });
  });
});

test.each([
  ['the grant is lost', tokens({ status: 'reauth_required' })],
  ['the old pair is dead', tokens()],
])('a new grant that another process stores is taken up without a restart: %s', async (_, state) => {
  const { client, store, server } = await setup({ state });
  let works = 'nothing';
  server.on(CS, (seen, response) =>
    seen.headers.access_token === works
      ? json({ error: 0, data: { message_id: 'm1' } })(seen, response)
      : json({ error: -216 })(seen, response),
  );
  server.on(TOKEN, json({ error: -14014, error_name: 'Invalid refresh token' }));
  expect(await failure(client.sendText('1', 'trước'))).toMatchObject({ class: 'auth' });
  const beside = await setup({ tokens: store });
  await beside.client.adoptTokens({ refreshToken: 'r-new', accessToken: 'a-new', lifeMs: 25 * HOUR });
  works = 'a-new';
  expect((await client.sendText('1', 'sau')).messageId).toBe('m1');
  expect(client.tokenHealth().status).toBe('ok');
});
