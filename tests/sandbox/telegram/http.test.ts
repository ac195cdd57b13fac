import { describe, expect, it } from 'vitest';
import { Api, HttpError } from 'grammy';
import { AN, JPEG, PAPER, TOKEN, refusal, start, type Answer } from './setup.ts';

describe('requests', () => {
  it('need the token', async () => {
    const { standIn } = await start();
    const answer = await fetch(`${standIn.url}/bot1:wrong/getMe`);
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { ok: false, error_code: 401, description: 'Unauthorized' },
    ]);
    expect((await fetch(`${standIn.url}/file/bot1:wrong/photos/a.jpg`)).status).toBe(401);
    expect((await fetch(`${standIn.url}/elsewhere`)).status).toBe(404);
    expect(await refusal(new Api('1:wrong', { apiRoot: standIn.url }).getMe())).toBe('Unauthorized');
  });

  it('name a method that exists, in any case', async () => {
    const { call } = await start();
    expect((await call('getme')).body.ok).toBe(true);
    expect(await call('sendGreeting')).toMatchObject({
      status: 404,
      body: { ok: false, error_code: 404, description: 'Not Found: method not found' },
    });
  });

  it('name parameters that exist', async () => {
    const { call } = await start();
    expect((await call('sendMessage', { chat_id: 1, text: 'a', txt: 'b' })).body.description).toBe(
      'Bad Request: unknown parameter "txt" of sendMessage',
    );
  });

  it.each<[string, () => RequestInit, string]>([
    ['the query', () => ({}), `?chat_id=1001&text=${encodeURIComponent('chào chị')}`],
    [
      'JSON',
      () => ({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"chat_id":"1001","text":"chào chị"}',
      }),
      '',
    ],
    [
      'a form',
      () => ({ method: 'POST', body: new URLSearchParams({ chat_id: '1001', text: 'chào chị' }) }),
      '',
    ],
    [
      'multipart',
      () => {
        const form = new FormData();
        form.set('chat_id', '1001');
        form.set('text', 'chào chị');
        return { method: 'POST', body: form };
      },
      '',
    ],
  ])('come by %s', async (_way, init, query) => {
    const { standIn } = await start();
    standIn.remember(AN);
    const answer = await fetch(`${standIn.url}/bot${TOKEN}/sendMessage${query}`, init());
    expect(((await answer.json()) as Answer).result).toMatchObject({ text: 'chào chị', chat: { id: 1001 } });
  });

  it('may carry a file under its own name', async () => {
    const { standIn } = await start();
    standIn.remember(AN);
    const form = new FormData();
    form.set('chat_id', '1001');
    form.set('document', new Blob([PAPER.bytes], { type: 'text/plain' }), PAPER.name);
    const answer = await fetch(`${standIn.url}/bot${TOKEN}/sendDocument`, { method: 'POST', body: form });
    expect(((await answer.json()) as Answer).result).toMatchObject({
      document: { file_name: 'đơn xin.txt', mime_type: 'text/plain', file_size: PAPER.bytes.length },
    });
  });

  it('that cannot be read are refused, not crashed on', async () => {
    const { standIn } = await start();
    for (const [type, body] of [
      ['application/json', '{"a":'],
      ['application/json', '[]'],
      ['multipart/form-data', 'a'],
      ['multipart/form-data; boundary=x', 'a'],
      ['text/plain', 'a'],
    ] as const) {
      const answer = await fetch(`${standIn.url}/bot${TOKEN}/getMe`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      expect([type, answer.status]).toEqual([type, 400]);
    }
  });
});

describe('files', () => {
  it('are fetched by the bot through getFile, byte for byte', async () => {
    const { standIn, api } = await start();
    await standIn.phone(AN).sendPhoto(JPEG);
    const photo = (await api.getUpdates())[0]?.message?.photo?.at(-1);
    const file = await api.getFile(photo?.file_id ?? '');
    expect(file).toMatchObject({ file_unique_id: photo?.file_unique_id, file_size: 7 });
    const answer = await fetch(`${standIn.url}/file/bot${TOKEN}/${file.file_path ?? ''}`);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(JPEG.bytes);
    expect((await fetch(`${standIn.url}/file/bot${TOKEN}/photos/none.jpg`)).status).toBe(404);
  });

  it('are refused when unknown, unnamed or over 20 MB', async () => {
    const { standIn, api, call } = await start();
    expect(await refusal(api.getFile('không'))).toBe('Bad Request: invalid file_id');
    expect((await call('getFile')).body.description).toBe('Bad Request: file_id not specified');
    await standIn.phone(AN).sendDocument({ ...PAPER, bytes: new Uint8Array(20 * 1024 * 1024 + 1) });
    const big = (await api.getUpdates())[0]?.message?.document?.file_id ?? '';
    expect(await refusal(api.getFile(big))).toBe('Bad Request: file is too big');
  });

  it('never open as a page in a browser', async () => {
    const { standIn } = await start();
    const page = { bytes: new TextEncoder().encode('<script>'), name: 'a.html', mime: 'text/html' };
    await standIn.phone(AN).sendDocument(page);
    const answer = await fetch(standIn.phone(AN).bubbles()[0]?.file?.url ?? '');
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  });
});

