/** What every channel must do, whatever the platform behind it. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import type { Button, Message } from '../../src/core/message.ts';
import type { Phone, StandIn } from '../../src/sandbox/phone.ts';

export interface ChannelUnderTest {
  channel: Channel;
  standIn: StandIn;
  phone: Phone;
  chat: string;
  close(): Promise<void>;
}

const button = fc.record({
  label: fc.string({ minLength: 1, maxLength: 30 }),
  data: fc.string({ minLength: 1, maxLength: 40 }),
  nav: fc.boolean(),
});
const message = fc.record({
  text: fc.string({ unit: 'binary', minLength: 1, maxLength: 9000 }),
  rows: fc.array(fc.array(button, { minLength: 1, maxLength: 3 }), { maxLength: 8 }),
});

export function describeChannel(name: string, open: () => Promise<ChannelUnderTest>): void {
  describe(`${name} as a channel`, () => {
    let it_: ChannelUnderTest;
    beforeAll(async () => {
      it_ = await open();
    });
    afterAll(() => it_.close());
    const send = (out: Message, options = {}) => it_.channel.send(it_.chat, out, options);
    const texts = () =>
      it_.phone
        .bubbles()
        .filter((bubble) => bubble.from === 'bot')
        .map((bubble) => bubble.text);

    it('splits any message into parts within its limits, and loses no button that is an answer', () => {
      fc.assert(
        fc.property(message, (one) => {
          const parts = it_.channel.split(one as Message);
          expect(parts.length).toBeGreaterThan(0);
          for (const part of parts) {
            expect([...part.text].length).toBeLessThanOrEqual(it_.channel.limits.text);
            expect((part.rows ?? []).flat().length).toBeLessThanOrEqual(it_.channel.limits.buttons);
          }
          const all =
            parts.map((part) => part.text).join('') +
            parts.flatMap((part) => (part.rows ?? []).flat().map((each: Button) => each.label)).join('');
          const squeezed = (text: string) => text.normalize('NFC').replace(/\s/g, '');
          for (const each of one.rows.flat())
            if (!each.nav) expect(squeezed(all)).toContain(squeezed(each.label));
        }),
        { numRuns: 200, seed: 20261121 },
      );
    });

    it('sends text with buttons; the platform tells the id', async () => {
      const sent = await send({
        text: 'Chào anh/chị',
        rows: [
          [
            { label: 'Đồng ý', data: 'c:x:yes' },
            { label: 'Gọi 115', phone: '115' },
          ],
        ],
      });
      expect(sent).toMatchObject({ ok: true });
      const bubble = it_.phone.bubbles().at(-1)!;
      expect(bubble.text).toBe('Chào anh/chị');
      expect((bubble.rows ?? []).flat().map((each) => each.label)).toEqual(['Đồng ý', 'Gọi 115']);
    });

    it('lands under the message it answers', async () => {
      const first = await send({ text: 'Phiếu' });
      const id = first.ok ? first.messageId! : '';
      await send({ text: 'Lời thêm' }, { under: id });
      expect(it_.phone.bubbles().at(-1)!.quotes).toBe(id);
    });

    it('says "(gửi lại)" when the first outcome is unknown', async () => {
      await send({ text: 'Đã nhận' }, { again: true });
      expect(texts().at(-1)).toBe('(gửi lại) Đã nhận');
    });

    it('member text is text: no markup is read in it', async () => {
      await send({ text: '<b>*_đậm_*</b> [x](http://y) &amp;' });
      expect(texts().at(-1)).toBe('<b>*_đậm_*</b> [x](http://y) &amp;');
      expect(it_.phone.bubbles().at(-1)!.entities ?? []).toEqual([]);
    });

    it('an outage before the request is taken is tried again; after it, the outcome is unknown', async () => {
      it_.standIn.setFault({ kind: 'accept-then-drop', times: 1 });
      expect(await send({ text: 'Một' })).toMatchObject({ ok: false, kind: 'unsure' });
      it_.standIn.clearFaults();
      it_.standIn.setFault({ kind: 'status', status: 502, body: '<html>Bad gateway</html>', times: 1 });
      expect(await send({ text: 'Hai' })).toMatchObject({ ok: false, kind: 'unsure' });
      it_.standIn.clearFaults();
      expect(await send({ text: 'Ba' })).toMatchObject({ ok: true });
    });
  });
}
