import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createReconciler, parseEvent, type EchoEvent } from '../../src/zalo-oa-sdk/index.ts';
import { failure } from './failure.ts';
import { NOW, setup, testClock } from './setup.ts';
import { CS, fails, json, ok, raw, reset, silence, type Answer } from './zalo-server.ts';

const cut: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '200' });
  response.write('{"error":0,"mess');
  setTimeout(() => response.socket?.destroy(), 20);
};

describe('a send whose end nobody knows is never repeated', () => {
  test.each<[string, Answer, string]>([
    ['connection reset after the request', reset, 'ECONNRESET|UND_ERR_SOCKET'],
    ['no answer in time', silence, 'timeout'],
    ['HTTP 502 with HTML', raw('<html>Bad gateway</html>', 502), 'HTTP 502'],
    ['HTTP 500 with an error of Zalo', json({ error: -200 }, 500), 'HTTP 500'],
    ['HTTP 200 with HTML', raw('<html>maintenance</html>'), 'HTML'],
    ['HTTP 200 with nothing', raw(''), 'empty body'],
    ['JSON that ends too soon', raw('{"error":0,"data":{"message_'), 'truncated'],
    ['a body that is cut off', cut, 'UND_ERR_SOCKET|ECONNRESET|terminated'],
    ['success without an id', ok({}), 'no message_id'],
    ['JSON without the envelope', json({ hello: 1 }), 'without an error code'],
  ])('S2: %s', async (_, answer, reason) => {
    const { client, server } = await setup(answer === silence ? { timeoutMs: 200 } : {});
    server.on(CS, answer);
    const error = await failure(client.sendText('1', 'x'));
    expect(error.class).toBe('unknown_outcome');
    expect(error.reason).toMatch(new RegExp(reason));
    expect(server.to(CS)).toHaveLength(1);
  });

  test('S2: reset after Zalo took it: no second send, the echo tells the id', async () => {
    const { client, server, clock } = await setup();
    server.on(CS, reset);
    const at = clock.now();
    const message = { text: 'Đã nhận phản ánh' };
    await failure(client.send('7', message));
    const reconciler = createReconciler({ now: clock.now, sleep: clock.sleep });
    const waiting = reconciler.settle({ userId: '7', message, at });
    reconciler.echo(echo('7', 'Đã nhận phản ánh', 'm77', clock.now()));
    expect(await waiting).toEqual({ outcome: 'sent', messageId: 'm77', by: 'echo' });
    expect(server.to(CS)).toHaveLength(1);
  });

  test('S3: no echo in 30 s and nothing in the conversation: unknown, not sent again', async () => {
    const { client, server, clock } = await setup();
    server.on(CS, reset);
    server.on('/v2.0/oa/conversation', ok([]));
    const at = clock.now();
    await failure(client.sendText('7', 'x'));
    const { conversation } = client;
    const reconciler = createReconciler({ now: clock.now, sleep: clock.sleep, conversation });
    expect(await reconciler.settle({ userId: '7', message: { text: 'x' }, at })).toEqual({
      outcome: 'unknown',
    });
    expect(clock.now() - at).toBeGreaterThanOrEqual(30_000);
    expect(server.to(CS)).toHaveLength(1);
  });

  test('S3: the conversation tells when the echo does not', async () => {
    const { client, server, clock } = await setup();
    server.on(
      '/v2.0/oa/conversation',
      ok([{ src: 0, time: NOW + 900, type: 'text', message: 'x', message_id: 'm5', to_id: '7' }]),
    );
    const reconciler = createReconciler({
      now: clock.now,
      sleep: clock.sleep,
      conversation: client.conversation,
    });
    const settled = await reconciler.settle({ userId: '7', message: { text: 'x' }, at: NOW });
    expect(settled).toEqual({ outcome: 'sent', messageId: 'm5', by: 'conversation' });
  });
});

describe('whose echo it is', () => {
  const attempt = { userId: '7', message: { text: 'Xong' }, at: NOW };
  const settle = async (...events: EchoEvent[]) => {
    const clock = testClock();
    const reconciler = createReconciler({ now: clock.now, sleep: clock.sleep });
    reconciler.confirmed('known');
    for (const event of events) reconciler.echo(event);
    return await reconciler.settle(attempt);
  };

  test.each([
    ['another person', echo('8', 'Xong', 'm1', NOW)],
    ['another text', echo('7', 'Chưa xong', 'm1', NOW)],
    ['an earlier send', echo('7', 'Xong', 'm1', NOW - 60_000)],
    ['a send that Zalo had confirmed', echo('7', 'Xong', 'known', NOW)],
    ['a colleague in OA Manager', echo('7', 'Xong', 'm1', NOW, 'admin')],
  ])('not that of %s', async (_, event) => {
    expect(await settle(event)).toEqual({ outcome: 'unknown' });
  });

  test('one echo answers for one attempt only', async () => {
    const clock = testClock();
    const reconciler = createReconciler({ now: clock.now, sleep: clock.sleep });
    reconciler.echo(echo('7', 'Xong', 'm1', NOW));
    expect((await reconciler.settle(attempt)).outcome).toBe('sent');
    expect((await reconciler.settle(attempt)).outcome).toBe('unknown');
  });

  test('a file is known by its kind', async () => {
    const clock = testClock();
    const reconciler = createReconciler({ now: clock.now, sleep: clock.sleep });
    reconciler.echo({ ...echo('7', '', 'm9', NOW), event_name: 'oa_send_file' });
    const message = { attachment: { type: 'file', payload: { token: 't' } } } as const;
    expect(await reconciler.settle({ userId: '7', message, at: NOW })).toMatchObject({ messageId: 'm9' });
  });
});

