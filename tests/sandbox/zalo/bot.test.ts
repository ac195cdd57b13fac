/** The stand-in of the Bot Platform, asked by bare requests. */
import { describe, expect, it } from 'vitest';
import { bytes, LAN, PNG, start, startReceiver, type Json } from './setup.ts';

const SECRET = 'mot-bi-mat-du-dai';
const sample = { bytes: bytes(PNG), name: 'a.png', mime: 'image/png' };

async function bot(options: Parameters<typeof start>[0] = {}) {
  const all = await start({ botToken: '12345689:abc-xyz', ...options });
  const phone = all.z.bot.phone(LAN);
  const call = async (method: string, body: object = {}, root = all.z.botUrl): Promise<Json> => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const answer = await fetch(`${root}/${method}`, init);
    return { http: answer.status, ...((await answer.json()) as object) };
  };
  return { ...all, phone, call };
}

const refused = (code: number, description: unknown = expect.any(String)) => ({
  ...{ http: code, ok: false, error_code: code, description },
});

describe('calls', () => {
  it('take query, form, multipart and JSON; a wrong token is 401, another method 404, another parameter 400', async () => {
    const { z, call, phone } = await bot();
    phone.say('chào');
    const form = new FormData();
    form.append('chat_id', phone.id);
    form.append('text', 'ba');
    await fetch(`${z.botUrl}/sendMessage?chat_id=${phone.id}&text=${encodeURIComponent('một')}`);
    await fetch(`${z.botUrl}/sendMessage`, {
      method: 'POST',
      body: new URLSearchParams({ chat_id: phone.id, text: 'hai' }),
    });
    await fetch(`${z.botUrl}/sendMessage`, { method: 'POST', body: form });
    expect(await call('sendMessage', { chat_id: phone.id, text: 'bốn' })).toEqual({
      http: 200,
      ok: true,
      result: { message_id: expect.any(String), date: expect.any(Number) },
    });
    const said = phone.bubbles().filter(({ from }) => from === 'bot');
    expect(said.map(({ text }) => text)).toEqual(['một', 'hai', 'ba', 'bốn']);
    expect(await call('getMe', {}, z.botUrl.replace('abc', 'abd'))).toEqual(refused(401));
    expect(await call('editMessageText')).toEqual(refused(404));
    expect(await call('sendMessage', { chat_id: phone.id, text: 'a', reply_markup: {} })).toEqual(
      refused(400),
    );
    expect(await call('sendMessage', { chat_id: phone.id, text: 'a'.repeat(2001) })).toEqual(refused(400));
    expect((await call('getMe')).result).toMatchObject({ account_type: 'BASIC' });
    expect(JSON.stringify(z.calls())).not.toContain('12345689:abc-xyz');
  });

  it('a photo’s address is fetched twice, an address elsewhere not at all; voice only as .aac in private', async () => {
    const { z, call, phone } = await bot();
    const chat_id = phone.id;
    phone.sendPhoto(sample);
    const photo = (await call('getUpdates', { timeout: 0 })).result.message.photo_url as string;
    expect(await call('sendPhoto', { chat_id, photo })).toMatchObject({ ok: true });
    expect(z.bot.photoFetches()).toEqual([
      { url: photo, status: 200 },
      { url: photo, status: 200 },
    ]);
    await call('sendPhoto', { chat_id, photo: 'https://example.vn/a.png' });
    expect(z.bot.photoFetches().at(-1)?.status).toBe(404);
    expect(await call('sendVoice', { chat_id, voice_url: 'https://a.vn/b.aac' })).toMatchObject({ ok: true });
    expect(await call('sendVoice', { chat_id, voice_url: 'https://a.vn/b.mp3' })).toEqual(refused(400));
    expect(await call('sendSticker', { chat_id, sticker: 's1' })).toMatchObject({ ok: true });
    expect(await call('sendChatAction', { chat_id, action: 'typing' })).toEqual({ http: 200, ok: true });
    expect(await call('sendMessage', { chat_id: 'nobody', text: 'a' })).toEqual(refused(400));
  });

  it('no more messages a month than the plan has', async () => {
    const { call, phone, clock } = await bot({ botMonthly: 2 });
    const message = { chat_id: phone.id, text: 'a' };
    for (let count = 0; count < 2; count++)
      expect(await call('sendMessage', message)).toMatchObject({ ok: true });
    expect(await call('sendMessage', message)).toEqual(refused(429, 'Quota exceeded'));
    clock.at += 31 * 24 * 3_600_000;
    expect(await call('sendMessage', message)).toMatchObject({ ok: true });
  });
});

