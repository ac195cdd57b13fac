import { Bot } from 'grammy';
import { describe, expect, it } from 'vitest';
import { AN, BINH, TOKEN, refusal, start, until } from './setup.ts';

const ids = (updates: { update_id: number }[]): number[] => updates.map((each) => each.update_id);

describe('getUpdates', () => {
  it('brings an unconfirmed update again and forgets it once a higher offset was asked for', async () => {
    const { standIn, api } = await start();
    const phone = standIn.phone(AN);
    await phone.say('một');
    await phone.say('hai');
    expect(ids(await api.getUpdates())).toEqual([500, 501]);
    expect(ids(await api.getUpdates())).toEqual([500, 501]);
    expect(ids(await api.getUpdates({ offset: 501 }))).toEqual([501]);
    // A lower offset than what is confirmed brings nothing back.
    expect(ids(await api.getUpdates({ offset: 500 }))).toEqual([501]);
    expect(ids(await api.getUpdates({ offset: 502 }))).toEqual([]);
    expect(standIn.pending()).toBe(0);
  });

  it('counts a negative offset from the end and forgets what was before', async () => {
    const { standIn, api } = await start();
    for (const word of ['một', 'hai', 'ba']) await standIn.phone(AN).say(word);
    expect(ids(await api.getUpdates({ offset: -1 }))).toEqual([502]);
    expect(ids(await api.getUpdates())).toEqual([502]);
  });

  it('gives at most `limit`', async () => {
    const { standIn, api } = await start();
    for (const word of ['một', 'hai', 'ba']) await standIn.phone(AN).say(word);
    expect(ids(await api.getUpdates({ limit: 2 }))).toEqual([500, 501]);
  });

  it('waits until somebody writes', async () => {
    const { standIn, api } = await start();
    const poll = api.getUpdates({ timeout: 30 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    await standIn.phone(AN).say('chào');
    expect((await poll)[0]?.message?.text).toBe('chào');
  });

  it('answers an empty list after the timeout', async () => {
    const { api } = await start();
    const before = performance.now();
    expect(await api.getUpdates({ timeout: 0.05 })).toEqual([]);
    expect(performance.now() - before).toBeGreaterThan(45);
  });

  it('ends an older poll with 409 when another one comes', async () => {
    const { api, call } = await start();
    const older = refusal(api.getUpdates({ timeout: 30 }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await call('getUpdates')).status).toBe(200);
    expect(await older).toMatch(/^Conflict: terminated by other getUpdates request/);
  });

  it('is refused with 409 while a webhook is set', async () => {
    const { api, call } = await start();
    await api.setWebhook('http://127.0.0.1:9/hook');
    const { status, body } = await call('getUpdates');
    expect([status, body.description]).toEqual([
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ]);
    await api.deleteWebhook();
    expect(await api.getUpdates()).toEqual([]);
  });

  it('keeps out the kinds that were not asked for, also later', async () => {
    const { standIn, api } = await start();
    await api.getUpdates({ allowed_updates: ['callback_query'] });
    await standIn.phone(AN).say('không ai nghe');
    expect(await api.getUpdates()).toEqual([]);
    await api.getUpdates({ allowed_updates: [] });
    await standIn.phone(AN).say('nghe rồi');
    expect((await api.getUpdates())[0]?.message?.text).toBe('nghe rồi');
  });

  it('loses a press after 150 s and a message after a day', async () => {
    const { standIn, api, clock } = await start();
    const phone = standIn.phone(AN);
    await phone.say('chào');
    await api.sendMessage(1001, 'Chọn', {
      reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] },
    });
    await phone.press('501', 0, 0);
    expect(standIn.pending()).toBe(2);
    clock.now += 151_000;
    expect(standIn.pending()).toBe(1);
    clock.now += 24 * 3_600_000;
    expect(await api.getUpdates()).toEqual([]);
  });

  it('can bring a confirmed update a second time, as after a lost answer', async () => {
    const { standIn, api } = await start();
    await standIn.phone(AN).say('một');
    await api.getUpdates({ offset: 501 });
    standIn.repeat(500);
    expect(ids(await api.getUpdates())).toEqual([500]);
    expect(() => standIn.repeat(7)).toThrow('no update 7');
  });

  it('starts its numbers where it is told, so that a restart repeats none', async () => {
    const { standIn, api } = await start({ firstId: 90_000 });
    await standIn.phone(AN).say('một');
    const [update] = await api.getUpdates();
    expect([update?.update_id, update?.message?.message_id]).toEqual([90_000, 90_000]);
  });
});

it('carries a bot of grammY by long polling: text in, answer out', async () => {
  const { standIn } = await start();
  const bot = new Bot(TOKEN, { client: { apiRoot: standIn.url } });
  bot.command('start', (ctx) => ctx.reply('Sát Cánh xin chào'));
  bot.on('message:text', (ctx) => ctx.reply(`Đã nghe: ${ctx.message.text}`));
  const running = bot.start();
  const [an, binh] = [standIn.phone(AN), standIn.phone(BINH)];
  await an.say('/start');
  await binh.say('mất việc');
  await until(() => an.bubbles().length === 2 && binh.bubbles().length === 2, 'both answers');
  expect(an.bubbles()[1]?.text).toBe('Sát Cánh xin chào');
  expect(binh.bubbles()[1]).toMatchObject({ from: 'bot', text: 'Đã nghe: mất việc' });
  await bot.stop();
  await running;
});
