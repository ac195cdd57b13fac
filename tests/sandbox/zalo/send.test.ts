import { describe, expect, it } from 'vitest';
import { DAY, HOUR, LAN, PNG, SECOND, buttons, bytes, media, start } from './setup.ts';

const show = { title: 'Quyền lợi', type: 'oa.query.show', payload: '#cd1:benefits' };
const url = { title: 'Mở', type: 'oa.open.url', payload: { url: 'https://congdoan.example.vn' } };

describe('text', () => {
  it('is taken, shown and answered with the quota in text', async () => {
    const { text, lan, clock } = await start();
    const answer = await text('Chào anh/chị');
    expect(answer).toEqual({
      error: 0,
      message: 'Success',
      data: {
        message_id: lan.bubbles().at(-1)?.id,
        user_id: LAN.id,
        sent_time: String(clock.at),
        quota: {
          quota_type: 'reply',
          remain: '7',
          total: '8',
          expired_date: String(clock.at + 48 * HOUR),
          owner_type: 'OA',
          owner_id: '388613280878808645',
        },
      },
    });
    expect(answer.data.message_id).toMatch(/^[0-9a-f]{20}$/);
    expect(lan.bubbles().at(-1)).toMatchObject({ from: 'bot', text: 'Chào anh/chị' });
  });

  it('holds 2000 code points, not 2001', async () => {
    const { text } = await start();
    expect(await text('😀'.repeat(2000))).toMatchObject({ error: 0 });
    expect(await text('a'.repeat(2001))).toMatchObject({ error: -210 });
  });

  it.each([
    ['no message', {}],
    ['an empty text', { text: '' }],
    ['a text that is no text', { text: 5 }],
    ['a field of another platform', { text: 'a', parse_mode: 'HTML' }],
  ])('refuses %s with -201', async (_, message) => {
    const { cs } = await start();
    expect(await cs(message)).toMatchObject({ error: -201 });
  });

  it('refuses a user id that is a number', async () => {
    const { cs } = await start();
    expect(await cs({ text: 'a' }, 246845883529197900)).toMatchObject({
      error: -201,
      message: 'user_id is invalid!',
    });
  });

  it('quotes a message, also an unknown one, and takes an empty quote', async () => {
    const { cs, lan } = await start();
    const said = lan.bubbles()[0]?.id;
    await cs({ text: 'vâng', quote_message_id: said });
    expect(lan.bubbles().at(-1)?.quotes).toBe(said);
    expect(await cs({ text: 'vâng', quote_message_id: 'unknown' })).toMatchObject({ error: 0 });
    expect(await cs({ text: 'vâng', quote_message_id: '' })).toMatchObject({ error: 0 });
  });
});

describe('buttons', () => {
  it('stand one a row', async () => {
    const { cs, lan } = await start();
    const phone = { title: 'Gọi', type: 'oa.open.phone', payload: { phone_code: '84919018791' } };
    const sms = { title: 'Nhắn', type: 'oa.open.sms', payload: { content: 'HT', phone_code: '84919018791' } };
    expect(await cs(buttons(show, url, phone, sms))).toMatchObject({ error: 0 });
    expect(lan.bubbles().at(-1)?.rows).toEqual([
      [{ label: 'Quyền lợi', kind: 'press' }],
      [{ label: 'Mở', kind: 'url', target: 'https://congdoan.example.vn' }],
      [{ label: 'Gọi', kind: 'phone', target: '84919018791' }],
      [{ label: 'Nhắn', kind: 'phone', target: '84919018791' }],
    ]);
  });

  it.each([
    ['six', [show, show, show, show, show, show], -201],
    ['none', [], -201],
    ['no type', [{ title: 'a', payload: 'b' }], -201],
    ['an invented type', [{ ...show, type: 'oa.click' }], -201],
    ['an object as payload of a query', [{ ...show, payload: { text: 'a' } }], -201],
    ['text as payload of an address', [{ ...url, payload: 'https://congdoan.example.vn' }], -201],
    ['an address that is none', [{ ...url, payload: { url: 'congdoan' } }], -201],
    ['a phone number as a number', [{ ...url, type: 'oa.open.phone', payload: { phone_code: 84 } }], -201],
    ['no title', [{ ...show, title: '' }], -201],
    ['a title of 101', [{ ...show, title: 'a'.repeat(101) }], -210],
    ['a payload of 1001 bytes', [{ ...show, payload: 'đ'.repeat(501) }], -210],
  ])('refuses %s', async (_, list, code) => {
    const { cs, lan } = await start();
    expect(await cs(buttons(...list))).toMatchObject({ error: code });
    expect(lan.bubbles()).toHaveLength(1);
  });

  it('refuses buttons without a text above them', async () => {
    const { cs } = await start();
    const { attachment } = buttons(show);
    expect(await cs({ attachment })).toMatchObject({ error: -201, message: 'text is invalid!' });
  });

  it('takes `template_type: "button"` behind its flag only', async () => {
    const { cs, z } = await start();
    const payload = { template_type: 'button', text: 'a', buttons: [show] };
    const message = { attachment: { type: 'template', payload } };
    expect(await cs(message)).toMatchObject({ error: -233 });
    z.set({ buttonTemplate: true });
    expect(await cs(message)).toMatchObject({ error: 0 });
  });
});

