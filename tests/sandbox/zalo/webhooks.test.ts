import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { macOf, rawBody } from '../../../src/sandbox/zalo/sign.ts';
import { APP, LAN, start, startReceiver } from './setup.ts';

const V1 =
  '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730","recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":{"text":"Xin chào công đoàn","msg_id":"96d3cdf3af150460909"},"timestamp":"1764547200000"}';
const V1_MAC = '83aa9ec5e69ab19290ab070641909f73aff15331b8b5c2a407e5b709da1851e8';
const V2 =
  '{"app_id":"360846524940903967", "event_name":"user_send_image","sender":{"id":"246845883529197922"},"recipient":{"id":"388613280878808645"},"message":{"msg_id":"m2","attachments":[{"type":"image","payload":{"url":"https:\\/\\/f6.photo.talk.zdn.vn\\/a.jpg"}}]},"timestamp":"1764547201000"}';
const V2_MAC = '8441f14662281576cdb3d2ec6472ae82e28ad675994ff01ed241d8a3478691b8';

describe('signature', () => {
  it('covers the exact bytes: two vectors computed apart from this code', () => {
    expect(macOf(APP.appId, V1, '1764547200000', APP.oaSecret)).toBe(V1_MAC);
    expect(macOf(APP.appId, V2, '1764547201000', APP.oaSecret)).toBe(V2_MAC);
    const again = JSON.stringify(JSON.parse(V2));
    expect(macOf(APP.appId, again, '1764547201000', APP.oaSecret)).toBe(
      '580ba8a9bf647b60d02ce197fa00a32b5b44cf0ef731320eda1e4aef94a5a022',
    );
  });

  it('goes out with those bytes', async () => {
    const { received, url } = await startReceiver();
    const { z } = await start({ webhook: url });
    await z.idle();
    for (const raw of [V1, V2]) expect(await z.sendWebhook(raw)).toBe(200);
    expect(received.slice(1).map(({ raw, headers }) => [raw, headers['x-zevent-signature']])).toEqual([
      [V1, `mac=${V1_MAC}`],
      [V2, `mac=${V2_MAC}`],
    ]);
    expect(received[1]?.headers['content-type']).toBe('application/json');
    await z.sendWebhook(V1, 'f'.repeat(64));
    await z.sendWebhook(V1, null);
    expect(received[3]?.headers['x-zevent-signature']).toBe(`mac=${'f'.repeat(64)}`);
    expect(received[4]?.headers).not.toHaveProperty('x-zevent-signature');
  });

  it('covers escaped slashes as they are sent', async () => {
    const { received, url } = await startReceiver();
    const { z, lan } = await start({ webhook: url, escapeSlashes: true });
    await lan.say('https://congdoan.vn');
    await z.idle();
    const { raw, json, headers } = received[1]!;
    expect(raw).toContain('https:\\/\\/congdoan.vn');
    const mac = createHash('sha256').update(APP.appId + raw + json.timestamp + APP.oaSecret);
    expect(headers['x-zevent-signature']).toBe(`mac=${mac.digest('hex')}`);
    expect(rawBody({ a: '/' }, false)).toBe('{"a":"/"}');
  });
});

