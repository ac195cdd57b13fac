import { describe, expect, it } from 'vitest';
import { createZalo } from '../../../src/channels/zalo/index.ts';
import { createZaloStandIn } from '../../../src/sandbox/zalo/index.ts';
import { memoryTokenStore } from '../../../src/zalo-oa-sdk/index.ts';
import { describeChannel } from '../contract.ts';

const secrets = {
  appId: '360846524940903967',
  appSecret: 'app-secret',
  oaId: '388613280878808645',
  oaSecret: 'oa-secret',
};

async function open() {
  const now = () => Date.now();
  const standIn = await createZaloStandIn({
    ...secrets,
    firstRefreshToken: 'first',
    now,
    rpm: 100_000,
    csCap: 'unlimited',
    echoes: false,
    receipts: false,
  });
  const phone = standIn.phone({ id: '4800100000000000001', name: 'Lợi' });
  standIn.setInteraction(phone.id, now());
  const channel = createZalo({
    ...secrets,
    firstRefreshToken: 'first',
    apiRoot: standIn.url,
    oauthRoot: standIn.oauthUrl,
    rpm: 100_000,
    tokens: memoryTokenStore(),
    now,
    againLabel: () => '(gửi lại)',
    cannotCarry: (kind) => `(${kind})`,
    log: { warn: () => {} },
  });
  return { channel, standIn, phone, chat: `zalo:${phone.id}`, close: () => standIn.close() };
}

describeChannel('Zalo', open);

describe('Zalo, its own ways', () => {
  it('S4: six answers become numbered text, the ways about stay buttons', async () => {
    const { channel, phone, chat, close } = await open();
    const rows = [
      ...Array.from({ length: 6 }, (_, i) => [{ label: `Loại ${i + 1}`, data: `c:x:${i}` }]),
      [{ label: 'Quay lại', data: 'c:x:back', nav: true }],
    ];
    for (const part of channel.split({ text: 'Chọn:', rows })) await channel.send(chat, part, {});
    const bubble = phone.bubbles().at(-1)!;
    expect(bubble.text).toContain('6. Loại 6');
    expect((bubble.rows ?? []).flat().map((button) => button.label)).toEqual(['Quay lại']);
    await close();
  });

  it('S5: 1990 letters typed apart from their marks are one message in NFC', async () => {
    const { channel, standIn, phone, chat, close } = await open();
    const apart = 'ế'.repeat(1990).normalize('NFD');
    const parts = channel.split({ text: apart });
    for (const part of parts) expect(await channel.send(chat, part, {})).toMatchObject({ ok: true });
    expect(parts).toHaveLength(1);
    expect(phone.bubbles().at(-1)!.text).toBe('ế'.repeat(1990));
    expect(standIn.calls().filter((call) => call.method === 'message/cs')).toHaveLength(1);
    await close();
  });

  it('a long text is cut at its paragraphs and arrives whole, in order, the buttons under the last part', async () => {
    const { channel, phone, chat, close } = await open();
    const paragraphs = Array.from({ length: 9 }, (_, i) =>
      `${i + 1}. ${'Người lao động được nghỉ. '.repeat(22)}`.trim(),
    );
    const rows = [[{ label: 'Đã hiểu', data: 'c:x:yes' }]];
    for (const part of channel.split({ text: paragraphs.join('\n\n'), rows })) {
      expect(await channel.send(chat, part, {})).toMatchObject({ ok: true });
    }
    const bubbles = phone.bubbles().filter(({ from }) => from === 'bot');
    expect(bubbles.length).toBeGreaterThan(1);
    expect(bubbles.flatMap(({ text }) => text.split('\n\n'))).toEqual(paragraphs);
    expect(bubbles.map((bubble) => (bubble.rows ?? []).length)).toEqual([
      ...bubbles.slice(1).map(() => 0),
      1,
    ]);
    await close();
  });

  it('S1: a member who has not written for seven days is gone, not hammered', async () => {
    const { channel, standIn, phone, chat, close } = await open();
    standIn.setInteraction(phone.id, Date.now() - 8 * 24 * 3_600_000);
    expect(await channel.send(chat, { text: 'a' }, {})).toMatchObject({ ok: false, kind: 'gone' });
    expect(standIn.calls().filter((call) => call.method === 'message/cs')).toHaveLength(1);
    await close();
  });

  it('where buttons are refused, the same is said in numbered text', async () => {
    const { channel, standIn, phone, chat, close } = await open();
    standIn.setFault({ kind: 'error', code: -233, times: 1, method: 'message/cs' });
    expect(
      await channel.send(chat, { text: 'Chọn:', rows: [[{ label: 'Đồng ý', data: 'c:x:yes' }]] }, {}),
    ).toMatchObject({ ok: true });
    expect(phone.bubbles().at(-1)!.text).toContain('1. Đồng ý');
    await close();
  });

  it('a picture of another channel is uploaded; a voice note is named in words', async () => {
    const { channel, standIn, phone, chat, close } = await open();
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await channel.send(
      chat,
      { text: 'PA', file: { kind: 'photo', channel: 'telegram', id: 'x' } },
      { file: { bytes: png, name: 'a.png' } },
    );
    expect(phone.bubbles().at(-1)!.file?.kind).toBe('photo');
    await channel.send(
      chat,
      { text: 'PA', file: { kind: 'voice', channel: 'telegram', id: 'x' } },
      { file: { bytes: png, name: 'a.ogg' } },
    );
    expect(phone.bubbles().at(-1)!.text).toBe('PA\n(voice)');
    expect(standIn.calls().some((call) => call.method.includes('upload/image'))).toBe(true);
    await close();
  });

  it('-234, not at night: tried again in the morning, the member is not gone', async () => {
    const { channel, standIn, chat, close } = await open();
    standIn.setFault({ kind: 'error', code: -234, method: 'message/cs', times: 1 });
    const outcome = await channel.send(chat, { text: 'a' }, {});
    expect(outcome).toMatchObject({ ok: false, kind: 'again' });
    expect(outcome).toHaveProperty('afterMs');
    await close();
  });

  it("a file is fetched only from Zalo's own addresses", async () => {
    const { channel, close } = await open();
    const file = (id: string) => channel.download({ kind: 'photo', channel: 'zalo', id });
    await expect(file('http://169.254.169.254/latest/meta-data')).rejects.toThrow('not an address of Zalo');
    await expect(file('https://evil.example/zdn.vn')).rejects.toThrow('not an address of Zalo');
    await expect(file('file:///etc/passwd')).rejects.toThrow('not an address of Zalo');
    await close();
  });
});
