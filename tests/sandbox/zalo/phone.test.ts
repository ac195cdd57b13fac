import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { APP, LAN, PNG, buttons, bytes, start, startReceiver } from './setup.ts';

async function meet() {
  const hook = await startReceiver();
  const all = await start({ webhook: hook.url });
  const last = async () => {
    await all.z.idle();
    return hook.received.at(-1)?.json;
  };
  return { ...all, hook, last };
}

const sample = { bytes: bytes(PNG), name: 'ảnh nhà.png', mime: 'image/png' };

describe('a person writes', () => {
  it('and the bot hears it in the platform’s shape', async () => {
    const { lan, last, clock } = await meet();
    const event = await last();
    expect(event).toEqual({
      app_id: APP.appId,
      sender: { id: LAN.id },
      user_id_by_app: expect.stringMatching(/^\d{19}$/),
      recipient: { id: APP.oaId },
      event_name: 'user_send_text',
      message: { text: 'chào', msg_id: lan.bubbles()[0]?.id },
      timestamp: String(clock.at),
    });
    await lan.reply(lan.bubbles()[0]?.id ?? '', 'ý tôi là');
    expect((await last()).message).toMatchObject({ text: 'ý tôi là', quote_msg_id: event.message.msg_id });
  });

  it('and is one person, with an id above 2^53 that a second run repeats', async () => {
    const { z } = await start();
    const one = z.phone({ id: 'u1', name: 'Một' });
    expect(z.phone({ id: 'u1', name: 'Một' })).toBe(one);
    expect(z.phone({ id: one.id, name: 'Một' })).toBe(one);
    expect(one.id).toMatch(/^\d{19}$/);
    expect((await start()).z.phone({ id: 'u1', name: 'Một' }).id).toBe(one.id);
  });
});

describe('a press', () => {
  it('comes as the person’s text; show prints it, hide does not, an address tells nothing', async () => {
    const { lan, cs, z, hook, last } = await meet();
    await cs(
      buttons(
        { title: 'Hiện', type: 'oa.query.show', payload: '#show' },
        { title: 'Ẩn', type: 'oa.query.hide', payload: '#hide' },
        { title: 'Mở', type: 'oa.open.url', payload: { url: 'https://example.vn' } },
        { title: 'Gọi', type: 'oa.open.phone', payload: { phone_code: '115' } },
      ),
    );
    const id = lan.bubbles().at(-1)?.id ?? '';
    await lan.press(id, 0, 0);
    expect(await last()).toMatchObject({ event_name: 'user_send_text', message: { text: '#show' } });
    expect(lan.bubbles().at(-1)).toMatchObject({ from: 'person', text: '#show' });
    const shown = lan.bubbles().length;
    await lan.press(id, 1, 0);
    expect((await last()).message).toEqual({ text: '#hide', msg_id: expect.any(String) });
    const heard = hook.received.length;
    await lan.press(id, 2, 0);
    await lan.press(id, 3, 0);
    await z.idle();
    expect(hook.received).toHaveLength(heard);
    expect(lan.bubbles()).toHaveLength(shown);
    await expect(lan.press(id, 1, 1)).rejects.toThrow('no button at 1, 1');
    await expect(lan.press('none', 0, 0)).rejects.toThrow('no bubble none');
    await lan.pressMenu('#menu');
    expect((await last()).message.text).toBe('#menu');
  });
});

