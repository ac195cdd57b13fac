/** Every event that a person or a colleague causes, in the shape that Zalo documents. */
import { expect, it } from 'vitest';
import { APP, bytes, buttons, LAN, PNG, start, startReceiver, type Json } from './setup.ts';

const sample = { bytes: bytes(PNG), name: 'a.png', mime: 'image/png' };

async function watched(options: Parameters<typeof start>[0] = {}) {
  const hook = await startReceiver();
  const all = await start({ webhook: hook.url, ...options });
  const last = async (): Promise<Json> => {
    await all.z.idle();
    return hook.received.at(-1)?.json;
  };
  return { ...all, hook, last };
}

const url = expect.stringMatching(/^http:/);

it.each([
  ['image', 'sendPhoto', { type: 'image', payload: { thumbnail: url, url } }],
  ['gif', 'sendGif', { type: 'gif', payload: { thumbnail: url, url } }],
  ['video', 'sendVideo', { type: 'video', payload: { thumbnail: url, description: '', url } }],
  [
    'file',
    'sendDocument',
    {
      type: 'file',
      payload: {
        url,
        size: '100',
        name: 'a.png',
        checksum: expect.stringMatching(/^[0-9a-f]{32}$/),
        type: 'png',
      },
    },
  ],
] as const)('user_send_%s', async (kind, act, attachment) => {
  const { lan, last } = await watched();
  await lan[act](sample);
  const event = await last();
  expect(event.event_name).toBe(`user_send_${kind}`);
  expect(event.message.attachments).toEqual([attachment]);
});

it('user_send_audio, _sticker, _location (texts), _business_card (JSON in a text) and _link', async () => {
  const { lan, last } = await watched();
  await lan.sendVoice(sample, 3);
  expect((await last()).message.attachments).toEqual([{ type: 'audio', payload: { url } }]);
  await lan.sendSticker();
  expect((await last()).message.attachments).toMatchObject([
    { type: 'sticker', payload: { id: expect.any(String), url: expect.any(String) } },
  ]);
  await lan.sendLocation(10.7643386, 106.6843252);
  expect((await last()).message.attachments).toEqual([
    { type: 'location', payload: { coordinates: { latitude: '10.7643386', longitude: '106.6843252' } } },
  ]);
  await lan.sendContact('84919018791');
  const card = await last();
  expect(card.event_name).toBe('user_send_business_card');
  expect(JSON.parse(card.message.attachments[0].payload.description)).toMatchObject({ phone: '84919018791' });
  await lan.sendLink('https://congdoan.example.vn', 'Công đoàn');
  expect(await last()).toMatchObject({
    event_name: 'user_send_link',
    message: {
      text: 'https://congdoan.example.vn',
      attachments: [{ type: 'link', payload: { url: 'https://congdoan.example.vn', title: 'Công đoàn' } }],
    },
  });
});

it('a press by its label comes as text, hidden or shown; a label that is nowhere is refused', async () => {
  const { lan, cs, last } = await watched();
  await cs(
    buttons(
      { title: 'Gặp cán bộ', type: 'oa.query.hide', payload: '#handoff' },
      { title: 'Quyền lợi', type: 'oa.query.show', payload: '#benefits' },
    ),
  );
  const before = lan.bubbles().length;
  await lan.pressLabel('Gặp cán bộ');
  expect(await last()).toMatchObject({ event_name: 'user_send_text', message: { text: '#handoff' } });
  expect(lan.bubbles()).toHaveLength(before);
  await lan.pressLabel('Quyền lợi');
  expect(await last()).toMatchObject({ message: { text: '#benefits' } });
  expect(lan.bubbles().at(-1)?.text).toBe('#benefits');
  await expect(lan.pressLabel('Không có')).rejects.toThrow('no button');
});

it('user_submit_info in the new and the old form of the address', async () => {
  const { z, lan, last } = await watched();
  await lan.submitInfo({ phone: '84919018791', address: '1 Hùng Vương' });
  const full_address = { user_city: '', user_ward: '', user_address: '1 Hùng Vương' };
  expect((await last()).info).toMatchObject({ phone: '84919018791', full_address });
  z.set({ oldInfoForm: true });
  await lan.submitInfo({ address: '1 Hùng Vương' });
  const { info } = await last();
  expect(info).toMatchObject({ address: '1 Hùng Vương', ward: '' });
  expect(info).not.toHaveProperty('full_address');
});

it('the first tap in both typings, once', async () => {
  const { lan, last, hook } = await watched();
  await lan.clickChatNow();
  expect(await last()).toMatchObject({ event_name: 'user_click_chatnow', oa_id: APP.oaId, user_id: LAN.id });
  await lan.clickChatNow();
  expect(hook.names().filter((name) => name === 'user_click_chatnow')).toHaveLength(1);
  const other = await watched({ chatNowFollower: true });
  await other.lan.clickChatNow();
  expect(await other.last()).toMatchObject({ follower: { id: LAN.id }, source: 'oa_profile' });
});

it('tags and a new alias are told', async () => {
  const { post, last } = await watched();
  const tag = { user_id: LAN.id, tag_name: 'doan-vien' };
  await post('/v2.0/oa/tag/tagfollower', tag);
  const told = { oa_id: APP.oaId, tag: { user_ids: [LAN.id], name: 'doan-vien' } };
  expect(await last()).toMatchObject({ event_name: 'add_user_to_tag', ...told });
  await post('/v2.0/oa/tag/rmfollowerfromtag', tag);
  expect(await last()).toMatchObject({ event_name: 'remove_user_from_tag', ...told });
  await post('/v2.0/oa/tag/rmtag', { tag_name: 'doan-vien' });
  expect(await last()).toMatchObject({ event_name: 'remove_tag', tag: { name: 'doan-vien' } });
  await post('/v3.0/oa/user/update', { user_id: LAN.id, alias: 'Lan - may 1' });
  expect(await last()).toMatchObject({ event_name: 'update_user_info', user_id: LAN.id });
});

it('a webhook may be slow on its way, and any other name can be sent', async () => {
  const { z, hook, last } = await watched();
  await last();
  z.set({ webhookDelay: 60 });
  const began = performance.now();
  z.emit('user_call_oa', { user_id: LAN.id });
  await z.idle();
  // A timer never ends early by more than its own grain.
  expect(performance.now() - began).toBeGreaterThanOrEqual(59);
  expect(hook.received.at(-1)?.json).toMatchObject({ event_name: 'user_call_oa', user_id: LAN.id });
});

it('/v2.0/oa/quota/message answers with a person and a type, and without a body', async () => {
  const { post } = await start();
  const path = '/v2.0/oa/quota/message';
  expect((await post(path, '')).data).toEqual({ remain: '500', total: '500' });
  expect(await post(path, { user_id: LAN.id, type: 'promotion' })).toMatchObject({ error: 0 });
  expect(await post(path, { user_id: LAN.id, type: 'x' })).toMatchObject({ error: -201 });
});
