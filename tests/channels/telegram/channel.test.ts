import { describe, expect, it } from 'vitest';
import { createTelegram } from '../../../src/channels/telegram/index.ts';
import { createTelegramStandIn } from '../../../src/sandbox/telegram/index.ts';
import { describeChannel } from '../contract.ts';

const options = (apiRoot: string) => ({
  token: '1:abc',
  apiRoot,
  now: () => 0,
  againLabel: () => '(gửi lại)',
  commands: () => [],
  onProblem: () => {},
});

async function open() {
  const standIn = await createTelegramStandIn({ token: '1:abc', now: () => Date.now(), firstId: 1 });
  const phone = standIn.phone({ id: '42', name: 'Hoa' });
  standIn.remember({ id: '42', name: 'Hoa' });
  return {
    channel: createTelegram(options(standIn.url)),
    standIn,
    phone,
    chat: 'telegram:42',
    close: () => standIn.close(),
  };
}

describeChannel('Telegram', open);

describe('Telegram, its own ways of failing', () => {
  it('429 waits as told, 403 is gone, 400 is refused, a closed port is tried again, no token in any word of it', async () => {
    const { channel, standIn, chat } = await open();
    standIn.setFault({ kind: 'error', code: 429, retryAfter: 3, times: 1 });
    expect(await channel.send(chat, { text: 'a' }, {})).toMatchObject({
      ok: false,
      kind: 'again',
      afterMs: 3000,
    });
    standIn.block({ id: '42', name: 'Hoa' });
    expect(await channel.send(chat, { text: 'a' }, {})).toMatchObject({ ok: false, kind: 'gone' });
    standIn.unblock({ id: '42', name: 'Hoa' });
    expect(await channel.send(chat, { text: 'x'.repeat(5000) }, {})).toMatchObject({
      ok: false,
      kind: 'refused',
    });
    expect(await channel.send(chat, { text: 'y', editCard: 'PA' }, { edit: '99999' })).toMatchObject({
      ok: false,
    });
    await standIn.close();
    // The first goes over the connection that was kept open: what became of it cannot be known.
    expect(await channel.send(chat, { text: 'a' }, {})).toMatchObject({ ok: false });
    const closed = await channel.send(chat, { text: 'a' }, {});
    expect(closed).toMatchObject({ ok: false, kind: 'again' });
    expect(JSON.stringify(closed)).not.toContain('1:abc');
  });

  it('an edit that changes nothing counts as done', async () => {
    const { channel, standIn, chat } = await open();
    const sent = await channel.send(chat, { text: 'Phiếu' }, {});
    expect(await channel.send(chat, { text: 'Phiếu' }, { edit: sent.ok ? sent.messageId! : '' })).toEqual({
      ok: true,
    });
    await standIn.close();
  });
});
