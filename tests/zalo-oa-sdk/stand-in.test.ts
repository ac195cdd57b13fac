/** The SDK against the strict stand-in of the sandbox: two readings of Zalo's docs, made apart, must agree. */
import { expect, test } from 'vitest';
import { APP, bytes, LAN, PNG, start, startReceiver } from '../sandbox/zalo/setup.ts';
import {
  createZaloClient,
  memoryTokenStore,
  parseEvent,
  queryHide,
  verifyMac,
} from '../../src/zalo-oa-sdk/index.ts';
import { failure } from './failure.ts';

async function both(options: Parameters<typeof start>[0] = {}) {
  const receiver = await startReceiver();
  const { z, clock, lan } = await start({ webhook: receiver.url, ...options });
  const tokenStore = memoryTokenStore();
  const client = createZaloClient({
    ...APP,
    tokens: tokenStore,
    apiRoot: z.url,
    oauthRoot: z.oauthUrl,
    now: () => clock.at,
    capabilities: { list: true },
    appSecretProof: options.appsecretProof ?? false,
  });
  return { client, z, clock, lan, receiver, tokenStore };
}

const png = { bytes: bytes(PNG), name: 'a.png' };

test('every message that a builder makes is taken', async () => {
  const { client, lan } = await both({ listOnV3: true });
  const text = await client.sendText(LAN.id, 'Xin chào');
  const sent = [
    text,
    await client.sendText(LAN.id, 'trả lời', { quote: text.messageId }),
    await client.sendButtons(LAN.id, 'Chọn', [queryHide('Có', '#co'), queryHide('Không', '#khong')]),
    await client.sendImage(LAN.id, { attachmentId: (await client.uploadImage(png)).id, caption: 'ảnh' }),
    await client.requestUserInfo(LAN.id, {
      title: 'CĐ',
      subtitle: 'Chia sẻ',
      imageUrl: 'https://a.vn/b.png',
    }),
    await client.sendList(LAN.id, [{ title: 'a', subtitle: 'b', image_url: 'https://a.vn/1.jpg' }]),
  ];
  expect(sent.every((one) => one.messageId !== '')).toBe(true);
  expect(lan.bubbles().filter((bubble) => bubble.from === 'bot')).toHaveLength(sent.length);
});

test('the calls about people, tags, history and the OA are understood', async () => {
  const { client } = await both();
  await client.sendText(LAN.id, 'một');
  expect((await client.userDetail(LAN.id)).displayName).toBe(LAN.name);
  expect((await client.userList({ offset: 0, count: 50 })).userIds).toContain(LAN.id);
  await client.tagUser(LAN.id, 'doan-vien');
  expect(await client.tags()).toEqual(['doan-vien']);
  expect((await client.conversation(LAN.id)).map((entry) => [entry.from, entry.text])).toContainEqual([
    'oa',
    'một',
  ]);
  expect((await client.getOa()).oaId).toBe(APP.oaId);
  expect((await client.quota(LAN.id)).reply?.remain).toBe(7);
});

test('a text in a group, and a group that the OA is not in', async () => {
  const { client, z } = await both();
  z.addGroup('g1', 'Tổ công đoàn');
  await client.sendGroupText('g1', 'họp [@all] lúc 8 giờ');
  expect((await client.groups({ offset: 0, count: 5 })).groups[0]?.groupId).toBe('g1');
  expect((await failure(client.sendGroupText('g2', 'x'))).code).toBe(-403);
});

test('webhooks of the stand-in verify and parse; an echo carries the id of the send', async () => {
  const { client, lan, receiver } = await both({ escapeSlashes: true });
  await lan.say('có ai không');
  const sent = await client.sendText(LAN.id, 'có');
  await lan.follow();
  await expect
    .poll(() => receiver.names())
    .toEqual(expect.arrayContaining(['user_send_text', 'oa_send_text', 'follow']));
  const events = receiver.received.map(({ raw, headers }) => {
    const header = String(headers['x-zevent-signature']);
    expect(verifyMac(Buffer.from(raw), header, APP.appId, APP.oaSecret)).toBe(true);
    return parseEvent(Buffer.from(raw));
  });
  expect(events.filter((event) => event.kind === 'unknown')).toEqual([]);
  const echoes = events.filter((event) => event.kind === 'oa_echo').map((event) => event.message.msg_id);
  expect(echoes).toContain(sent.messageId);
});

test('a token that dies is renewed, with the proof when the console asks for it', async () => {
  const { client, clock, tokenStore } = await both({ appsecretProof: true });
  await client.sendText(LAN.id, 'một');
  clock.at += 26 * 3_600_000;
  await client.sendText(LAN.id, 'hai');
  expect((await tokenStore.load())?.generation).toBe(2);
});

test('after seven days the window is closed', async () => {
  const { client, clock } = await both();
  clock.at += 8 * 24 * 3_600_000;
  expect(await failure(client.sendText(LAN.id, 'x'))).toMatchObject({ class: 'window', code: -230 });
});