describe('media', () => {
  it('shows an image by address, with its caption', async () => {
    const { cs, lan } = await start();
    const image = { media_type: 'image', url: 'https://example.vn/a.jpg' };
    await cs({ text: 'ảnh', ...media(image) });
    expect(lan.bubbles().at(-1)).toMatchObject({ text: 'ảnh', file: { kind: 'photo', url: image.url } });
  });

  it('shows an uploaded image, gif and file from its own address', async () => {
    const { cs, lan, upload } = await start();
    const image = await upload('image', bytes(PNG), 'a.png');
    await cs(media({ media_type: 'image', attachment_id: image.data.attachment_id }));
    const shown = await fetch(lan.bubbles().at(-1)?.file?.url ?? '');
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(bytes(PNG));
    const gif = (await upload('gif', bytes('474946383961'), 'a.gif')).data.attachment_id;
    const sized = { media_type: 'gif', attachment_id: gif, width: 320, height: 180 };
    expect(await cs(media(sized))).toMatchObject({ error: 0 });
    const { token } = (await upload('file', bytes('255044462d'), 'a.pdf')).data;
    expect(await cs({ attachment: { type: 'file', payload: { token } } })).toMatchObject({ error: 0 });
    expect(lan.bubbles().at(-1)?.file).toMatchObject({ kind: 'document', name: 'a.pdf' });
  });

  it('shows a sticker', async () => {
    const { cs } = await start();
    expect(await cs(media({ media_type: 'sticker', attachment_id: 'bfe458bf64fa8da4d4eb' }))).toMatchObject({
      error: 0,
    });
  });

  it.each([
    ['an unknown id', { media_type: 'image', attachment_id: 'none' }],
    ['an image with address and id', { media_type: 'image', attachment_id: 'a', url: 'https://a.vn/a.jpg' }],
    ['an image with neither', { media_type: 'image' }],
    ['a gif without its size', { media_type: 'gif', url: 'https://a.vn/a.gif' }],
    ['a video', { media_type: 'video', url: 'https://a.vn/a.mp4' }],
  ])('refuses %s', async (_, element) => {
    const { cs } = await start();
    expect(await cs(media(element))).toMatchObject({ error: -201 });
  });

  it('refuses two elements, a caption on a file, and an image id as a file', async () => {
    const { cs, upload } = await start();
    const image = { media_type: 'image', url: 'https://example.vn/a.jpg' };
    const two = { template_type: 'media', elements: [image, image] };
    expect(await cs({ attachment: { type: 'template', payload: two } })).toMatchObject({ error: -201 });
    const { token } = (await upload('file', bytes('255044462d'), 'a.pdf')).data;
    const file = { attachment: { type: 'file', payload: { token } } };
    expect(await cs({ text: 'a', ...file })).toMatchObject({ error: -201 });
    expect(await cs(media({ media_type: 'image', attachment_id: token }))).toMatchObject({ error: -201 });
  });

  it('forgets an upload after 7 days with -100', async () => {
    const { cs, upload, clock, lan, z } = await start();
    const id = (await upload('image', bytes(PNG), 'a.png')).data.attachment_id;
    expect(z.calls().at(-1)?.body).toEqual({ file: expect.objectContaining({ name: 'a.png', size: 100 }) });
    z.set({ rpm: 1000 });
    const send = () => cs(media({ media_type: 'image', attachment_id: id }));
    expect(await send()).toMatchObject({ error: 0 });
    const forever = await tokenThatLasts(z);
    clock.at += 7 * DAY;
    await lan.say('còn đây');
    expect(await forever(id)).toMatchObject({ error: -100 });
  });
});

