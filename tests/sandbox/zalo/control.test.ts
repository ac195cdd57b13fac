import { expect, it } from 'vitest';
import { APP, client, HOUR, LAN, start, startReceiver, type Json } from './setup.ts';

async function opened(control = true) {
  const all = await start({ control });
  const root = new URL(all.z.url).origin;
  const door = async (path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<Json> => {
    const init = body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
    const answer = await fetch(`${root}/__emu/${path}`, { method, ...init });
    return { http: answer.status, json: await answer.json() };
  };
  return { ...all, door };
}

it('another process types, presses, breaks and lets time pass', async () => {
  const hook = await startReceiver();
  const { z, door, text } = await opened();
  await door('webhook', { url: hook.url });
  await door(`people/${LAN.id}/type`, { text: 'có ai không' });
  await door(`people/${LAN.id}/sendImage`, {});
  await z.idle();
  expect(hook.names()).toEqual(['user_send_text', 'user_send_image']);
  await door('faults', { method: 'message/cs', kind: 'error', code: -32, times: 1 });
  expect(await text('a')).toMatchObject({ error: -32 });
  await door('faults', { kind: 'error', code: -200 });
  await door('faults', {}, 'DELETE');
  expect(await text('b')).toMatchObject({ error: 0 });
  await door('clock', { advance: 24 * HOUR });
  expect(await text('c')).toMatchObject({ error: 0 });
  await door('clock', { advance: HOUR });
  expect(await text('c')).toMatchObject({ error: -220 });
  const { bubbles } = (await door(`people/${LAN.id}`)).json;
  expect(bubbles.map((bubble: { text: string }) => bubble.text)).toEqual([
    'chào',
    'có ai không',
    '',
    'b',
    'c',
  ]);
  const calls = (await door('calls')).json;
  expect(calls.map(({ method }: { method: string }) => method)).toEqual(Array(4).fill('message/cs'));
  expect(JSON.stringify((await door('dump')).json)).not.toContain(LAN.id);
});

it('refuses what it does not know, and is shut unless it was asked for', async () => {
  const { door } = await opened();
  expect((await door(`people/${LAN.id}/fly`, {})).http).toBe(404);
  expect((await door('clock', { advance: -1 })).http).toBe(400);
  expect((await door(`people/${LAN.id}/press`, { label: 'không có' })).json.error).toContain('no button');
  const shut = await opened(false);
  expect((await shut.door('calls')).http).toBe(404);
});

it('moves its own clock beyond the one that it was given: tokens, codes and retries follow', async () => {
  const hook = await startReceiver((count) => (count === 1 ? 500 : 200));
  const { z, lan } = await opened();
  z.setWebhook(hook.url);
  await lan.say('a');
  await z.idle();
  z.advance(29_000);
  await z.idle();
  expect(hook.received).toHaveLength(1);
  z.advance(1000);
  await z.idle();
  expect(hook.received).toHaveLength(2);
  z.advance(26 * HOUR);
  expect(
    await client(z).post('/v3.0/oa/message/cs', {}, { access_token: APP.firstAccessToken }),
  ).toMatchObject({
    error: -220,
  });
});
