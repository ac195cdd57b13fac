import { afterEach, describe, expect, it } from 'vitest';
import type { SendOutcome, Tried } from '../../../src/channels/channel.ts';
import { openZalo } from './setup.ts';
import type { ZaloWorld } from './setup.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LOST = { kind: 'accept-then-drop', method: 'message/cs', times: 1 } as const;
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('a send to Zalo whose outcome is unknown', () => {
  let zalo: ZaloWorld;
  afterEach(() => zalo.close());

  const send = (text: string): Promise<SendOutcome> => zalo.channel.send(zalo.chat, { text }, {});
  /** As the dispatcher repeats it. */
  const repeat = (text: string, tried: Tried): Promise<SendOutcome> =>
    zalo.channel.send(zalo.chat, { text }, { again: true, tried });
  const now = (): Tried => ({ from: zalo.clock.at, last: zalo.clock.at });
  const sends = () => zalo.standIn.calls().filter((call) => call.method === 'message/cs').length;

  it('S2: the connection breaks after Zalo took it: the echo tells, nothing is sent again', async () => {
    zalo = await openZalo();
    zalo.standIn.setFault(LOST);
    const tried = now();
    expect(await send('Đã nhận PA-2611')).toMatchObject({ ok: false, kind: 'unsure' });
    await zalo.standIn.idle();
    zalo.standIn.setFault({ kind: 'status', status: 503, method: 'conversation' });
    const outcome = await repeat('Đã nhận PA-2611', tried);
    expect(outcome).toEqual({ ok: true, messageId: zalo.phone.bubbles().at(-1)!.id });
    expect(zalo.texts()).toEqual(['Đã nhận PA-2611']);
    expect(sends()).toBe(1);
  });

  it('S2: without an echo the conversation tells, also of a message with buttons', async () => {
    zalo = await openZalo({ echoes: false });
    zalo.standIn.setFault(LOST);
    const tried = now();
    const question = { text: 'Chọn', rows: [[{ label: 'Đồng ý', data: 'c:x:yes' }]] };
    expect(await zalo.channel.send(zalo.chat, question, {})).toMatchObject({ kind: 'unsure' });
    const outcome = await zalo.channel.send(zalo.chat, question, { again: true, tried });
    expect(outcome).toEqual({ ok: true, messageId: zalo.phone.bubbles().at(-1)!.id });
    expect(sends()).toBe(1);
  });

  it('the same question of a moment before is not taken for the lost one, by a bot that was restarted', async () => {
    zalo = await openZalo();
    await send('Bước 6/11');
    await zalo.standIn.idle();
    zalo.clock.at += SECOND;
    await zalo.phone.say('lại từ đầu');
    await zalo.standIn.idle();
    const cause = zalo.updates.at(-1)!.id;
    const tried = { from: zalo.clock.at, last: zalo.clock.at - 3 * SECOND, cause };
    const outcome = await zalo.restarted().send(zalo.chat, { text: 'Bước 6/11' }, { again: true, tried });
    expect(outcome).toMatchObject({ ok: true });
    expect(zalo.texts()).toEqual(['Bước 6/11', '(gửi lại) Bước 6/11']);
  });

  it('a conversation that answers and has it not: sent again, labelled, once Zalo had time to finish', async () => {
    zalo = await openZalo();
    zalo.standIn.setFault({ kind: 'status', status: 502, method: 'message/cs', times: 1 });
    const tried = now();
    expect(await send('Phiếu của bạn')).toMatchObject({ kind: 'unsure' });
    expect(await repeat('Phiếu của bạn', tried)).toMatchObject({ kind: 'again', afterMs: 2 * SECOND });
    expect(sends()).toBe(1);
    zalo.clock.at += 5 * SECOND;
    expect(await repeat('Phiếu của bạn', tried)).toMatchObject({ ok: true });
    expect(zalo.texts()).toEqual(['(gửi lại) Phiếu của bạn']);
  });

  it('a repeat that is lost too is known by its label', async () => {
    zalo = await openZalo({ echoes: false });
    zalo.standIn.setFault({ kind: 'status', status: 502, method: 'message/cs', times: 1 });
    const tried = now();
    await send('Phiếu');
    zalo.clock.at += 5 * SECOND;
    zalo.standIn.setFault(LOST);
    expect(await repeat('Phiếu', tried)).toMatchObject({ kind: 'unsure' });
    expect(await repeat('Phiếu', { ...tried, last: zalo.clock.at })).toMatchObject({ ok: true });
    expect(zalo.texts()).toEqual(['(gửi lại) Phiếu']);
  });

  it('S3: no echo, and the conversation out of reach while Zalo answers: shown to a person after five minutes, not resent', async () => {
    zalo = await openZalo({ echoes: false });
    zalo.standIn.setFault(LOST);
    const tried = now();
    await send('Một lần thôi');
    zalo.standIn.setFault({ kind: 'status', status: 503, method: 'conversation' });
    expect(await repeat('Một lần thôi', tried)).toMatchObject({ kind: 'again' });
    zalo.clock.at += 31 * SECOND;
    expect(await repeat('Một lần thôi', tried)).toMatchObject({ kind: 'again' });
    zalo.clock.at += 5 * MINUTE;
    const end = await repeat('Một lần thôi', tried);
    expect(end).toMatchObject({ ok: false, kind: 'unclear' });
    expect(JSON.stringify(end)).toContain('OA Manager');
    expect(JSON.stringify(end)).not.toContain('Một lần thôi');
    expect(zalo.texts()).toEqual(['Một lần thôi']);
    expect(sends()).toBe(1);
  });

  it('all of Zalo down for an hour: the doubt is kept, and settled when it is back', async () => {
    zalo = await openZalo({ echoes: false });
    zalo.standIn.setFault(LOST);
    const tried = now();
    await send('Qua cơn mất mạng');
    const mend = zalo.standIn.setFault({ kind: 'status', status: 502 });
    zalo.clock.at += 60 * MINUTE;
    expect(await repeat('Qua cơn mất mạng', tried)).toMatchObject({ kind: 'again' });
    mend();
    expect(await repeat('Qua cơn mất mạng', tried)).toMatchObject({ ok: true });
    expect(zalo.texts()).toEqual(['Qua cơn mất mạng']);
  }, 20_000);

  it('where there is no conversation to ask: one labelled repeat after the echo had its time, never a second', async () => {
    zalo = await openZalo({ echoes: false });
    zalo.standIn.setFault({ kind: 'status', status: 502, method: 'message/cs', times: 1 });
    const tried = now();
    await send('Không được im lặng');
    zalo.standIn.setFault({ kind: 'error', code: -223, method: 'conversation' });
    expect(await repeat('Không được im lặng', tried)).toMatchObject({ kind: 'again', afterMs: 30 * SECOND });
    zalo.clock.at += 30 * SECOND;
    zalo.standIn.setFault(LOST);
    expect(await repeat('Không được im lặng', tried)).toMatchObject({ kind: 'unsure' });
    const twice: Tried = { ...tried, last: zalo.clock.at, repeated: true };
    zalo.clock.at += 30 * SECOND;
    expect(await repeat('Không được im lặng', twice)).toMatchObject({ kind: 'unclear' });
    expect(zalo.texts()).toEqual(['(gửi lại) Không được im lặng']);
  });

  it('the same words sent before, or by a colleague, are not taken for the lost ones', async () => {
    zalo = await openZalo();
    await send('Chào anh/chị');
    zalo.standIn.adminSays(zalo.phone.id, 'Chào anh/chị', '99');
    await zalo.standIn.idle();
    zalo.clock.at += 20 * SECOND;
    zalo.standIn.setFault({ kind: 'status', status: 502, method: 'message/cs', times: 1 });
    const tried = now();
    await send('Chào anh/chị');
    zalo.clock.at += 5 * SECOND;
    expect(await repeat('Chào anh/chị', tried)).toMatchObject({ ok: true });
    expect(zalo.texts().at(-1)).toBe('(gửi lại) Chào anh/chị');
  });

  it.each([true, false])('a picture is found by its kind (echoes: %s)', async (echoes) => {
    zalo = await openZalo({ echoes });
    const picture = { text: '', file: { kind: 'photo' as const, channel: 'telegram', id: 'x' } };
    const file = { bytes: png, name: 'a.png' };
    expect(await zalo.channel.send(zalo.chat, picture, { file })).toMatchObject({ ok: true });
    zalo.standIn.setFault(LOST);
    const tried = now();
    expect(await zalo.channel.send(zalo.chat, picture, { file })).toMatchObject({ kind: 'unsure' });
    await zalo.standIn.idle();
    const outcome = await zalo.channel.send(zalo.chat, picture, { file, again: true, tried });
    expect(outcome).toEqual({ ok: true, messageId: zalo.phone.bubbles().at(-1)!.id });
    expect(sends()).toBe(2);
  });

  it('an answer of a gateway before Zalo means that nothing was sent: again, unlabelled', async () => {
    zalo = await openZalo();
    zalo.standIn.setFault({
      kind: 'status',
      status: 403,
      body: '<html>no</html>',
      method: 'message/cs',
      times: 1,
    });
    expect(await send('Lần nữa')).toMatchObject({ ok: false, kind: 'again' });
  });
});
