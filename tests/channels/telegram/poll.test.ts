import { Api } from 'grammy';
import { afterEach, describe, expect, it } from 'vitest';
import { createPolling } from '../../../src/channels/telegram/poll.ts';
import type { Polling } from '../../../src/channels/telegram/poll.ts';
import { createTelegramStandIn } from '../../../src/sandbox/telegram/index.ts';
import type { TelegramStandIn } from '../../../src/sandbox/telegram/index.ts';

describe('long polling', () => {
  let standIn: TelegramStandIn;
  let polling: Polling | undefined;
  afterEach(async () => {
    await polling?.stop();
    await standIn.close();
  });

  async function open(take: (text: string) => Promise<void>) {
    standIn = await createTelegramStandIn({ token: '1:abc', now: () => Date.now(), firstId: 1 });
    const api = new Api('1:abc', { apiRoot: standIn.url });
    polling = createPolling({
      api,
      begin: async () => void (await api.deleteWebhook()),
      take: (update) => take(update.message?.text ?? ''),
      onProblem: () => {},
    });
    return api;
  }

  it('an update that was not stored comes again, and what its person wrote after it waits for it', async () => {
    const stored: string[] = [];
    let failures = 2;
    await open((text) => {
      if (text === 'hai' && failures-- > 0) return Promise.reject(new Error('the store said no'));
      stored.push(text);
      return Promise.resolve();
    });
    const phone = standIn.phone({ id: '42', name: 'Hoa' });
    for (const text of ['một', 'hai', 'ba']) await phone.say(text);
    polling!.start();
    await standIn.phone({ id: '43', name: 'Lan' }).say('bốn');
    await expect.poll(() => standIn.pending(), { timeout: 8000 }).toBe(0);
    expect(stored.filter((text) => text !== 'bốn')).toEqual(['một', 'hai', 'ba']);
    expect(stored).toContain('bốn');
  });

  it('a webhook that was set before does not keep it out', async () => {
    const stored: string[] = [];
    const api = await open((text) => Promise.resolve(void stored.push(text)));
    await api.setWebhook('http://127.0.0.1:9/never');
    polling!.start();
    await standIn.phone({ id: '42', name: 'Hoa' }).say('xin chào');
    await expect.poll(() => stored, { timeout: 8000 }).toEqual(['xin chào']);
  });

  it('a platform that knows no deleteWebhook is polled all the same', async () => {
    const stored: string[] = [];
    await open((text) => Promise.resolve(void stored.push(text)));
    standIn.setFault({
      method: 'deleteWebhook',
      kind: 'status',
      status: 404,
      body: '{"ok":false,"error_code":404,"description":"Not Found"}',
    });
    polling!.start();
    await standIn.phone({ id: '42', name: 'Hoa' }).say('xin chào');
    await expect.poll(() => stored, { timeout: 8000 }).toEqual(['xin chào']);
  });
});
