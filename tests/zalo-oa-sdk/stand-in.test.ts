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
  const { z, clock, lan, post } = await start({ webhook: receiver.url, ...options });
  const tokenStore = memoryTokenStore();
  const client = createZaloClient({
    ...APP,
    tokens: tokenStore,
    apiRoot: z.url,
    oauthRoot: z.oauthUrl,
    now: () => clock.at,
    capabilities: { list: true },
    appSecretProof: options.appsecretProof ?? false,
    templates: { received: { id: '1', fields: ['ho_ten', 'ma_hs'] } },
  });
  return { client, z, clock, lan, post, receiver, tokenStore };
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

test('a gif, a sticker, a file, a reaction and an article for followers', async () => {
  const { client, lan, post } = await both({ oldTokenDies: false });
  const gif = await client.uploadGif({ bytes: bytes('474946383961'), name: 'a.gif' });
  await client.sendGif(LAN.id, { attachmentId: gif.id, width: 320, height: 180 });
  await client.sendSticker(LAN.id, 'bfe458bf64fa8da4d4eb');
  const paper = await client.uploadFile({ bytes: bytes('255044462d312e37'), name: 'a.pdf' });
  await client.sendFile(LAN.id, paper.id);
  expect(lan.bubbles().filter((bubble) => bubble.from === 'bot')).toHaveLength(3);
  await client.react(LAN.id, lan.bubbles()[0]?.id ?? '', '/-heart');
  await lan.follow();
  // Articles are written in OA Manager or by the app; here with the token of the API Explorer.
  const { token } = (await post('/v2.0/article/create', { title: 'Tết Sum vầy' })).data;
  expect(await client.articleId(token)).toBeUndefined();
  const id = await client.articleId(token);
  await client.broadcastArticle(id ?? '', { gender: 0 });
  expect(lan.bubbles().at(-1)?.text).toBe('Tết Sum vầy');
});

test('ZBS messages by user id and by phone, their delivery and quota; the receipt is read', async () => {
  const { client, z, lan, receiver } = await both({ templateIds: ['1'] });
  const data = { ho_ten: 'Lan', ma_hs: 'PA-1' };
  await client.sendTemplate(LAN.id, 'received', data);
  const sent = await client.sendTemplateByPhone(z.phoneNumber(LAN.id), 'received', data, {
    trackingId: 't1',
  });
  expect(lan.bubbles().filter((bubble) => bubble.from === 'bot')).toHaveLength(2);
  expect(await client.templateDelivery(sent.messageId)).toEqual({ status: 1, delivered: true });
  expect(await client.templateQuota()).toEqual({ daily: 500, remain: 499 });
  await z.idle();
  const receipt = parseEvent(Buffer.from(receiver.received.at(-1)?.raw ?? ''));
  expect(receipt).toMatchObject({ kind: 'delivered', message: { msg_id: sent.messageId } });
  expect(await failure(client.sendTemplateByPhone('84900000000', 'received', data))).toMatchObject({
    class: 'window',
    code: -118,
  });
});

test('every event of the stand-in is typed: people, visitors, groups, tags', async () => {
  const { client, z, lan, receiver } = await both({ groupAssets: ['a'] });
  const photo = { bytes: bytes(PNG), name: 'a.png', mime: 'image/png' };
  for (const act of ['sendPhoto', 'sendGif', 'sendVideo', 'sendDocument'] as const) await lan[act](photo);
  await lan.sendLink('https://congdoan.example.vn');
  await lan.submitInfo({});
  await lan.clickChatNow();
  await client.tagUser(LAN.id, 'doan-vien');
  await client.setAlias(LAN.id, 'Lan - may 1');
  z.addGroup('g1', 'Tổ công đoàn');
  z.groupSays('g1', LAN, 'chào');
  await client.sendGroupText('g1', 'chào');
  expect(await client.groupMembers('g1', { offset: 0, count: 5 })).toEqual([]);
  z.visitor('khách').say('cho hỏi');
  await client.sendText(LAN.id, 'chào');
  await lan.see();
  await lan.unfollow();
  await lan.withdraw();
  z.revokeGrant();
  await z.idle();
  const events = receiver.received.map(({ raw }) => parseEvent(Buffer.from(raw)));
  expect(events.filter(({ kind }) => kind === 'unknown')).toEqual([]);
  expect(new Set(events.map(({ kind }) => kind))).toEqual(
    new Set([
      ...['user_message', 'submit_info', 'chatnow', 'tag', 'profile', 'group_message', 'echo_elsewhere'],
      ...['anonymous_message', 'oa_echo', 'delivered', 'seen', 'follow', 'consent', 'lifecycle'],
    ]),
  );
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
