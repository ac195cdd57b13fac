import { describe, expect, it } from 'vitest';
import { readEvent } from '../../../src/channels/zalo/update.ts';
import { parseEvent, signPress } from '../../../src/zalo-oa-sdk/index.ts';

const USER = '246845883529197922';
const OA = '388613280878808645';
const reading = { pressKey: 'press-key', oaId: OA, at: 1000, key: 'msg:m1' };
const read = (fields: object) =>
  readEvent(
    parseEvent(Buffer.from(JSON.stringify({ app_id: '1', timestamp: '1764547200000', ...fields }))),
    reading,
  );
const sends = (name: string, message: object, recipient = OA) =>
  read({
    event_name: name,
    sender: { id: USER },
    recipient: { id: recipient },
    message: { msg_id: 'm1', ...message },
  });

describe('a Zalo event', () => {
  it('text, in NFC, with the quote', () => {
    expect(sends('user_send_text', { text: 'Xin chào'.normalize('NFD'), quote_msg_id: 'q1' })).toEqual({
      id: 'zalo:msg:m1', channel: 'zalo', at: 1000, person: `zalo:${USER}`, chat: `zalo:${USER}`, chatType: 'private',
      event: { type: 'text', text: 'Xin chào', replyTo: 'q1' },
    }); // prettier-ignore
  });

  it('an honest press is a press; typed, forwarded or altered, it is only words', () => {
    const payload = signPress('press-key', USER, 'card:acknowledge:PA-2611-22222');
    expect(sends('user_send_text', { text: payload })?.event).toEqual({
      type: 'press',
      data: 'card:acknowledge:PA-2611-22222',
    });
    const others = signPress('press-key', '999999999999999999', 'card:acknowledge:PA-2611-22222');
    expect(sends('user_send_text', { text: others })?.event.type).toBe('text');
    expect(sends('user_send_text', { text: payload.replace('22222', '33333') })?.event.type).toBe('text');
    expect(sends('user_send_text', { text: '#card:acknowledge:PA-2611-22222:xxxxxxxxxx' })?.event.type).toBe(
      'text',
    );
  });

  it('commands typed with / or from the menu bar with #', () => {
    expect(sends('user_send_text', { text: '/canbo ABC-1' })?.event).toMatchObject({
      command: { name: 'canbo', payload: 'ABC-1' },
    });
    expect(sends('user_send_text', { text: '#phananh' })?.event).toMatchObject({
      command: { name: 'phananh', payload: '' },
    });
    expect(sends('user_send_text', { text: '# không phải lệnh' })?.event).not.toHaveProperty('command');
  });

  it('pictures, sound, files, places with text coordinates, cards, stickers, links', () => {
    const one = (name: string, type: string, payload: object, text?: string) =>
      sends(name, { attachments: [{ type, payload }], ...(text ? { text } : {}) })?.event;
    expect(one('user_send_image', 'image', { url: 'https://f.zdn.vn/a.jpg' }, 'Máy hỏng')).toEqual({
      type: 'photo',
      file: { kind: 'photo', channel: 'zalo', id: 'https://f.zdn.vn/a.jpg' },
      caption: 'Máy hỏng',
    });
    expect(one('user_send_audio', 'audio', { url: 'https://f.zdn.vn/a.amr' })).toMatchObject({
      type: 'voice',
    });
    expect(
      one('user_send_file', 'file', { url: 'https://f.zdn.vn/a', name: 'a.pdf', type: 'pdf', size: '5' }),
    ).toMatchObject({ type: 'document', file: { name: 'a.pdf' } });
    expect(
      one('user_send_location', 'location', { coordinates: { latitude: '10.76', longitude: '106.68' } }),
    ).toEqual({ type: 'location', latitude: 10.76, longitude: 106.68 });
    expect(one('user_send_business_card', 'link', { description: '{"phone":"84912345678"}' })).toEqual({
      type: 'contact',
      phone: '84912345678',
    });
    expect(one('user_send_sticker', 'sticker', { id: '1' })).toEqual({ type: 'sticker' });
    expect(one('user_send_link', 'link', { url: 'https://x.vn' }, 'https://x.vn')).toEqual({
      type: 'text',
      text: 'https://x.vn',
    });
  });

  it('follow begins, unfollow ends; echoes, receipts, another OA and unknown events are nobody speaking', () => {
    expect(read({ event_name: 'follow', oa_id: OA, follower: { id: USER } })?.event).toEqual({
      type: 'follow',
    });
    expect(read({ event_name: 'unfollow', oa_id: OA, follower: { id: USER } })?.event).toEqual({
      type: 'unfollow',
    });
    expect(
      read({
        event_name: 'oa_send_text',
        sender: { id: OA },
        recipient: { id: USER },
        message: { text: 'x', msg_id: 'm' },
      }),
    ).toBeUndefined();
    expect(
      read({
        event_name: 'user_seen_message',
        sender: { id: OA },
        recipient: { id: USER },
        message: { msg_ids: ['m'] },
      }),
    ).toBeUndefined();
    expect(sends('user_send_text', { text: 'x' }, '1')).toBeUndefined();
    expect(read({ event_name: 'something_new', sender: { id: USER } })).toBeUndefined();
  });

  it('W9: a colleague who writes by hand hands over, for the set time; 0 switches it off', () => {
    const echo = parseEvent(
      Buffer.from(
        JSON.stringify({
          app_id: '1',
          timestamp: '1764547200000',
          event_name: 'oa_send_text',
          sender: { id: OA, admin_id: '5' },
          recipient: { id: USER },
          message: { text: 'x', msg_id: 'm' },
        }),
      ),
    );
    expect(readEvent(echo, { ...reading, handoverMs: 60_000 })).toMatchObject({
      person: `zalo:${USER}`,
      event: { type: 'handover', until: 61_000 },
    });
    expect(readEvent(echo, { ...reading, handoverMs: 0 })).toBeUndefined();
  });

  it('user_withdraw asks to be forgotten', () => {
    expect(read({ event_name: 'user_withdraw', oa_id: OA, user_id: USER })).toMatchObject({
      person: `zalo:${USER}`,
      event: { type: 'withdraw' },
    });
  });
});