/** Seven days outlive every access token: asks for a new one when it is used. */
async function tokenThatLasts(z: Awaited<ReturnType<typeof start>>['z']) {
  const { client, refresh, APP } = await import('./setup.ts');
  const { token, post } = client(z);
  return async (id: string) => {
    const { access_token } = await token(refresh(APP.firstRefreshToken));
    const message = media({ media_type: 'image', attachment_id: id });
    return post('/v3.0/oa/message/cs', { recipient: { user_id: LAN.id }, message }, { access_token });
  };
}

describe('cards', () => {
  const card = { title: 'Trợ cấp', subtitle: 'Hồ sơ', image_url: 'https://example.vn/1.jpg' };
  const list = (...elements: unknown[]) => ({
    attachment: { type: 'template', payload: { template_type: 'list', elements, buttons: [] } },
  });

  it('refuses a list with -233 until it is switched on', async () => {
    const { cs, z, lan } = await start();
    const law = { ...card, default_action: { type: 'oa.query.hide', payload: '#cd1:law' } };
    const site = { ...card, default_action: { type: 'oa.open.url', url: 'https://example.vn' } };
    expect(await cs(list(law, site))).toMatchObject({ error: -233 });
    z.set({ listOnV3: true });
    expect(await cs(list(law, site))).toMatchObject({ error: 0 });
    expect(
      lan
        .bubbles()
        .at(-1)
        ?.rows?.map(([button]) => button?.kind),
    ).toEqual(['press', 'url']);
    expect(await cs(list({ title: 'không ảnh' }))).toMatchObject({ error: -201 });
    const wrong = { ...card, default_action: { type: 'oa.open.url', payload: { url: 'https://a.vn' } } };
    expect(await cs(list(wrong))).toMatchObject({ error: -201 });
  });

  it('asks for details with exactly one card', async () => {
    const { cs, lan, get } = await start();
    const ask = (...elements: unknown[]) =>
      cs({ attachment: { type: 'template', payload: { template_type: 'request_user_info', elements } } });
    expect(await ask(card, card)).toMatchObject({ error: -201 });
    expect(await ask({ ...card, title: 'a'.repeat(101) })).toMatchObject({ error: -210 });
    expect(await ask({ title: 'a', subtitle: 'b' })).toMatchObject({ error: -201 });
    expect(await ask(card)).toMatchObject({ error: 0 });
    await lan.press(lan.bubbles().at(-1)?.id ?? '', 0, 0);
    const detail = await get('/v3.0/oa/user/detail', { user_id: LAN.id });
    expect(detail.data.shared_info).toMatchObject({ name: 'Lan', phone: expect.stringMatching(/^84/) });
  });

  it('refuses a template nobody knows with -233', async () => {
    const { cs } = await start();
    const message = { attachment: { type: 'template', payload: { template_type: 'carousel' } } };
    expect(await cs(message)).toMatchObject({ error: -233 });
  });
});