describe('retries', () => {
  it('climb five steps with the same bytes and a count, then the app is unsubscribed', async () => {
    const hook = await startReceiver(() => 500);
    const { z, lan } = await start({ webhook: hook.url, retryScale: 0 });
    await z.idle();
    expect(hook.received.map(({ headers }) => headers.num_retry)).toEqual([
      undefined,
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
    expect(new Set(hook.received.map(({ raw }) => raw)).size).toBe(1);
    expect(z.subscribed()).toBe(false);
    await lan.say('không ai nghe');
    await z.idle();
    expect(hook.received).toHaveLength(6);
    z.setWebhook(hook.url);
    await lan.say('nghe lại');
    await z.idle();
    expect(hook.received).toHaveLength(12);
  });

  it('stop with the first 200', async () => {
    const hook = await startReceiver((count) => (count < 3 ? 503 : 200));
    const { z } = await start({ webhook: hook.url, retryScale: 0 });
    await z.idle();
    expect(z.deliveries().map(({ outcome, retry }) => [retry, outcome])).toEqual([
      [0, 503],
      [1, 503],
      [2, 200],
    ]);
    expect(z.subscribed()).toBe(true);
  });

  it('wait, unless they are hurried', async () => {
    const hook = await startReceiver((count) => (count === 1 ? 500 : 200));
    const { z } = await start({ webhook: hook.url });
    await z.idle();
    expect(hook.received).toHaveLength(1);
    z.hurryRetries();
    await z.idle();
    expect(hook.received.map(({ headers }) => headers.num_retry)).toEqual([undefined, '1']);
  });

  it('follow a silence of two seconds and a connection refused', async () => {
    const hook = await startReceiver((count) => (count === 1 ? 'silence' : 200));
    const { z } = await start({ webhook: hook.url, retryScale: 0 });
    const began = performance.now();
    await z.idle();
    expect(performance.now() - began).toBeGreaterThan(1900);
    expect(z.deliveries().map(({ outcome }) => outcome)).toEqual(['timeout', 200]);
    const refused = await start({ webhook: 'http://127.0.0.1:9/', retryScale: 0 });
    await refused.z.idle();
    expect(refused.z.deliveries().map(({ outcome }) => outcome)).toEqual(Array(6).fill('failed'));
  });

  it('leave a status alone where told so', async () => {
    const hook = await startReceiver(() => 401);
    const { z } = await start({ webhook: hook.url, retryScale: 0, retryOnStatus: false });
    await z.idle();
    expect(hook.received).toHaveLength(1);
  });
});

describe('order', () => {
  it('is kept for one person, without duplicates, by default', async () => {
    const hook = await startReceiver();
    const { z, lan } = await start({ webhook: hook.url });
    for (let count = 1; count <= 20; count++) await lan.say(String(count));
    await z.idle();
    expect(hook.received.slice(1).map(({ json }) => json.message.text)).toEqual(
      Array.from({ length: 20 }, (_, index) => String(index + 1)),
    );
  });

  it('does not wait for a slow answer when parallel', async () => {
    const hook = await startReceiver((count) => (count === 1 ? 'silence' : 200));
    const { z, lan } = await start({ webhook: hook.url, parallel: true });
    await lan.say('hai');
    await expect.poll(() => hook.received.length).toBe(2);
    expect(z.deliveries().map(({ outcome }) => outcome)).not.toContain('timeout');
  });

  it('brings everything twice, and pairs the wrong way round, when switched on', async () => {
    const hook = await startReceiver();
    const { z, lan } = await start({ webhook: hook.url, duplicate: true });
    await z.idle();
    expect(hook.received[0]?.raw).toBe(hook.received[1]?.raw);
    z.set({ duplicate: false, reorder: true });
    await lan.say('một');
    await lan.say('hai');
    await lan.say('ba, không ai vượt');
    await z.idle();
    const said = hook.received.slice(2).map(({ json }) => json.message.text);
    expect(said).toEqual(['hai', 'một', 'ba, không ai vượt']);
  });
});

describe('echoes and receipts', () => {
  it('follow an accepted send, from the OA to the person', async () => {
    const hook = await startReceiver();
    const { z, text } = await start({ webhook: hook.url, seen: true });
    const { message_id } = (await text('Chào')).data;
    await z.idle();
    const fromOa = { app_id: APP.appId, sender: { id: APP.oaId }, recipient: { id: LAN.id } };
    expect(hook.received.slice(1).map(({ json }) => json)).toMatchObject([
      { ...fromOa, event_name: 'oa_send_text', message: { text: 'Chào', msg_id: message_id } },
      { ...fromOa, event_name: 'user_received_message', message: { msg_id: message_id } },
      { ...fromOa, event_name: 'user_seen_message', message: { msg_ids: [message_id] } },
    ]);
    expect(hook.received[1]?.json.sender).not.toHaveProperty('admin_id');
  });

  it('do not follow a refusal, nor when switched off', async () => {
    const hook = await startReceiver();
    const { z, text } = await start({ webhook: hook.url, csCap: 1, echoes: false });
    await text('một');
    await text('hai');
    await z.idle();
    expect(hook.names()).toEqual(['user_send_text', 'user_received_message']);
    z.set({ echoes: true, receipts: false, csCap: 8 });
    await text('ba');
    await z.idle();
    expect(hook.names().slice(2)).toEqual(['oa_send_text']);
  });

  it('name the person who answers by hand', async () => {
    const hook = await startReceiver();
    const { z } = await start({ webhook: hook.url });
    z.adminSays(LAN.id, 'Cán bộ đây', '77');
    await z.idle();
    expect(hook.received[1]?.json.sender).toEqual({ id: APP.oaId, admin_id: '77' });
  });

  it('send what nobody knows as well', async () => {
    const hook = await startReceiver();
    const { z } = await start({ webhook: hook.url });
    z.emit('extension_purchased', { anything: 1 });
    z.revokeGrant();
    await z.idle();
    expect(hook.names().slice(1)).toEqual(['extension_purchased', 'permission_revoked']);
  });
});
