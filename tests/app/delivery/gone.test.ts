import { afterEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../src/channels/channel.ts';
import { createPlay, fileReport } from '../../play.ts';
import type { Play, Player } from '../../play.ts';
import { texts, until } from '../rows.ts';

const GONE: SendOutcome = {
  ok: false,
  kind: 'gone',
  why: 'Telegram 403: Forbidden: bot was blocked by the user',
};

describe('a member who has blocked the bot', () => {
  let play: Play;
  /** Chats that nothing reaches, with how often it was tried. */
  const blocked = new Map<string, number>();
  afterEach(async () => {
    blocked.clear();
    await play.stop();
  });

  async function begin(): Promise<{ member: Player; officer: Player; reference: string }> {
    play = await createPlay({
      fail({ chat }) {
        const tries = blocked.get(chat);
        if (tries === undefined) return undefined;
        blocked.set(chat, tries + 1);
        return GONE;
      },
    });
    const officer = await play.enrolOfficer('ldld-quang-ngai');
    const member = play.player('telegram', '1');
    const reference = await fileReport(member, 'Công ty nợ lương hai tháng.');
    return { member, officer, reference };
  }
  const dead = () => play.store.read((view) => view.find('outbox', 'dead', '-'));
  const waiting = (chat: string) => play.store.read((view) => view.find('outbox', 'chat', chat));

  it('is marked and tried once: news of the report is kept for a person, what was said for that moment is dropped', async () => {
    const { member, officer, reference } = await begin();
    blocked.set(member.id, 0);
    await play.store.commit({ at: play.clock.at }, () => ({
      send: [
        { id: 'x/0', channel: 'telegram', chat: member.id, message: { text: 'một', about: reference } },
        { id: 'x/1', channel: 'telegram', chat: member.id, message: { text: 'hai' } },
        { id: 'x/2', channel: 'telegram', chat: member.id, message: { text: 'ba', about: reference } },
        { id: 'x/3', channel: 'telegram', chat: member.id, message: { text: 'bốn', bulk: true } },
      ],
    }));
    await until(async () => (await waiting(member.id)).length === 2);
    await play.settle();
    expect(await dead()).toMatchObject([
      { id: 'x/0', why: 'gone' },
      { id: 'x/2', why: 'gone' },
    ]);
    expect(blocked.get(member.id)).toBe(1);
    expect(await play.store.read((view) => view.get('persons', member.id))).toMatchObject({ gone: true });
    await officer.press('Tiếp nhận');
    expect(blocked.get(member.id)).toBe(1);
    expect(
      officer
        .received()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain('không');
  });

  it('reads what was kept, in its order and before the answer, when they write again', async () => {
    const { member, reference } = await begin();
    blocked.set(member.id, 0);
    await play.store.commit({ at: play.clock.at }, () => ({
      send: ['một', 'hai'].map((text, i) => ({
        id: `x/${i}`,
        channel: 'telegram',
        chat: member.id,
        message: { text, about: reference },
      })),
    }));
    await until(async () => (await dead()).length === 2);
    blocked.clear();
    const before = member.received().length;
    await member.say('menu');
    const read = member.received().slice(before);
    expect(read.map(({ text }) => text).slice(0, 2)).toEqual(['một', 'hai']);
    expect(read).toHaveLength(3);
    expect(await dead()).toEqual([]);
  });

  it('who wrote while the platform was still refusing is not gone, and loses nothing', async () => {
    const { member } = await begin();
    blocked.set(member.id, 0);
    const person = await play.store.read((view) => view.get('persons', member.id));
    await play.store.commit({ at: play.clock.at }, () => ({
      put: { persons: [{ ...person!, lastAt: play.clock.at + 5_000 }] },
      send: [{ id: 'x/0', channel: 'telegram', chat: member.id, message: { text: 'một' } }],
    }));
    await until(() => blocked.get(member.id) === 1);
    blocked.clear();
    play.clock.at += 10_000;
    await until(() => texts(play, member.id).includes('một'));
    expect((await play.store.read((view) => view.get('persons', member.id)))?.gone).toBeUndefined();
  });
});

describe('an officer’s chat that the bot is shut out of', () => {
  it('keeps every card for a person to see, and is asked once for what waits', async () => {
    let tries = 0;
    const play = await createPlay({
      fail: ({ chat }) => (chat === 'telegram:-5' ? (tries++, GONE) : undefined),
    });
    await play.store.commit({ at: play.clock.at }, () => ({
      send: [1, 2, 3].map((n) => ({
        id: `x/${n}`,
        channel: 'telegram',
        chat: 'telegram:-5',
        message: { text: `${n}`, ...(n === 2 ? { editCard: 'PA-2611-ABCDE' } : {}) },
      })),
    }));
    await until(async () => (await play.store.stats()).dead === 2);
    expect(tries).toBe(1);
    await play.stop();
  });
});
