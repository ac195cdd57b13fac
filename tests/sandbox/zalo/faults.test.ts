import { describe, expect, it } from 'vitest';
import { APP, LAN, refresh, start, startReceiver } from './setup.ts';

describe('a fault', () => {
  it('drops a request unheard', async () => {
    const { z, text, lan } = await start();
    z.setFault({ method: 'message/cs', kind: 'drop', times: 1 });
    await expect(text('một')).rejects.toThrow('fetch failed');
    expect(z.calls()).toEqual([]);
    expect(lan.bubbles()).toHaveLength(1);
    expect(await text('hai')).toMatchObject({ error: 0 });
  });

  it('does it and breaks the connection before the answer', async () => {
    const hook = await startReceiver();
    const { z, text, lan } = await start({ webhook: hook.url });
    z.setFault({ method: 'message/cs', kind: 'accept-then-drop', times: 1 });
    await expect(text('một')).rejects.toThrow('fetch failed');
    await z.idle();
    expect(lan.bubbles().at(-1)?.text).toBe('một');
    expect(hook.names()).toContain('oa_send_text');
    expect(z.calls().at(-1)).toMatchObject({ method: 'message/cs', status: 200, answer: { error: 0 } });
  });

  it('answers a status with HTML, and a body that is cut off', async () => {
    const { z, lan } = await start();
    const ask = () =>
      fetch(`${z.url}/v3.0/oa/message/cs`, {
        method: 'POST',
        headers: { access_token: APP.firstAccessToken, 'content-type': 'application/json' },
        body: JSON.stringify({ recipient: { user_id: LAN.id }, message: { text: 'a' } }),
      });
    z.setFault({ kind: 'status', status: 502, times: 1 });
    z.setFault({ kind: 'status', status: 200, body: '{"data":{"mess', times: 1 });
    const bad = await ask();
    expect([bad.status, bad.headers.get('content-type')]).toEqual([502, 'text/html']);
    expect(await bad.text()).toContain('<html>');
    const cut = await ask();
    expect([cut.status, await cut.text()]).toEqual([200, '{"data":{"mess']);
    expect(lan.bubbles()).toHaveLength(1);
    expect(z.calls().map(({ status }) => status)).toEqual([502, 200]);
  });

  it('answers the platform’s own error, once or until removed, in the shape of each host', async () => {
    const { z, text, token } = await start();
    z.setFault({ method: 'message/cs', kind: 'error', code: -32, times: 2 });
    expect([await text('a'), await text('b'), await text('c')]).toMatchObject([
      { error: -32 },
      { error: -32 },
      { error: 0 },
    ]);
    const remove = z.setFault({ method: 'access_token', kind: 'error', code: -14014 });
    const form = refresh(APP.firstRefreshToken);
    expect(await token(form)).toMatchObject({ error: -14014, error_name: expect.any(String) });
    expect(await token(form)).toMatchObject({ error: -14014 });
    remove();
    expect(await token(form)).toHaveProperty('refresh_token');
  });

  it('does it and cuts the answer off in the middle; the third call alone, when told so', async () => {
    const { z, text, lan } = await start();
    z.setFault({ method: 'message/cs', kind: 'accept-then-cut', after: 2, times: 1 });
    expect([await text('a'), await text('b')]).toMatchObject([{ error: 0 }, { error: 0 }]);
    await expect(text('c')).rejects.toThrow('JSON');
    expect(await text('d')).toMatchObject({ error: 0 });
    const said = lan.bubbles().filter(({ from }) => from === 'bot');
    expect(said.map((bubble) => bubble.text)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('delays, and is forgotten with clearFaults', async () => {
    const { z, text } = await start();
    z.setFault({ kind: 'delay', ms: 150 });
    const began = performance.now();
    expect(await text('a')).toMatchObject({ error: 0 });
    expect(performance.now() - began).toBeGreaterThanOrEqual(149);
    z.clearFaults();
    z.setFault({ method: 'group/message', kind: 'drop' });
    expect(await text('b')).toMatchObject({ error: 0 });
  });
});

describe('the transcript', () => {
  it('holds accepted and refused calls, and neither token nor secret', async () => {
    const { z, text, token, post } = await start();
    const { access_token, refresh_token } = await token(refresh(APP.firstRefreshToken));
    await text('bị từ chối');
    const body = { recipient: { user_id: LAN.id }, message: { text: `mã ${access_token}` } };
    await post('/v3.0/oa/message/cs', body, { access_token });
    await post('/v3.0/oa/message/cs', '{"cut', { access_token });
    expect(z.calls().map(({ method, answer }) => [method, (answer as { error?: number }).error])).toEqual([
      ['access_token', undefined],
      ['message/cs', -216],
      ['message/cs', 0],
      ['message/cs', -201],
    ]);
    expect(z.calls()[1]?.body).toMatchObject({ message: { text: 'bị từ chối' } });
    const all = JSON.stringify(z.calls());
    const secrets = [access_token, refresh_token, APP.firstRefreshToken, APP.appSecret, APP.oaSecret];
    for (const secret of secrets) expect(all).not.toContain(secret);
  });

  it('can be dumped without people: no text, no id, no name', async () => {
    const { z, text } = await start();
    await text('Công ty nợ lương');
    const [call] = z.dump() as { method: string; body: unknown; answer: unknown }[];
    expect(call).toMatchObject({ method: 'message/cs', status: 200, answer: { error: 0 } });
    const dumped = JSON.stringify(z.dump());
    for (const trace of ['nợ lương', LAN.id, 'Lan']) expect(dumped).not.toContain(trace);
    expect(call?.body).toEqual({ recipient: { user_id: '[18]' }, message: { text: '[16]' } });
  });
});

describe('close', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

  it('leaves no timer, whatever was waiting, and lets nobody wait', async () => {
    const silent = await startReceiver(() => 'silence');
    const failing = await startReceiver(() => 500);
    const before = timers();
    const { z, text, lan } = await start({ webhook: failing.url });
    await z.idle();
    z.setFault({ kind: 'delay', ms: 60_000 });
    const late = text('chậm').catch(() => 'broken');
    z.setWebhook(silent.url);
    await lan.say('không ai trả lời');
    z.set({ reorder: true });
    await lan.say('chờ cặp');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(timers()).toBeGreaterThan(before);
    const idle = z.idle();
    await z.close();
    await idle;
    expect(await late).toBe('broken');
    expect(timers()).toBe(before);
    await expect(fetch(z.url)).rejects.toThrow('fetch failed');
  });
});
