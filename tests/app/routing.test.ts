import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/store/data.ts';
import { createPlay, fileReport } from '../play.ts';
import type { Play, Player } from '../play.ts';
import { cardsIn, photo, reportOf, reportsOf, sentTo } from './rows.ts';

const A = 'cdcs-nha-may-a';
const PROVINCE = 'ldld-quang-ngai';
const DAY = 24 * 60 * 60_000;

describe('where a sent report goes', () => {
  let play: Play;
  let member: Player;
  beforeEach(async () => {
    play = await createPlay();
    member = play.player('zalo', '1', { name: 'Nguyễn Thị Hoa' });
  });
  afterEach(() => play.stop());

  async function seat(unit: string, id: string, roles: Role[] = ['handle']): Promise<Player> {
    const officer = play.player('telegram', id, { name: `Cán bộ ${id}` });
    await officer.say(`/canbo ${await play.app.invite(unit, roles)}`);
    return officer;
  }
  const cards = (player: Player, reference: string) => cardsIn(play, player.id, reference).length;

  it('to the nearest union above with an enrolled officer, and to no other', async () => {
    const top = await seat('tld', '1');
    const province = await seat(PROVINCE, '2');
    const other = await seat('ldld-dak-lak', '3');
    const reference = await fileReport(member, 'Công ty nợ lương');
    expect([cards(province, reference), cards(top, reference), cards(other, reference)]).toEqual([1, 0, 0]);
    expect(await reportOf(play, reference)).toMatchObject({
      holder: PROVINCE,
      unit: A,
      hops: [{ unit: PROVINCE, why: 'sent' }],
    });
    expect(member.last().text).toContain('Đang giữ: LĐLĐ tỉnh Quảng Ngãi');
  });

  it('past a union where nobody is enrolled, or somebody who only publishes', async () => {
    const publisher = await seat(PROVINCE, '2', ['publish']);
    const top = await seat('tld', '1');
    const reference = await fileReport(member, 'Công ty nợ lương');
    expect([cards(top, reference), cards(publisher, reference)]).toEqual([1, 0]);
    expect((await reportOf(play, reference)).holder).toBe('tld');
  });

  it('with nobody above it is kept, an administrator elsewhere is told, and it goes out the moment one enrols', async () => {
    const admin = await seat('ldld-dak-lak', '3', ['admin']);
    const reference = await fileReport(member, 'Công ty nợ lương');
    expect((await reportOf(play, reference)).holder).toBeUndefined();
    expect(member.last().text).toContain(reference);
    expect(member.last().text).toContain('ngay khi có người nhận việc');
    expect(admin.last().text).toContain(`Phản ánh ${reference}`);
    expect(admin.last().text).not.toContain('Công ty nợ lương');

    play.clock.at += DAY;
    const publisher = await seat(PROVINCE, '4', ['publish']);
    expect(cards(publisher, reference)).toBe(0);
    expect((await reportOf(play, reference)).holder).toBeUndefined();

    const province = await seat(PROVINCE, '2');
    expect(cards(province, reference)).toBe(1);
    const held = await reportOf(play, reference);
    expect(held.hops).toMatchObject([
      { until: held.hops[1]!.since, why: 'sent' },
      { unit: PROVINCE, why: 'enrolled' },
    ]);
    expect(held.due!.acknowledge).toBeGreaterThan(play.clock.at);
    expect(member.last().text).toContain(`Phản ánh ${reference} đã tới LĐLĐ tỉnh Quảng Ngãi`);
  });

  it('the first administrator takes up what waited before anybody was there', async () => {
    const reference = await fileReport(member, 'Không có ai cả');
    const admin = await play.enrolAdmin();
    expect(cards(admin, reference)).toBe(1);
    expect((await reportOf(play, reference)).holder).toBe('tld');
  });

  it('what the member adds while it waits arrives with the card', async () => {
    const reference = await fileReport(member, 'Công ty nợ lương');
    await member.pressData(`report:add:${reference}`);
    await member.say('Thêm một điều quan trọng');
    await member.do({ type: 'photo', file: photo('late', 'zalo') });
    const province = await seat(PROVINCE, '2');
    const under = sentTo(play, province.id).filter(({ options }) => options.under !== undefined);
    expect(under.map(({ message }) => message.text).join('\n')).toContain('Thêm một điều quan trọng');
    expect(under.some(({ message }) => message.file?.id === 'late')).toBe(true);
  });

  it("the member's own unit reads a copy without buttons, unless the member said not to", async () => {
    await seat(PROVINCE, '2');
    const own = await seat(A, '5');
    const shown = await fileReport(member, 'Công ty nợ lương', { ownUnit: 'Cho đơn vị tôi xem' });
    expect(own.last().text).toContain(`gửi phản ánh ${shown}`);
    expect(own.last().rows).toBeUndefined();
    expect(own.last().text).not.toContain('Nguyễn Thị Hoa');
    const before = own.received().length;
    await fileReport(member, 'Không muốn đơn vị biết', { ownUnit: 'Không cho xem' });
    expect(own.received()).toHaveLength(before);
  });

  it('the copy names no holder while there is none, and is not sent twice', async () => {
    const own = await seat(A, '5');
    const reference = await fileReport(member, 'Công ty nợ lương', { ownUnit: 'Cho đơn vị tôi xem' });
    expect(own.last().text).not.toContain('đang giữ');
    const before = own.received().length;
    await seat(PROVINCE, '2');
    expect(own.received()).toHaveLength(before);
    expect((await reportOf(play, reference)).holder).toBe(PROVINCE);
  });

  it('a member who does not know the unit is served by the top, and is not asked about the own unit', async () => {
    const top = await seat('tld', '1');
    await seat(PROVINCE, '2');
    for (const words of [
      'Phản ánh khó khăn',
      'Đồng ý',
      'Tôi không rõ',
      'Việc khác',
      'Tôi mất việc',
      'Bình thường',
      'Bỏ qua',
      'Bỏ qua',
      'Xong',
      'Giấu tên tôi',
    ])
      await member.say(words);
    expect(member.last().text).toContain('Đọc lại');
    expect(member.last().text).toContain('Đơn vị: chưa rõ');
    await member.say('Gửi');
    const [report] = await reportsOf(play, member.id);
    expect(report).toMatchObject({ holder: 'tld' });
    expect('unit' in report!).toBe(false);
    expect(cards(top, report!.id)).toBe(1);
  });

  it('a report of a unit that was dissolved while it waited goes to the successor, and the member is asked for the new unit', async () => {
    play.clock.at = Date.UTC(2025, 5, 20, 3, 0);
    await member.say('Phản ánh khó khăn');
    await member.press('Đồng ý');
    await member.say('thi hành án');
    await member.say('1');
    expect((await play.store.read((view) => view.get('persons', member.id)))!.unit).toBe(
      'cdcs-thads-quang-ngai',
    );
    for (const words of [
      'Việc khác',
      'Chuyện cũ',
      'Bình thường',
      'Bỏ qua',
      'Bỏ qua',
      'Xong',
      'Nhắn qua trợ lý này',
      'Không cho xem',
      'Gửi',
    ])
      await member.say(words);
    const [report] = await reportsOf(play, member.id);
    expect(report).toMatchObject({ unit: 'cdcs-thads-quang-ngai', state: 'sent' });

    play.clock.at = Date.UTC(2026, 10, 21, 3, 0);
    const province = await seat(PROVINCE, '2');
    expect(cards(province, report!.id)).toBe(1);
    await member.say('Phản ánh khó khăn');
    expect(member.last().text).toContain('Bước 2/');
    await member.say('thi hành án');
    expect(member.last().text).toContain('chưa tìm thấy đơn vị');
  });
});