describe('what surely did nothing may be repeated', () => {
  test('a connection that was never made: tried three times, then transient', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { client, clock } = await setup({ apiRoot: `http://127.0.0.1:${port}` });
    const error = await failure(client.sendText('1', 'x'));
    expect(error).toMatchObject({ class: 'transient', reason: 'ECONNREFUSED' });
    expect(clock.naps).toEqual([300, 600]);
  });

  test('a read and an upload are repeated after 502 and after a reset', async () => {
    const { client, server } = await setup();
    server.next('/v2.0/oa/getoa', raw('<html>', 502), reset);
    server.on('/v2.0/oa/getoa', ok({ oaid: '388', oa_type: 4 }));
    expect(await client.getOa()).toEqual({ oaId: '388', type: 4 });
    server.next('/v2.0/oa/upload/image', raw('', 503));
    server.on('/v2.0/oa/upload/image', ok({ attachment_id: 'a1' }));
    expect((await client.uploadImage({ bytes: new Uint8Array(10), name: 'a.png' })).id).toBe('a1');
  });

  test('an error with a number is never repeated, even "sending failed"', async () => {
    const { client, server } = await setup();
    server.on(CS, fails(-200));
    expect((await failure(client.sendText('1', 'x'))).class).toBe('transient');
    expect(server.to(CS)).toHaveLength(1);
  });
});

describe('every answer has a class, an endpoint and a remedy', () => {
  test.each([
    [-32, 'rate'],
    [-100, 'media'],
    [-201, 'payload'],
    [-211, 'billing'],
    [-213, 'window'],
    [-224, 'config'],
    [-230, 'window'],
    [-233, 'payload'],
    [-321, 'billing'],
    [-99999, 'config'],
  ])('%d is %s', async (code, errorClass) => {
    const { client, server } = await setup();
    server.on(CS, fails(code));
    const error = await failure(client.sendText('1', 'x'));
    expect(error).toMatchObject({ class: errorClass, code, endpoint: `POST ${CS}`, httpStatus: 200 });
    expect(error.remedy.length).toBeGreaterThan(5);
  });

  test('a field that Zalo names is named, if it is one of ours', async () => {
    const { client, server } = await setup();
    server.on(CS, fails(-201, 'user_id is invalid!'));
    expect((await failure(client.sendText('1', 'x'))).message).toContain('field user_id');
    server.on(CS, fails(-201, 'luong is invalid!'));
    expect((await failure(client.sendText('1', 'x'))).message).not.toContain('luong');
  });

  test('at night the error says when morning is', async () => {
    const { client, server } = await setup();
    server.on(CS, fails(-234));
    // 10:00:30 in Vietnam.
    expect((await failure(client.sendText('1', 'x'))).retryAfterMs).toBe((20 * 3600 - 30) * 1000);
  });

  test('the token does not follow a redirect to another host', async () => {
    const { client, server } = await setup();
    server.on(
      CS,
      (_, response) => void response.writeHead(302, { location: `${server.root}/elsewhere` }).end(),
    );
    expect((await failure(client.sendText('1', 'x'))).class).toBe('protocol');
    expect(server.to('/elsewhere')).toHaveLength(0);
  });

  test('a gateway that refuses with HTML and 403 sent nothing', async () => {
    const { client, server } = await setup();
    server.on(CS, raw('<html>', 403));
    expect((await failure(client.sendText('1', 'x'))).class).toBe('protocol');
  });

  test('the token of another OA is noticed', async () => {
    const { client, server } = await setup({ oaId: '1' });
    server.on('/v2.0/oa/getoa', ok({ oa_id: '2' }));
    expect((await failure(client.getOa())).class).toBe('config');
  });
});

function echo(user: string, text: string, msg_id: string, at: number, admin?: string): EchoEvent {
  const sender = { id: '388', ...(admin && { admin_id: admin }) };
  const body = {
    event_name: 'oa_send_text',
    sender,
    recipient: { id: user },
    message: { text, msg_id },
    timestamp: String(at),
  };
  return parseEvent(Buffer.from(JSON.stringify(body))) as EchoEvent;
}
