/** One time for the page, both stand-ins and the bot on them; it can be moved, forwards only. */
import { expect, it } from 'vitest';
import { createClock } from '../../../src/sandbox/clock.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { startReceiver } from '../zalo/setup.ts';
import { NOW, post, start, telegram } from './setup.ts';

const HOUR = 3_600_000;
/** 23:00 in Việt Nam on the day of NOW, which is 10:00. */
const TONIGHT = NOW + 13 * HOUR;

it('skips an hour, one day, two days, and to the next 23:00 in Việt Nam', () => {
  const clock = createClock(() => NOW);
  const heard: number[] = [];
  clock.onSkip(() => heard.push(clock.now() - NOW));
  for (const step of ['1h', '24h', '48h']) expect(clock.skip(step)).toBe(true);
  expect(heard).toEqual([HOUR, 25 * HOUR, 73 * HOUR]);
  expect(clock.skip('23:00')).toBe(true);
  expect(clock.now()).toBe(TONIGHT + 3 * 24 * HOUR);
  expect(clock.skip('23:00')).toBe(true);
  expect(clock.now()).toBe(TONIGHT + 4 * 24 * HOUR);
});

it('knows no other step, none backwards, and goes on where an earlier run had been', () => {
  const clock = createClock(() => NOW, 5 * HOUR);
  for (const step of ['-1h', '2h', 'toString', '']) expect(clock.skip(step)).toBe(false);
  expect([clock.now(), clock.ahead()]).toEqual([NOW + 5 * HOUR, 5 * HOUR]);
});

it('both stand-ins and the sandbox’s clock tell the same time after a skip; a wrong step is refused', async () => {
  const sandbox = await start();
  expect((await post(sandbox, 'clock', { step: '2h' })).status).toBe(400);
  expect(await (await post(sandbox, 'clock', { step: '48h' })).json()).toEqual({
    now: NOW + 48 * HOUR,
    ahead: 48 * HOUR,
  });
  expect(sandbox.clock.now()).toBe(NOW + 48 * HOUR);
  await telegram(sandbox, 'sendMessage', { chat_id: Number(sandbox.phone('officer').id), text: 'a' });
  await post(sandbox, 'phones/member-zalo/say', { text: 'b' });
  expect(sandbox.phone('officer').bubbles().at(-1)?.at).toBe(NOW + 48 * HOUR);
  expect(sandbox.phone('member-zalo').bubbles().at(-1)?.at).toBe(NOW + 48 * HOUR);
});

async function send(sandbox: Sandbox): Promise<{ error: number }> {
  const { zalo } = sandbox;
  const form = new URLSearchParams({ app_id: zalo.appId, grant_type: 'refresh_token' });
  form.set('refresh_token', zalo.refreshToken);
  const answer = await fetch(`${zalo.oauthRoot}/v4/oa/access_token`, {
    method: 'POST',
    headers: { secret_key: zalo.appSecret },
    body: form,
  });
  const pair = (await answer.json()) as { access_token: string; refresh_token: string };
  zalo.refreshToken = pair.refresh_token;
  const sent = await fetch(`${zalo.apiRoot}/v3.0/oa/message/cs`, {
    method: 'POST',
    headers: { access_token: pair.access_token, 'content-type': 'application/json' },
    body: JSON.stringify({
      recipient: { user_id: sandbox.phone('member-zalo').id },
      message: { text: 'chào' },
    }),
  });
  return (await sent.json()) as { error: number };
}

it('the switch “cửa sổ đã đóng” closes it until the member writes; off, it is as before', async () => {
  const sandbox = await start();
  await post(sandbox, 'faults', { id: 'zalo-window-closed', on: true });
  expect((await send(sandbox)).error).toBe(-230);
  await post(sandbox, 'faults', { id: 'zalo-window-closed', on: false });
  expect((await send(sandbox)).error).toBe(0);
  await post(sandbox, 'faults', { id: 'zalo-window-closed', on: true });
  await post(sandbox, 'phones/member-zalo/say', { text: 'có ai không' });
  expect((await send(sandbox)).error).toBe(0);
});

it('two days at a time bring Zalo’s window from free to paid to closed', async () => {
  const sandbox = await start();
  const { zalo } = sandbox.standIns;
  zalo.set({ paidQuota: 0 });
  expect((await send(sandbox)).error).toBe(0);
  expect(zalo.meter(sandbox.phone('member-zalo').id)?.left).toBe(7);
  await post(sandbox, 'clock', { step: '48h' });
  await post(sandbox, 'clock', { step: '1h' });
  expect((await send(sandbox)).error).toBe(-211);
  for (let days = 2; days <= 6; days += 2) await post(sandbox, 'clock', { step: '48h' });
  expect((await send(sandbox)).error).toBe(-230);
});

it('a webhook that waits for its repeat comes when the clock has passed that time, not before', async () => {
  const hook = await startReceiver((count) => (count <= 2 ? 500 : 200));
  const sandbox = await start();
  sandbox.setZaloWebhook(hook.url);
  const { zalo } = sandbox.standIns;
  await post(sandbox, 'phones/member-zalo/say', { text: 'a' });
  await zalo.idle();
  expect(hook.received).toHaveLength(1);
  await post(sandbox, 'clock', { step: '1h' });
  await zalo.idle();
  expect(hook.received).toHaveLength(2);
  expect(hook.received[1]!.headers['num_retry']).toBe('1');
  expect(hook.received[1]!.json.timestamp).toBe(String(NOW));
  await post(sandbox, 'clock', { step: '1h' });
  await zalo.idle();
  expect(hook.received).toHaveLength(3);
});
