/** What could not be delivered is listed to administrators every evening, and they can have it sent again or set it aside. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/channels/channel.ts';
import { createPlay, NOON } from '../play.ts';
import type { Play, Player } from '../play.ts';
import { sentTo, texts, until } from './rows.ts';

const HOUR = 3_600_000;
const WORDS = 'Chị Hoa 0912345678 bị nợ lương';

describe('dead letters', () => {
  let play: Play;
  let answer: SendOutcome | undefined;
  afterEach(() => play.stop());

  /** Two messages for a member that the platform will not take: one of a report, one that is of none. */
  async function begin(
    outcome: SendOutcome = { ok: false, kind: 'refused', why: 'Telegram 400' },
  ): Promise<Player> {
    answer = outcome;
    play = await createPlay({ fail: ({ chat }) => (chat === 'zalo:77' ? answer : undefined) });
    const admin = await play.enrolAdmin();
    await play.store.commit({ at: play.clock.at }, () => ({
      send: [
        {
          id: 'zalo:u1/0',
          channel: 'zalo',
          chat: 'zalo:77',
          message: { text: WORDS, about: 'PA-2611-ABCDE' },
        },
        { id: 'zalo:u1/1', channel: 'zalo', chat: 'zalo:77', message: { text: 'Menu' } },
      ],
    }));
    return admin;
  }
  const dead = async () => (await play.store.stats()).dead;

  async function evening(day = 0): Promise<void> {
    play.clock.at = NOON + day * 24 * HOUR + 8.5 * HOUR;
    await play.app.jobs.run();
    await play.settle();
  }

  it('are listed in the evening, once, with reference, channel and reason, and not a word of what was written', async () => {
    const admin = await begin();
    await until(async () => (await dead()) === 2);
    await evening();
    await evening();
    const lists = texts(play, admin.id).filter((text) => text.includes('chưa gửi được'));
    expect(lists).toHaveLength(1);
    expect(lists[0]).toContain('Có 2 tin');
    expect(lists[0]).toMatch(/• PA-2611-ABCDE · tin nhắn · .* · Zalo: nền tảng không nhận tin này/);
    expect(lists[0]).toContain('Không gắn phản ánh');
    expect(lists[0]).not.toMatch(/Hoa|0912345678|nợ lương|zalo:77/);
    await evening(1);
    expect(texts(play, admin.id).filter((text) => text.includes('chưa gửi được'))).toHaveLength(2);
  });

  it('nothing is said on an evening when everything has arrived', async () => {
    const admin = await begin({ ok: true });
    await until(async () => (await play.store.stats()).outbox === 0);
    const before = admin.received().length;
    await evening();
    expect(admin.received()).toHaveLength(before);
  });

  it('all are sent again at a press, in their order', async () => {
    const admin = await begin();
    await until(async () => (await dead()) === 2);
    await evening();
    answer = undefined;
    await admin.press('Gửi lại tất cả');
    expect(admin.last().text).toContain('Đã xếp 2 tin');
    expect(texts(play, 'zalo:77')).toEqual([WORDS, 'Menu']);
    expect(sentTo(play, 'zalo:77').every(({ options }) => options.again === undefined)).toBe(true);
    expect(await dead()).toBe(0);
  });

  it('one whose first outcome is unknown says that it is sent again, and the channel is told that a person wants it', async () => {
    const admin = await begin({ ok: false, kind: 'unsure', why: 'reset' });
    await until(
      async () => (await play.store.read((view) => view.get('outbox', 'zalo:u1/0')))?.unsure === true,
    );
    answer = { ok: false, kind: 'unclear', why: 'nobody can tell' };
    play.clock.at += HOUR;
    await until(async () => (await dead()) >= 1);
    answer = undefined;
    await admin.say('/canbo');
    await admin.press('Tin chưa gửi được');
    await admin.press('chưa rõ đã tới');
    expect(admin.last().text).toContain('không rõ tin đã tới hay chưa');
    await admin.press('🔁 Gửi lại');
    const [again] = sentTo(play, 'zalo:77').filter(({ message }) => message.text === WORDS);
    expect(again?.options).toMatchObject({ again: true, tried: { ordered: true } });
  });

  it('are set aside after a second question, and then listed no more', async () => {
    const admin = await begin();
    await until(async () => (await dead()) === 2);
    await evening();
    await admin.press('Cất tất cả');
    expect(admin.last().text).toContain('Cất 2 tin đi?');
    await admin.press('Giữ lại');
    expect(await dead()).toBe(2);
    await admin.press('Cất tất cả');
    await admin.press('Cất đi');
    expect(await dead()).toBe(0);
    await admin.say('/canbo');
    await admin.press('Tin chưa gửi được');
    expect(texts(play, admin.id).slice(-2).join('\n')).toContain('Không có tin nào bị kẹt');
  });

  it('are nobody else’s business: the buttons do nothing for a stranger', async () => {
    await begin();
    await until(async () => (await dead()) === 2);
    const stranger = play.player('telegram', '5');
    for (const data of ['dead:list', 'dead:again', 'dead:aside']) {
      await stranger.pressData(data);
      expect(stranger.last().text).toContain('dành cho quản trị');
    }
    expect(await dead()).toBe(2);
  });

  it('a message tried for days before it was sent again is tried for days anew', async () => {
    const admin = await begin({ ok: false, kind: 'again', why: 'down' });
    play.clock.at += 4 * 24 * HOUR + 60_000;
    await until(async () => (await dead()) === 2);
    await admin.pressData('dead:again');
    const attempts = async () => (await play.store.read((view) => view.get('outbox', 'zalo:u1/0')))!.attempt;
    const before = await attempts();
    play.clock.at += 24 * HOUR;
    await until(async () => (await attempts()) > before);
    expect(await dead()).toBe(0);
  });
});
