/** An officer in a hurry: slips can be taken back, and the bot says how things stand rather than scold. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlay, fileReport } from '../play.ts';
import type { Play, Player } from '../play.ts';
import { cardsIn, reportOf } from './rows.ts';

const HOUR = 3_600_000;

describe('an officer in a hurry', () => {
  let play: Play;
  let member: Player;
  let lan: Player;
  let reference: string;
  beforeEach(async () => {
    play = await createPlay();
    lan = await play.enrolOfficer('ldld-quang-ngai');
    member = play.player('zalo', '1');
    reference = await fileReport(member, 'Nợ lương');
  });
  afterEach(() => play.stop());

  it('presses Đã giải quyết by mistake: it is open again as it was, and the member is told', async () => {
    await lan.press('Tiếp nhận');
    const before = await reportOf(play, reference);
    await lan.press('Đã giải quyết');
    await lan.press('Bấm nhầm, mở lại');
    const after = await reportOf(play, reference);
    expect(after.state).toBe('acknowledged');
    expect(after.due).toEqual(before.due);
    expect(after.happened.map(({ what }) => what)).toEqual(['sent', 'acknowledged', 'resolved', 'resumed']);
    expect(member.last().text).toContain('vẫn đang được làm tiếp');
    await lan.press('Đã giải quyết');
    expect((await reportOf(play, reference)).state).toBe('resolved');
  });

  it('takes it back too late: the member has said Đã ổn, and it stays closed', async () => {
    await lan.press('Đã giải quyết');
    await member.press('Đã ổn');
    await member.say('5');
    await lan.press('Bấm nhầm, mở lại');
    expect(lan.last().text).toContain('không mở lại được');
    expect((await reportOf(play, reference)).state).toBe('closed');
  });

  it('presses Tiếp nhận twice: reads that it is already in these hands, not that a colleague was first', async () => {
    await lan.press('Tiếp nhận');
    await lan.pressData(`card:acknowledge:${reference}`);
    expect(lan.last().text).toContain('Đồng chí đã tiếp nhận');
    expect(lan.last().text).not.toContain('trước');
  });

  it('opens a card from the list: it says how the report stands', async () => {
    await lan.press('Tiếp nhận');
    await lan.say('/canbo');
    await lan.press('Phiếu đang giữ');
    await lan.press(reference);
    const card = cardsIn(play, lan.id, reference).at(-1)!;
    expect(card.message.text).toContain('\nĐã tiếp nhận\n');
  });

  it('with nothing left to do: is told so, by the count of now', async () => {
    await lan.say('/canbo');
    await lan.pressData(`card:resolve:${reference}`);
    await lan.say('/canbo');
    await lan.press('Phiếu đang giữ');
    expect(lan.last().text).toContain('Không còn phản ánh nào đang chờ');
    await fileReport(member, 'Mất việc');
    await lan.say('/canbo');
    await lan.press('Phiếu đang giữ');
    expect(lan.last().text).toContain('Các phiếu chưa xong');
  });

  it('Chưa ổn starts the clocks anew: a promise that has passed is none', async () => {
    await lan.press('Tiếp nhận');
    await lan.press('Đã giải quyết');
    play.clock.at += 30 * 24 * HOUR;
    await member.press('Chưa ổn');
    const { due, state } = await reportOf(play, reference);
    expect(state).toBe('sent');
    expect(due!.acknowledge).toBeGreaterThan(play.clock.at);
    expect(due!.resolve).toBeGreaterThan(due!.acknowledge);
  });
});
