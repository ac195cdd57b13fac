/** What each call puts on the wire, and what it makes of the answer. */
import { describe, expect, test } from 'vitest';
import { createZaloClient, memoryTokenStore } from '../../src/zalo-oa-sdk/index.ts';
import { failure, refusal } from './failure.ts';
import { NOW, setup, tokens } from './setup.ts';
import { CS, fails, ok, type Seen } from './zalo-server.ts';

const bodyOf = (seen: Seen | undefined): unknown =>
  JSON.parse(Buffer.from(seen?.body ?? '', 'latin1').toString('utf8'));
const dataOf = (seen: Seen | undefined): unknown => JSON.parse(seen?.query.get('data') ?? 'null');

describe('messages to one person', () => {
  const media = (element: object) => ({
    attachment: { type: 'template', payload: { template_type: 'media', elements: [element] } },
  });
  const card = { title: 'Công đoàn', subtitle: 'Chia sẻ', imageUrl: 'https://a.vn/b.png' };
  const list = [{ title: 'a', subtitle: 's', image_url: 'https://a.vn/1.jpg' }];
  type Client = Awaited<ReturnType<typeof setup>>['client'];

  test.each<[string, (client: Client) => Promise<unknown>, object]>([
    ['a quote', (c) => c.sendText('1', 'ừ', { quote: 'm0' }), { text: 'ừ', quote_message_id: 'm0' }],
    [
      'a picture by id with a caption',
      (c) => c.sendImage('1', { attachmentId: 'a1', caption: 'ảnh' }),
      { text: 'ảnh', ...media({ media_type: 'image', attachment_id: 'a1' }) },
    ],
    [
      'a picture by address',
      (c) => c.sendImage('1', { url: 'https://a.vn/a.jpg' }),
      media({ media_type: 'image', url: 'https://a.vn/a.jpg' }),
    ],
    [
      'a gif',
      (c) => c.sendGif('1', { attachmentId: 'g', width: 320, height: 180 }),
      media({ media_type: 'gif', attachment_id: 'g', width: 320, height: 180 }),
    ],
    ['a sticker', (c) => c.sendSticker('1', 's'), media({ media_type: 'sticker', attachment_id: 's' })],
    [
      'a file',
      (c) => c.sendFile('1', 'tok=='),
      { attachment: { type: 'file', payload: { token: 'tok==' } } },
    ],
    [
      'the info card',
      (c) => c.requestUserInfo('1', card),
      {
        attachment: {
          type: 'template',
          payload: {
            template_type: 'request_user_info',
            elements: [{ title: 'Công đoàn', subtitle: 'Chia sẻ', image_url: 'https://a.vn/b.png' }],
          },
        },
      },
    ],
    [
      'a list',
      (c) => c.sendList('1', list),
      { attachment: { type: 'template', payload: { template_type: 'list', elements: list, buttons: [] } } },
    ],
  ])('%s', async (_, send, message) => {
    const { client, server } = await setup({ capabilities: { list: true } });
    expect(await send(client)).toMatchObject({ messageId: 'm1' });
    expect(bodyOf(server.to(CS)[0])).toEqual({ recipient: { user_id: '1' }, message });
  });

  test('a list is off until somebody has seen it work', async () => {
    const { client, server } = await setup();
    expect((await refusal(() => client.sendList('1', list))).field).toBe('capabilities.list');
    expect(server.seen).toHaveLength(0);
  });

  test('the time of sending comes along when Zalo tells it; numbers come as text', async () => {
    const { client, server } = await setup();
    server.on(CS, ok({ message_id: 'm', sent_time: '1626926349402', quota: { quota_type: 'sub_quota' } }));
    expect(await client.sendText('1', 'x')).toEqual({
      messageId: 'm',
      sentAt: 1626926349402,
      quota: { type: 'sub_quota' },
    });
  });
});