describe('a person sends', () => {
  it('a photo with its caption, fetched from where the event says, until addresses expire', async () => {
    const { z, lan, last } = await meet();
    await lan.sendPhoto(sample, 'mái tôn');
    const { event_name, message } = await last();
    expect(event_name).toBe('user_send_image');
    expect(message).toMatchObject({ text: 'mái tôn', attachments: [{ type: 'image' }] });
    const { url, thumbnail } = message.attachments[0].payload;
    expect(thumbnail).toBe(url);
    expect(url.startsWith(z.url)).toBe(true);
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(sample.bytes);
    z.expireFiles();
    expect((await fetch(url)).status).toBe(404);
  });

  it('a voice message, a place, a document, a sticker, a contact', async () => {
    const { lan, last } = await meet();
    const sent = async () => {
      const { event_name, message } = await last();
      return [event_name, message.attachments[0]];
    };
    await lan.sendVoice({ ...sample, name: 'a.m4a', mime: 'audio/mp4' }, 3);
    expect(await sent()).toEqual([
      'user_send_audio',
      { type: 'audio', payload: { url: expect.any(String) } },
    ]);
    await lan.sendLocation(10.5, 106.25);
    const coordinates = { latitude: '10.5', longitude: '106.25' };
    expect(await sent()).toEqual(['user_send_location', { type: 'location', payload: { coordinates } }]);
    await lan.sendDocument({ ...sample, name: 'don.pdf', mime: 'application/pdf' });
    const checksum = createHash('md5').update(sample.bytes).digest('hex');
    const payload = { url: expect.any(String), size: '100', name: 'don.pdf', checksum, type: 'pdf' };
    expect(await sent()).toEqual(['user_send_file', { type: 'file', payload }]);
    await lan.sendSticker();
    expect(await sent()).toMatchObject(['user_send_sticker', { payload: { id: expect.any(String) } }]);
    await lan.sendContact('84919018791');
    const [name, card] = await sent();
    expect(name).toBe('user_send_business_card');
    expect(JSON.parse(card.payload.description)).toMatchObject({ phone: '84919018791' });
  });

  it('a reaction, a form, a follow, a first tap, and takes it all back', async () => {
    const { lan, last, hook, z, text } = await meet();
    const id = lan.bubbles()[0]?.id ?? '';
    await lan.react(id, '/-heart');
    expect(await last()).toMatchObject({
      event_name: 'user_reacted_message',
      message: { msg_id: id, react_icon: '/-heart' },
    });
    await lan.submitInfo({ name: 'Lan', phone: '84919018791', address: 'Quảng Ngãi' });
    expect((await last()).info).toMatchObject({ phone: '84919018791', full_address: expect.any(Object) });
    await lan.follow();
    expect(await last()).toMatchObject({ event_name: 'follow', follower: { id: LAN.id }, oa_id: APP.oaId });
    expect(await last()).not.toHaveProperty('sender');
    await lan.unfollow();
    expect(await last()).toMatchObject({ event_name: 'unfollow', follower: { id: LAN.id } });
    await lan.clickChatNow();
    await lan.clickChatNow();
    await z.idle();
    expect(hook.names().filter((name) => name === 'user_click_chatnow')).toHaveLength(1);
    await lan.withdraw();
    expect(await last()).toMatchObject({ event_name: 'user_withdraw', user_id: LAN.id });
    expect(await text('còn ai không')).toMatchObject({ error: -232 });
  });

  it('nothing while the OA is blocked', async () => {
    const { lan } = await start();
    lan.block();
    await expect(lan.say('a')).rejects.toThrow('unblock()');
  });

  it('that all was read', async () => {
    const { lan, text, last } = await meet();
    const ids = [(await text('một')).data.message_id, (await text('hai')).data.message_id];
    await lan.see();
    expect(await last()).toMatchObject({
      event_name: 'user_seen_message',
      sender: { id: APP.oaId },
      recipient: { id: LAN.id },
      message: { msg_ids: ids },
    });
  });
});

describe('a screen', () => {
  it('tells its listeners and forgets when cleared, the platform does not', async () => {
    const { lan, cs, text } = await start();
    let changes = 0;
    const stop = lan.onChange(() => changes++);
    await cs(buttons({ title: 'Ẩn', type: 'oa.query.hide', payload: '#hide' }));
    lan.clear();
    expect(lan.bubbles()).toEqual([]);
    stop();
    await text('mới');
    expect(changes).toBe(2);
    expect(lan.bubbles()).toHaveLength(1);
  });
});