describe('updates', () => {
  it('come one a poll, then again and again (replay on), or not (off); 408 when there is none', async () => {
    const { z, call, phone } = await bot({ botReplay: false });
    expect(await call('getUpdates', { timeout: 0 })).toEqual(refused(408, 'Request timeout'));
    phone.say('một');
    phone.say('hai');
    const texts = async () => (await call('getUpdates', { timeout: '0' })).result?.message?.text;
    expect([await texts(), await texts(), await texts()]).toEqual(['một', 'hai', undefined]);
    z.set({ botReplay: true });
    expect([await texts(), await texts(), await texts()]).toEqual(['một', 'hai', 'một']);
  });

  it('an open poll ends with what comes in the meantime', async () => {
    const { call, phone } = await bot();
    const open = call('getUpdates', { timeout: 20 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    phone.sendSticker();
    expect((await open).result.event_name).toBe('message.sticker.received');
  });

  it.each([
    [true, 'message.text.received'],
    [false, undefined],
  ])(
    'go to the webhook with its secret, bare or wrapped (bare: %s); polls are then 400',
    async (botFlat, name) => {
      const hook = await startReceiver();
      const { z, call, phone } = await bot({ botFlat });
      expect(await call('getWebhookInfo')).toEqual(refused(404, 'Not Found'));
      expect(await call('setWebhook', { url: hook.url, secret_token: 'ngan' })).toEqual(refused(400));
      expect(await call('setWebhook', { url: 'http://example.vn/', secret_token: SECRET })).toEqual(
        refused(400),
      );
      await call('setWebhook', { url: hook.url, secret_token: SECRET });
      expect((await call('getWebhookInfo')).result.url).toBe(hook.url);
      expect((await call('getUpdates')).description).toContain('while a webhook is set');
      phone.say('chào');
      await z.bot.idle();
      const { json, headers } = hook.received[0]!;
      expect(headers['x-bot-api-secret-token']).toBe(SECRET);
      expect(json.event_name).toBe(name);
      expect((json.result ?? json).message).toMatchObject({
        ...{ text: 'chào', from: { id: phone.id }, chat: { id: phone.id, chat_type: 'PRIVATE' } },
      });
      expect(phone.id).toMatch(/^[0-9a-f]{20}$/);
      await call('deleteWebhook');
      expect(await call('getWebhookInfo')).toEqual(refused(404));
    },
  );

  it('name photos, voices and what cannot be shown; in a group only what calls the bot', async () => {
    const { z, call, phone } = await bot({ botReplay: false });
    phone.sendPhoto(sample, 'ảnh');
    phone.sendVoice(sample);
    phone.sendOther();
    z.bot.groupSays('nhóm', LAN, 'không gọi', false);
    z.bot.groupSays('nhóm', LAN, '@bot giúp', true);
    const seen: Json[] = [];
    for (let poll = 0; poll < 5; poll++) seen.push((await call('getUpdates', { timeout: 0 })).result);
    expect(seen).toMatchObject([
      { event_name: 'message.image.received', message: { message_type: 'CHAT_PHOTO', caption: 'ảnh' } },
      { event_name: 'message.voice.received', message: { message_type: 'CHAT_VOICE' } },
      { event_name: 'message.unsupported.received' },
      { event_name: 'message.text.received', message: { text: '@bot giúp', chat: { chat_type: 'GROUP' } } },
      undefined,
    ]);
    expect((await fetch(seen[0].message.photo_url)).status).toBe(200);
  });

  it('a fault speaks this platform’s words', async () => {
    const { z, call } = await bot();
    z.setFault({ method: 'getMe', kind: 'error', code: 429, times: 1 });
    expect(await call('getMe')).toEqual(refused(429, 'Quota exceeded'));
  });
});