describe('uploads', () => {
  test('a picture goes as multipart, field `file`, with its name; the id lives seven days', async () => {
    const { client, server } = await setup();
    server.on('/v2.0/oa/upload/image', ok({ attachment_id: 'a1' }));
    const bytes = new TextEncoder().encode('ảnh');
    expect(await client.uploadImage({ bytes, name: 'a.PNG' })).toEqual({
      id: 'a1',
      expiresAt: NOW + 7 * 86_400_000,
    });
    const [seen] = server.seen;
    expect(seen?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen?.headers.access_token).toBe('access-1');
    expect(seen?.body).toContain('name="file"; filename="a.PNG"');
    expect(seen?.body).toContain(Buffer.from(bytes).toString('latin1'));
  });

  test('a gif gives an id, a document a token', async () => {
    const { client, server } = await setup();
    server.on('/v2.0/oa/upload/gif', ok({ attachment_id: 'g' }));
    server.on('/v2.0/oa/upload/file', ok({ token: 't' }));
    const bytes = new Uint8Array(3);
    expect((await client.uploadGif({ bytes, name: 'a.gif' })).id).toBe('g');
    expect((await client.uploadFile({ bytes, name: 'a.docx' })).id).toBe('t');
  });

  test.each([
    ['uploadImage', 'a.webp', 10, 'name'],
    ['uploadImage', 'a.png', 1024 * 1024 + 1, 'bytes'],
    ['uploadImage', 'a.png', 0, 'bytes'],
    ['uploadFile', 'a.exe', 10, 'name'],
    ['uploadFile', 'a.constructor', 10, 'name'],
    ['uploadFile', 'a.pdf', 5 * 1024 * 1024 + 1, 'bytes'],
    ['uploadGif', 'a.png', 10, 'name'],
  ] as const)('%s refuses %s of %d bytes', async (call, name, size, field) => {
    const { client, server } = await setup();
    expect((await refusal(() => client[call]({ bytes: new Uint8Array(size), name }))).field).toBe(field);
    expect(server.seen).toHaveLength(0);
  });

  test('an id older than seven days is told by Zalo as -100: upload again', async () => {
    const { client, server } = await setup();
    server.on(CS, fails(-100));
    expect((await failure(client.sendImage('1', { attachmentId: 'old' }))).class).toBe('media');
  });
});

describe('people', () => {
  test('the detail is asked with `data` as JSON and read whatever the type of its numbers', async () => {
    const { client, server } = await setup();
    server.on(
      '/v3.0/oa/user/detail',
      ok({
        user_id: '2468458835296197922',
        user_id_by_app: '552',
        display_name: 'Nguyễn Văn A',
        user_is_follower: true,
        user_last_interaction_date: '20/11/2026',
        tags_and_notes_info: { notes: [], tag_names: ['doan-vien'] },
        shared_info: { address: '', phone: 84919018791, name: 'Nguyễn Văn A', user_dob: '01/02/1990' },
      }),
    );
    expect(await client.userDetail('2468458835296197922')).toEqual({
      userId: '2468458835296197922',
      userIdByApp: '552',
      displayName: 'Nguyễn Văn A',
      isFollower: true,
      lastInteractionDate: '20/11/2026',
      tags: ['doan-vien'],
      shared: { phone: '84919018791', name: 'Nguyễn Văn A', birthday: '01/02/1990' },
    });
    expect(server.seen[0]?.method).toBe('GET');
    expect(dataOf(server.seen[0])).toEqual({ user_id: '2468458835296197922' });
  });

  test('the list by tag and period; never beyond what Zalo reaches', async () => {
    const { client, server } = await setup();
    server.on('/v3.0/oa/user/getlist', ok({ total: 1234, count: 1, offset: 0, users: [{ user_id: '1' }] }));
    const filter = { tag: 'doan-vien', lastInteraction: 'L7D', isFollower: true };
    expect(await client.userList({ offset: 0, count: 50 }, filter)).toEqual({ total: 1234, userIds: ['1'] });
    expect(dataOf(server.seen[0])).toEqual({
      offset: 0,
      count: 50,
      tag_name: 'doan-vien',
      last_interaction_period: 'L7D',
      is_follower: 'true',
    });
    expect((await refusal(() => client.userList({ offset: 9952, count: 50 }))).field).toBe('offset');
    expect((await refusal(() => client.userList({ offset: 0, count: 51 }))).field).toBe('count');
    expect(
      (await refusal(() => client.userList({ offset: 0, count: 1 }, { lastInteraction: 'L1Y' }))).field,
    ).toBe('last_interaction_period');
  });

  test('tags', async () => {
    const { client, server } = await setup();
    for (const path of ['tagfollower', 'rmfollowerfromtag', 'rmtag'])
      server.on(`/v2.0/oa/tag/${path}`, ok({}));
    server.on('/v2.0/oa/tag/gettagsofoa', ok(['vip', 'doan-vien']));
    server.on('/v3.0/oa/user/update', ok({}));
    await client.tagUser('1', 'vip');
    await client.untagUser('1', 'vip');
    await client.removeTag('vip');
    await client.setAlias('1', 'A');
    expect(await client.tags()).toEqual(['vip', 'doan-vien']);
    expect(server.seen.slice(0, 4).map(bodyOf)).toEqual([
      { user_id: '1', tag_name: 'vip' },
      { user_id: '1', tag_name: 'vip' },
      { tag_name: 'vip' },
      { user_id: '1', alias: 'A' },
    ]);
  });

  test('the conversation tells who spoke', async () => {
    const { client, server } = await setup();
    const entry = { time: 5, type: 'text', message: 'x', message_id: 'm', from_id: '388', to_id: '1' };
    server.on(
      '/v2.0/oa/conversation',
      ok([{ src: 0, ...entry }, { src: 1, ...entry, from_id: '1', to_id: '388' }, { odd: 1 }]),
    );
    expect(await client.conversation('1')).toEqual([
      { messageId: 'm', from: 'oa', at: 5, type: 'text', text: 'x', userId: '1' },
      { messageId: 'm', from: 'user', at: 5, type: 'text', text: 'x', userId: '1' },
    ]);
    expect(dataOf(server.seen[0])).toEqual({ user_id: '1', offset: 0, count: 10 });
    server.on('/v2.0/oa/listrecentchat', ok([]));
    expect(await client.recentChats()).toEqual([]);
    expect((await refusal(() => client.conversation('1', { count: 11 }))).field).toBe('count');
  });
});

