/** In a burst an officer reads one list instead of a card for each report; urgent cards come one by one. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/channels/channel.ts';
import { createPlay, fileReport } from '../play.ts';
import type { Play, Player } from '../play.ts';
import { cardsIn, labelsOf, sentTo, until } from './rows.ts';

const AWAY: SendOutcome = { ok: false, kind: 'again', afterMs: 3_600_000, why: '429' };

describe('a burst of reports', () => {
  let play: Play;
  let shut = false;
  afterEach(async () => {
    shut = false;
    await play.stop();
  });

  /** An officer whose chat nothing reaches for a while. */
  async function begin(where: { group?: string } = {}): Promise<Player> {
    const chat = `telegram:${where.group ?? '800'}`;
    play = await createPlay({ fail: (sent) => (shut && sent.chat === chat ? AWAY : undefined) });
    const officer = await play.enrolOfficer('ldld-quang-ngai', '800', where);
    shut = true;
    // Something is on its way for hours: what comes after it waits.
    await play.store.commit({ at: play.clock.at }, () => ({
      send: [{ id: 'block/0', channel: 'telegram', chat, message: { text: 'chặn' } }],
    }));
    await until(async () => (await waiting(chat)).some((row) => row.attempt > 0));
    return officer;
  }
  const waiting = (chat: string) => play.store.read((view) => view.find('outbox', 'chat', chat));
  const report = (n: number, urgency = 'Bình thường') =>
    fileReport(play.player('telegram', `${n}`), `Chuyện thứ ${n}`, { urgency });

  async function open(officer: Player): Promise<void> {
    shut = false;
    play.clock.at += 2 * 3_600_000;
    await until(async () => (await play.store.stats()).outbox === 0);
    expect(officer.received().length).toBeGreaterThan(0);
  }

  it('up to five cards each for itself', async () => {
    const officer = await begin();
    const references = [];
    for (let n = 1; n <= 5; n++) references.push(await report(n));
    await open(officer);
    for (const reference of references) expect(cardsIn(play, officer.id, reference)).toHaveLength(1);
    expect(sentTo(play, officer.id).some(({ message }) => message.digest)).toBe(false);
  });

  it('more than five: one list, kept up to date until it is sent, from which each card opens; urgent ones come before it', async () => {
    const officer = await begin();
    const references = [];
    for (let n = 1; n <= 7; n++) references.push(await report(n));
    expect((await waiting(officer.id)).filter(({ message }) => message.card)).toEqual([]);
    const urgent = await report(8, 'Khẩn cấp');
    references.push(await report(9));
    await open(officer);
    const lists = sentTo(play, officer.id).filter(({ message }) => message.digest);
    expect(lists).toHaveLength(1);
    expect(lists[0]!.message.text).toContain('Có 8 phản ánh mới');
    expect(lists[0]!.message.text).toContain(`• ${references[0]} · Lương, thưởng`);
    expect(lists[0]!.message.text).toContain('và 4 phản ánh nữa');
    expect(labelsOf(lists[0]!).match(/PA-/g)).toHaveLength(4);
    const place = (sent: unknown) => play.sent.indexOf(sent as (typeof play.sent)[number]);
    expect(place(cardsIn(play, officer.id, urgent)[0])).toBeLessThan(place(lists[0]));
    const [opened] = await officer.press(references[1]!);
    expect(opened?.card).toBe(references[1]);
    await officer.press('Phiếu đang giữ');
    expect(officer.last().text).toContain('Đang giữ 9 phản ánh');

    // The burst is over: the next report comes as a card again.
    const next = await report(10);
    expect(cardsIn(play, officer.id, next)).toHaveLength(1);
  });

  it('in a group: the list holds no name and no story, and the card opens in the group', async () => {
    const officer = await begin({ group: '-5' });
    const references = [];
    for (let n = 1; n <= 6; n++) references.push(await report(n));
    shut = false;
    play.clock.at += 2 * 3_600_000;
    await until(async () => (await play.store.stats()).outbox === 0);
    const list = sentTo(play, 'telegram:-5').find(({ message }) => message.digest)!;
    expect(list.message.text).not.toMatch(/Hoa|Chuyện thứ/);
    const member = play.player('telegram', '800', { group: '-5' });
    await member.pressData(`card:open:${references[0]}`);
    expect(cardsIn(play, 'telegram:-5', references[0]!)).toHaveLength(1);
    expect(officer.id).toBe('telegram:800');
  });

  it('the list opens nothing for who is no officer of the holder', async () => {
    const officer = await begin();
    const reference = await report(1);
    await open(officer);
    const stranger = play.player('telegram', '5');
    await stranger.pressData(`card:open:${reference}`);
    expect(cardsIn(play, stranger.id, reference)).toEqual([]);
    expect(stranger.last().text).not.toContain('Chuyện thứ');
  });

  it('many reports that waited for the first officer come as a list, too', async () => {
    play = await createPlay();
    const references = [];
    for (let n = 1; n <= 7; n++) references.push(await report(n));
    const officer = play.player('telegram', '800');
    const code = await play.app.invite('ldld-quang-ngai', ['handle']);
    await officer.say(`/canbo ${code}`);
    const lists = sentTo(play, officer.id).filter(({ message }) => message.digest);
    expect(lists.map(({ message }) => message.digest?.count)).toEqual([7]);
    expect(sentTo(play, officer.id).some(({ message }) => message.card)).toBe(false);
  });
});
