import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../src/channels/channel.ts';
import type { Knowledge } from '../../../src/app/knowledge.ts';
import { createPlay, realKnowledge } from '../../play.ts';
import type { Play, Sent } from '../../play.ts';
import { sentTo, texts, until } from '../rows.ts';

async function withPlay(
  fail: ((sent: Sent) => SendOutcome | undefined) | undefined,
  test: (play: Play) => Promise<void>,
  knowledge?: Knowledge,
): Promise<void> {
  const play = await createPlay({ ...(fail ? { fail } : {}), ...(knowledge ? { knowledge } : {}) });
  try {
    await test(play);
  } finally {
    await play.stop();
  }
}
/** A change that only queues messages: what the outbox does with them is the question. */
async function queue(play: Play, chat: string, ...texts: string[]): Promise<void> {
  const at = play.clock.at;
  await play.store.commit({ at }, () => ({
    send: texts.map((text) => ({ id: `q/${chat}/${text}`, channel: 'telegram', chat, message: { text } })),
  }));
}
const dead = async (play: Play) => (await play.store.stats()).dead;

describe('the outbox', () => {
  it('sends to each chat in the order in which it was told, through failures and repeats', () => {
    let times = 0;
    return withPlay(
      ({ message }) =>
        message.text === 'hai' && times++ < 2 ? { ok: false, kind: 'again', why: 'busy' } : undefined,
      async (play) => {
        await queue(play, 'telegram:1', 'một', 'hai', 'ba', 'bốn');
        await until(() => times === 1);
        expect(texts(play, 'telegram:1')).toEqual(['một']);
        play.clock.at += 60_000;
        await until(() => times === 2);
        play.clock.at += 60_000;
        await until(() => texts(play, 'telegram:1').length === 4);
        expect(texts(play, 'telegram:1')).toEqual(['một', 'hai', 'ba', 'bốn']);
      },
    );
  });

  it('a chat that fails does not hold up another', () =>
    withPlay(
      ({ chat }) => (chat === 'telegram:1' ? { ok: false, kind: 'again', why: 'busy' } : undefined),
      async (play) => {
        await queue(play, 'telegram:1', 'kẹt');
        await queue(play, 'telegram:2', 'đi', 'tiếp');
        await until(() => texts(play, 'telegram:2').length === 2);
        expect(texts(play, 'telegram:1')).toEqual([]);
      },
    ));

  it('“again” waits as long as the platform says, and is not labelled as a repeat', () => {
    let times = 0;
    return withPlay(
      () => (times++ === 0 ? { ok: false, kind: 'again', afterMs: 30_000, why: 'retry_after' } : undefined),
      async (play) => {
        const told = play.clock.at;
        await queue(play, 'telegram:1', 'chờ');
        await until(async () => ((await play.store.nextDue()) ?? 0) > told);
        expect(await play.store.nextDue()).toBe(told + 30_000);
        play.clock.at = told + 30_000;
        await until(() => texts(play, 'telegram:1').length === 1);
        expect(sentTo(play, 'telegram:1')[0]!.options.again).toBeUndefined();
      },
    );
  });

  it('“unsure” is repeated once it is due, labelled as sent again', () => {
    let times = 0;
    return withPlay(
      () => (times++ === 0 ? { ok: false, kind: 'unsure', why: 'timeout' } : undefined),
      async (play) => {
        await queue(play, 'telegram:1', 'có thể đã tới');
        await until(() => times === 1);
        play.clock.at += 60_000;
        await until(() => texts(play, 'telegram:1').length === 1);
        expect(sentTo(play, 'telegram:1')[0]!.options.again).toBe(true);
      },
    );
  });

  it('“refused” is never tried again, is kept for a person, and the next message goes out', () => {
    let tries = 0;
    return withPlay(
      ({ message }) =>
        message.text === 'hỏng' ? (tries++, { ok: false, kind: 'refused', why: 'no' }) : undefined,
      async (play) => {
        await queue(play, 'telegram:1', 'hỏng', 'lành');
        await until(() => texts(play, 'telegram:1').length === 1);
        expect(await dead(play)).toBe(1);
        play.clock.at += 24 * 60 * 60_000;
        await queue(play, 'telegram:1', 'sau');
        await until(() => texts(play, 'telegram:1').length === 2);
        expect([tries, texts(play, 'telegram:1')]).toEqual([1, ['lành', 'sau']]);
      },
    );
  });

  it('after four days of failures a message waits for a person', () => {
    let tries = 0;
    return withPlay(
      () => (tries++, { ok: false, kind: 'again', why: 'down' }),
      async (play) => {
        await queue(play, 'telegram:1', 'mãi');
        await until(() => tries === 1);
        play.clock.at += 4 * 24 * 60 * 60_000 + 1;
        await until(async () => (await dead(play)) === 1);
      },
    );
  });
});

describe('a handler that throws', () => {
  it('three times on one update: set aside for the operator, one apology, no words of the member kept, and life goes on', async () => {
    const whole = await realKnowledge();
    const broken: Knowledge = {
      ...whole,
      cards() {
        throw new Error('the guidance is broken');
      },
    };
    await withPlay(
      undefined,
      async (play) => {
        const member = play.player('telegram', '1');
        await member.say('/start');
        const before = member.received().length;
        const update = {
          id: 'telegram:bad',
          channel: 'telegram',
          at: play.clock.at,
          person: member.id,
          chat: member.id,
          chatType: 'private',
          event: { type: 'text', text: '5K' },
        } as const;
        for (const time of [1, 2]) await expect(play.app.receive(update), `time ${time}`).rejects.toThrow();
        await play.settle();
        expect(member.received()).toHaveLength(before);
        expect(await play.app.receive(update)).toBe('applied');
        expect(await play.app.receive(update)).toBe('duplicate');
        await play.settle();
        expect(
          member
            .received()
            .slice(before)
            .map(({ text }) => text),
        ).toEqual([expect.stringContaining('vừa gặp trục trặc')]);
        const kept = await play.store.read((view) => view.get('kept', 'failed|telegram:bad'));
        expect(kept!.value).toMatchObject({ attempts: 3, event: 'text', channel: 'telegram' });
        expect(JSON.stringify(kept)).toContain('the guidance is broken');
        expect(JSON.stringify(kept)).not.toContain('"5K"');
        await member.say('menu');
        expect(member.last().text).toContain('Anh/chị cần gì');
      },
      broken,
    );
  });
});