describe('the OA', () => {
  test('its profile, under either name of its id', async () => {
    const { client, server } = await setup();
    server.on(
      '/v2.0/oa/getoa',
      ok({ oaid: '388', name: 'CĐ', is_verified: true, oa_type: '4', package_name: 'Growth' }),
    );
    expect(await client.getOa()).toEqual({
      oaId: '388',
      name: 'CĐ',
      isVerified: true,
      type: 4,
      package: 'Growth',
    });
  });

  test('what may still be sent to a person, and what the package holds', async () => {
    const { client, server } = await setup();
    const path = '/v3.0/oa/quota/message';
    server.on(path, ok({ last_interaction: '1626926349402', cs_reply: { remain: '7', total: '8' } }));
    expect(await client.quota('1')).toEqual({
      lastInteractionAt: 1626926349402,
      reply: { remain: 7, total: 8 },
    });
    server.on(
      path,
      ok([{ asset_id: 'x', product_type: 'cs', quota_type: 'sub_quota', total: 500, remain: 499 }]),
    );
    expect(await client.quotaAssets({ product: 'cs' })).toEqual([
      { assetId: 'x', product: 'cs', type: 'sub_quota', total: 500, remain: 499 },
    ]);
    expect(server.seen.map(bodyOf)).toEqual([{ user_id: '1' }, { quota_owner: 'OA', product_type: 'cs' }]);
  });
});

describe('groups', () => {
  const path = '/v3.0/oa/group/message';

  test('S6: the text of others calls nobody; the caller may', async () => {
    const { client, server } = await setup();
    server.on(path, ok({ message_id: 'm', group_id: 'g' }));
    await client.sendGroupText('g', 'nghe [@g] này [[@1]@2]', { mentions: ['77'] });
    expect(bodyOf(server.seen[0])).toEqual({
      recipient: { group_id: 'g' },
      message: { text: '[@77] nghe  này ' },
    });
    await client.sendGroup('g', { text: '[@g]x', attachment: { type: 'file', payload: { token: 't' } } });
    expect(bodyOf(server.seen[1])).toMatchObject({ message: { text: 'x' } });
  });

  test('no buttons in a group', async () => {
    const { client } = await setup();
    const payload = { buttons: [{ title: 'a', type: 'oa.query.hide', payload: '#a' }] as const };
    const error = await refusal(() =>
      client.sendGroup('g', { text: 'x', attachment: { type: 'template', payload } }),
    );
    expect(error.field).toBe('attachment');
  });

  test('groups and their members', async () => {
    const { client, server } = await setup();
    server.on(
      '/v3.0/oa/group/getgroupsofoa',
      ok({ groups: [{ group_id: 'g', name: 'N', total_member: 9 }], total: 1 }),
    );
    server.on('/v3.0/oa/group/listmember', ok({ members: [{ user_id: '1' }, { id: '2' }] }));
    expect(await client.groups({ offset: 0, count: 5 })).toEqual({
      total: 1,
      groups: [{ groupId: 'g', name: 'N', members: 9 }],
    });
    expect(server.seen[0]?.query.get('count')).toBe('5');
    expect(await client.groupMembers('g', { offset: 0, count: 5 })).toEqual(['1', '2']);
  });
});