describe('faults', () => {
  it('429 says how long to wait, in body and header, as often as it was told', async () => {
    const { standIn, call } = await start();
    standIn.remember(AN);
    standIn.setFault({ method: 'sendMessage', kind: 'error', code: 429, retryAfter: 3, times: 1 });
    expect((await call('getMe')).status).toBe(200);
    const { status, body, headers } = await call('sendMessage', { chat_id: 1001, text: 'a' });
    expect([status, headers.get('retry-after'), body]).toEqual([
      429,
      '3',
      {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests: retry after 3',
        parameters: { retry_after: 3 },
      },
    ]);
    expect((await call('sendMessage', { chat_id: 1001, text: 'a' })).status).toBe(200);
    expect(standIn.phone(AN).bubbles()).toHaveLength(1);
  });

  it.each([
    [403, 'Forbidden: bot was blocked by the user'],
    [500, 'Internal Server Error'],
    [502, 'Bad Gateway'],
  ])('error %i comes in the words of Telegram', async (code, words) => {
    const { standIn, call } = await start();
    standIn.setFault({ kind: 'error', code });
    expect(await call('getMe')).toMatchObject({ status: code, body: { ok: false, description: words } });
  });

  it('status answers with any body', async () => {
    const { standIn } = await start();
    const remove = standIn.setFault({ kind: 'status', status: 502, body: '<html>' });
    const answer = await fetch(`${standIn.url}/bot${TOKEN}/getMe`);
    expect([answer.status, await answer.text()]).toEqual([502, '<html>']);
    remove();
    expect((await fetch(`${standIn.url}/bot${TOKEN}/getMe`)).status).toBe(200);
  });

  it.each([
    ['drop', 0],
    ['accept-then-drop', 1],
  ] as const)('%s closes the connection; messages taken: %i', async (kind, taken) => {
    const { standIn, api } = await start();
    standIn.remember(AN);
    standIn.setFault({ method: 'sendMessage', kind, times: 1 });
    await expect(api.sendMessage(1001, 'a')).rejects.toThrow(HttpError);
    expect(standIn.phone(AN).bubbles()).toHaveLength(taken);
    await api.sendMessage(1001, 'b');
    expect(standIn.phone(AN).bubbles()).toHaveLength(taken + 1);
  });

  it('accept-then-cut does it and answers half of it, at the call that it was set for', async () => {
    const { standIn, api } = await start();
    standIn.remember(AN);
    standIn.setFault({ method: 'sendMessage', kind: 'accept-then-cut', after: 1, times: 1 });
    await api.sendMessage(1001, 'a');
    await expect(api.sendMessage(1001, 'b')).rejects.toThrow(HttpError);
    expect(standIn.phone(AN).bubbles()).toHaveLength(2);
  });

  it('delay answers late, and does not hold up closing', async () => {
    const { standIn, api } = await start();
    standIn.setFault({ kind: 'delay', ms: 80, times: 1 });
    const before = performance.now();
    await api.getMe();
    expect(performance.now() - before).toBeGreaterThan(75);
    standIn.setFault({ kind: 'delay', ms: 60_000 });
    const hanging = api.getMe().catch(() => 'ended');
    await new Promise((resolve) => setTimeout(resolve, 30));
    await standIn.close();
    await hanging;
    expect(performance.now() - before).toBeLessThan(5000);
  });

  it('are cleared together', async () => {
    const { standIn, call } = await start();
    standIn.setFault({ kind: 'error', code: 500 });
    standIn.setFault({ kind: 'error', code: 502 });
    standIn.clearFaults();
    expect((await call('getMe')).status).toBe(200);
  });
});

it('records every call, accepted and refused, without the token', async () => {
  const { standIn, api, clock } = await start();
  await api.getMe();
  await refusal(api.sendMessage(9, 'chào'));
  expect(standIn.calls()).toEqual([
    { at: clock.now, method: 'getMe', body: {}, status: 200, answer: expect.objectContaining({ ok: true }) },
    {
      at: clock.now,
      method: 'sendMessage',
      body: { chat_id: 9, text: 'chào' },
      status: 400,
      answer: { ok: false, error_code: 400, description: 'Bad Request: chat not found' },
    },
  ]);
  expect(JSON.stringify(standIn.calls())).not.toContain(TOKEN);
});
