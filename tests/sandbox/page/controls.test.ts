import { expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { NOW, post, start, telegram } from './setup.ts';

/** Reads the stream until `ready` finds what it waits for. */
async function readEvents(
  sandbox: Sandbox,
  ready: (seen: { event: string; data: Phone }[]) => boolean,
): Promise<{ event: string; data: Phone }[]> {
  const answer = await sandbox.routes.request('/sandbox/events');
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  const seen: { event: string; data: Phone }[] = [];
  let rest = '';
  while (!ready(seen)) {
    const { value, done } = await reader.read();
    if (done) break;
    const parts = (rest + value).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const [, event = '', data = 'null'] = /event: (.*)\ndata: (.*)/.exec(part) ?? [];
      if (event) seen.push({ event, data: JSON.parse(data) as Phone });
    }
  }
  await reader.cancel();
  return seen;
}

interface Phone {
  key: string;
  ids: string[];
  text?: string;
  bubbles: { text: string; raw?: unknown; edited?: boolean }[];
}

it('tells a page everything at once, then only what changed', async () => {
  const sandbox = await start();
  const chat_id = Number(sandbox.phone('officer').id);
  await telegram(sandbox, 'sendMessage', { chat_id, text: 'một' });
  await telegram(sandbox, 'sendMessage', { chat_id, text: 'hai' });
  const [first, second] = sandbox.phone('officer').bubbles();
  const ofOfficer = ({ event, data }: { event: string; data: Phone }) =>
    event === 'phone' && data.key === 'officer';
  const reading = readEvents(sandbox, (seen) => seen.filter(ofOfficer).length === 2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await telegram(sandbox, 'editMessageText', { chat_id, message_id: Number(second!.id), text: 'hai, sửa' });
  const [whole, change] = (await reading).filter(ofOfficer);
  expect(whole!.data.bubbles.map(({ text }) => text)).toEqual(['một', 'hai']);
  expect(change!.data.ids).toEqual([first!.id, second!.id]);
  expect(change!.data.bubbles).toMatchObject([{ text: 'hai, sửa', edited: true }]);
  expect(JSON.stringify(whole)).not.toContain('"raw"');
});

it('breaks Telegram while its switch is on, and not after', async () => {
  const sandbox = await start();
  const message = { chat_id: Number(sandbox.phone('officer').id), text: 'a' };
  await post(sandbox, 'faults', { id: 'telegram-429', on: true });
  expect(await telegram(sandbox, 'sendMessage', message)).toMatchObject({ ok: false, error_code: 429 });
  await post(sandbox, 'faults', { id: 'telegram-429', on: false });
  expect(await telegram(sandbox, 'sendMessage', message)).toMatchObject({ ok: true });
});

it('breaks Zalo, twice switched on and once off, and refuses a fault that it does not know', async () => {
  const sandbox = await start();
  const status = async () =>
    (await fetch(`${sandbox.zalo.apiRoot}/v3.0/oa/message/cs`, { method: 'POST' })).status;
  await post(sandbox, 'faults', { id: 'zalo-down', on: true });
  await post(sandbox, 'faults', { id: 'zalo-down', on: true });
  expect(await status()).toBe(502);
  await post(sandbox, 'faults', { id: 'zalo-down', on: false });
  expect(await status()).toBe(200);
  expect((await post(sandbox, 'faults', { id: 'meteor', on: true })).status).toBe(404);
  expect((await post(sandbox, 'faults', { id: 'zalo-down' })).status).toBe(400);
});

it('tells a page the clock and Zalo’s meter, and every change of them', async () => {
  const sandbox = await start();
  const reading = readEvents(sandbox, (seen) => seen.filter(({ event }) => event === 'clock').length === 2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await post(sandbox, 'clock', { step: '24h' });
  const seen = (await reading) as unknown as { event: string; data: Record<string, unknown> }[];
  expect(seen.filter(({ event }) => event === 'clock').map(({ data }) => data['ahead'])).toEqual([
    0,
    24 * 3_600_000,
  ]);
  expect(seen.find(({ event }) => event === 'meter')?.data).toEqual({
    key: 'member-zalo',
    meter: { left: 8, total: 8, freeUntil: NOW + 48 * 3_600_000, openUntil: NOW + 7 * 24 * 3_600_000 },
  });
});

it('clears all screens and mends all faults on reset', async () => {
  const sandbox = await start();
  await post(sandbox, 'phones/member-zalo/say', { text: 'a' });
  await post(sandbox, 'phones/member-telegram/say', { text: 'a' });
  await post(sandbox, 'faults', { id: 'zalo-duplicate', on: true });
  await post(sandbox, 'reset');
  expect(sandbox.phone('member-zalo').bubbles()).toEqual([]);
  expect(sandbox.phone('member-telegram').bubbles()).toEqual([]);
  const faults = (await (await sandbox.routes.request('/sandbox/faults')).json()) as { on: boolean }[];
  expect(faults.some(({ on }) => on)).toBe(false);
});