describe('articles and reactions', () => {
  const path = '/v2.0/oa/message';

  test('an article to those whom the target names', async () => {
    const { client, server } = await setup();
    server.on(path, ok({ message_id: 'm' }));
    await client.broadcastArticle('art1', { ages: [0, 1], locations: [1], platform: [1, 2] });
    expect(bodyOf(server.seen[0])).toEqual({
      recipient: { target: { ages: [0, 1], locations: [1], platform: [1, 2] } },
      message: {
        attachment: {
          type: 'template',
          payload: { template_type: 'media', elements: [{ media_type: 'article', attachment_id: 'art1' }] },
        },
      },
    });
    expect((await refusal(() => client.broadcastArticle('a', { cities: [64] }))).field).toBe('target.cities');
  });

  test('an article that is still being made has no id yet', async () => {
    const { client, server } = await setup();
    server.next('/v2.0/article/verify', fails(-214));
    server.on('/v2.0/article/verify', ok({ id: 'art1' }));
    expect(await client.articleId('t')).toBeUndefined();
    expect(await client.articleId('t')).toBe('art1');
  });

  test('a reaction', async () => {
    const { client, server } = await setup();
    server.on(path, ok({}));
    await client.react('1', 'm0', '/-heart');
    expect(bodyOf(server.seen[0])).toEqual({
      recipient: { user_id: '1' },
      sender_action: { react_icon: '/-heart', react_message_id: 'm0' },
    });
    expect((await refusal(() => client.react('1', 'm0', 'x' as never))).field).toBe('react_icon');
  });
});

describe('ZBS templates', () => {
  const withTemplates = async () => {
    const all = await setup();
    const client = createZaloClient({
      appId: '1',
      appSecret: 's',
      tokens: memoryTokenStore(tokens()),
      apiRoot: all.server.root,
      oauthRoot: all.server.root,
      now: all.clock.now,
      templates: { received: { id: '123456', fields: ['ho_ten', 'ma_hs'] } },
    });
    return { ...all, client };
  };
  const data = { ho_ten: 'Nguyễn Văn A', ma_hs: 'HS-01' };

  test('by user id', async () => {
    const { client, server } = await withTemplates();
    server.on(
      '/v3.0/oa/message/template',
      ok({ message_id: 'm', quota: { quota_type: 'purchase_quota', remain: 123 } }),
    );
    expect(await client.sendTemplate('1', 'received', data)).toMatchObject({
      messageId: 'm',
      quota: { remain: 123 },
    });
    expect(bodyOf(server.seen[0])).toEqual({ user_id: '1', template_id: '123456', template_data: data });
  });

  test('by phone, on the business host', async () => {
    const { client, server } = await withTemplates();
    server.on(
      '/business/message/template',
      ok({ msg_id: 'z', sent_time: '5', quota: { dailyQuota: '5000', remainingQuota: '4998' } }),
    );
    const sent = await client.sendTemplateByPhone('84987654321', 'received', data, {
      trackingId: 't1',
      development: true,
    });
    expect(sent).toEqual({ messageId: 'z', sentAt: 5, quota: { remain: 4998, total: 5000 } });
    expect(bodyOf(server.seen[0])).toEqual({
      phone: '84987654321',
      template_id: '123456',
      template_data: data,
      tracking_id: 't1',
      mode: 'development',
    });
    server.on('/business/message/status', ok({ status: 1, delivery_time: 'x' }));
    expect(await client.templateDelivery('z')).toEqual({ status: 1, delivered: true });
    server.on('/business/message/quota', ok({ dailyQuota: '5000', remainingQuota: '4998' }));
    expect(await client.templateQuota()).toEqual({ daily: 5000, remain: 4998 });
  });

  test('refused before the network', async () => {
    const { client, server } = await withTemplates();
    const loose = client as unknown as { sendTemplate(...args: unknown[]): Promise<unknown> };
    expect((await refusal(() => loose.sendTemplate('1', 'other', data))).field).toBe('template');
    expect((await refusal(() => loose.sendTemplate('1', 'received', { ho_ten: 'A' }))).field).toBe(
      'template_data.ma_hs',
    );
    expect((await refusal(() => loose.sendTemplate('1', 'received', { ...data, x: '1' }))).field).toBe(
      'template_data.x',
    );
    const phone = await refusal(() => client.sendTemplateByPhone('0987654321', 'received', data));
    expect(phone.field).toBe('phone');
    const long = { trackingId: 'x'.repeat(49) };
    expect(
      (await refusal(() => client.sendTemplateByPhone('84987654321', 'received', data, long))).field,
    ).toBe('tracking_id');
    expect(server.seen).toHaveLength(0);
  });
});

test('appsecret_proof goes along when it is switched on, made anew for each token', async () => {
  const { client, server } = await setup({ appSecretProof: true, state: tokens({ accessToken: 'old' }) });
  await client.sendText('1', 'x');
  const proofs = server.to(CS).map((seen) => seen.headers.appsecret_proof);
  expect(proofs).toHaveLength(2);
  expect(proofs[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(proofs[0]).not.toBe(proofs[1]);
});
