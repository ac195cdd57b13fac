import { describe, expect, it } from 'vitest';
import { HOUR, LAN, buttons, start } from './setup.ts';

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