describe('other doors', () => {
  const template = { user_id: LAN.id, template_id: '123', template_data: { ho_ten: 'Lan' } };

  it('sends an approved ZBS template outside the window, refuses another with -249', async () => {
    const { post, z, lan } = await start({ templateIds: ['123'] });
    z.setInteraction(LAN.id, undefined);
    expect(await post('/v3.0/oa/message/template', template)).toMatchObject({ error: 0 });
    expect(lan.bubbles().at(-1)?.text).toContain('ho_ten: Lan');
    const other = { ...template, template_id: '999' };
    expect(await post('/v3.0/oa/message/template', other)).toMatchObject({ error: -249 });
  });

  it('has shut transaction, promotion and the old v2 message', async () => {
    const { post } = await start();
    const body = { recipient: { user_id: LAN.id }, message: { text: 'a' } };
    for (const path of ['/v3.0/oa/message/transaction', '/v3.0/oa/message/promotion', '/v2.0/oa/message'])
      expect(await post(path, body)).toMatchObject({ error: -240 });
  });

  it('answers by a message of the person', async () => {
    const { post, lan } = await start();
    const send = (message_id?: string) =>
      post('/v3.0/oa/message/cs', { recipient: { message_id }, message: { text: 'a' } });
    expect(await send(lan.bubbles()[0]?.id)).toMatchObject({ error: 0, data: { user_id: LAN.id } });
    expect(await send('unknown')).toMatchObject({ error: -201 });
  });
});

describe('window', () => {
  it('refuses strangers with -213 and who never wrote with -232', async () => {
    const { z, text } = await start();
    expect(await text('a', '999999999999999999')).toMatchObject({ error: -213 });
    const hoa = z.phone({ id: 'hoa', name: 'Hoa' });
    expect(Number(hoa.id)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    expect(await text('a', hoa.id)).toMatchObject({ error: -232 });
    await hoa.follow();
    expect(await text('a', hoa.id)).toMatchObject({ error: 0 });
  });

  it('closes after 7 days with -230 and opens again with a press', async () => {
    const { z, cs, text, lan, clock } = await start();
    await cs(buttons({ title: 'Tiếp', type: 'oa.query.hide', payload: '#go' }));
    const id = lan.bubbles().at(-1)?.id ?? '';
    z.setInteraction(LAN.id, clock.at - 7 * DAY);
    expect(await text('đúng 7 ngày')).toMatchObject({ error: 0 });
    clock.at += SECOND;
    expect(await text('quá 7 ngày')).toMatchObject({ error: -230 });
    await lan.press(id, 0, 0);
    expect(await text('lại được')).toMatchObject({ error: 0 });
  });

  it('gives 8 free replies after each act, then -211', async () => {
    const { text, lan, post } = await start();
    for (let left = 7; left >= 0; left--)
      expect((await text('a')).data.quota).toMatchObject({ remain: String(left), total: '8' });
    expect(await text('a')).toMatchObject({ error: -211 });
    const quota = await post('/v3.0/oa/quota/message', { user_id: LAN.id });
    expect(quota.data.cs_reply).toEqual({ remain: '0', total: '8' });
    await lan.say('thêm');
    expect(await text('a')).toMatchObject({ error: 0 });
  });

  it('has no cap where it is unlimited', async () => {
    const { text } = await start({ csCap: 'unlimited' });
    for (let count = 0; count < 12; count++) expect(await text('a')).toMatchObject({ error: 0 });
  });

  it('takes the package between 48 hours and 7 days, until it is empty', async () => {
    const { z, text, clock } = await start({ paidQuota: 1 });
    z.setInteraction(LAN.id, clock.at - 49 * HOUR);
    expect((await text('a')).data.quota).toMatchObject({ quota_type: 'sub_quota', remain: '0' });
    expect(await text('a')).toMatchObject({ error: -211 });
  });

  it('refuses a person who has blocked the OA', async () => {
    const { text, lan } = await start();
    lan.block();
    expect(await text('a')).toMatchObject({ error: -217 });
    lan.block(-244);
    expect(await text('a')).toMatchObject({ error: -244 });
    lan.unblock();
    expect(await text('a')).toMatchObject({ error: 0 });
  });
});
