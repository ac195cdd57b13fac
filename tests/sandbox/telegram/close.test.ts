import { expect, it } from 'vitest';
import { bot } from './hook.ts';
import { AN, BINH, start, until } from './setup.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const timers = (): number => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;

it('leaves no timer: neither of a poll, nor of a delay, nor of a retry, nor of a delivery', async () => {
  const before = timers();
  const polled = await start();
  const poll = polled.api.getUpdates({ timeout: 50 }).catch(() => 'ended');
  await pause(30);
  polled.standIn.setFault({ method: 'getMe', kind: 'delay', ms: 60_000 });
  const delayed = polled.api.getMe().catch(() => 'ended');
  const pushed = await start({ retryScale: 1 });
  const { url, seen } = await bot(({ text }) => (text === 'hỏng' ? { status: 500 } : 'never'));
  await pushed.api.setWebhook(url);
  await pushed.standIn.phone(AN).say('hỏng');
  await pushed.standIn.phone(BINH).say('treo');
  await until(() => seen.length >= 3, 'the first tries');
  expect(timers()).toBeGreaterThan(before);

  const since = performance.now();
  await Promise.all([polled.standIn.close(), pushed.standIn.close()]);
  await Promise.all([poll, delayed]);
  expect(performance.now() - since).toBeLessThan(1000);
  await until(() => timers() <= before, 'the last timer');
  const count = seen.length;
  await pause(60);
  expect(seen.length).toBe(count);
});

it('can be started again on its port, with ids above the old ones', async () => {
  const first = await start({ firstId: 500 });
  await first.standIn.phone(AN).say('trước');
  expect(await first.api.getUpdates()).toHaveLength(1);
  const port = Number(new URL(first.standIn.url).port);
  await first.standIn.close();
  const second = await start({ port, firstId: 9000 });
  await second.standIn.phone(AN).say('sau');
  // grammY's connections are kept open and shared: let it see that the old ones are gone.
  await pause(50);
  expect((await second.api.getUpdates({ offset: 501 })).map((each) => each.message?.message_id)).toEqual([
    9000,
  ]);
});

it('says so when its port is taken', async () => {
  const first = await start();
  await expect(start({ port: Number(new URL(first.standIn.url).port) })).rejects.toThrow('EADDRINUSE');
});
