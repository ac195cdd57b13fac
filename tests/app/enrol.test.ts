import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/store/data.ts';
import { ADMIN_CODE, createPlay } from '../play.ts';
import type { Play, Player } from '../play.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

describe('how a person becomes an officer', () => {
  let play: Play;
  beforeEach(async () => {
    play = await createPlay();
  });
  afterEach(() => play.stop());

  const person = (id: string) => play.player('telegram', id, { name: `Người ${id}` });
  const seats = async (player: Player) =>
    (await play.store.read((view) => view.find('officers', 'person', player.id))).map(({ unit, roles }) => ({
      unit,
      roles,
    }));
  async function invite(inviter: Player, unit: string, role = 'Xử lý phản ánh'): Promise<string | undefined> {
    await inviter.say('/canbo');
    await inviter.press('Mời cán bộ');
    await inviter.say(unit);
    await inviter.say('1');
    await inviter.press(role);
    return /\/canbo (\S+)/.exec(inviter.last().text)?.[1];
  }

  it('ADMIN_CODE enrols the first administrator once: all roles, at the top of the tree', async () => {
    const admin = await play.enrolAdmin();
    expect(await seats(admin)).toEqual([{ unit: 'tld', roles: ['handle', 'publish', 'admin'] }]);
    const second = person('2');
    await second.say(`/canbo ${ADMIN_CODE}`);
    expect(second.last().text).toContain('đã được dùng');
    expect(await seats(second)).toEqual([]);
    expect(await play.app.adminCode(ADMIN_CODE)).toBeUndefined();
    expect(await play.app.adminCode('ANOTHER-ADMIN-CODE')).toBeUndefined();
    await second.say('/canbo ANOTHER-ADMIN-CODE');
    expect(await seats(second)).toEqual([]);
  });

  it('an invitation gives one unit and one role, to one person', async () => {
    const code = await invite(await play.enrolAdmin(), 'quảng ngãi', 'Tuyên truyền');
    const first = person('2');
    await first.say(`/canbo ${code!.toLowerCase()} `);
    expect(await seats(first)).toEqual([{ unit: 'ldld-quang-ngai', roles: ['publish'] }]);
    const second = person('3');
    await second.say(`/canbo ${code}`);
    expect(second.last().text).toContain('đã được dùng');
    expect(await seats(second)).toEqual([]);
  });

  it('a second role joins the first on the same seat', async () => {
    const officer = person('2');
    for (const role of ['publish', 'handle'] satisfies Role[])
      await officer.say(`/canbo ${await play.app.invite('ldld-dak-lak', [role])}`);
    expect(await seats(officer)).toEqual([{ unit: 'ldld-dak-lak', roles: ['publish', 'handle'] }]);
  });

  it('is good for seven days, and not longer', async () => {
    const admin = await play.enrolAdmin();
    const [soon, late] = [await invite(admin, 'quảng ngãi'), await invite(admin, 'quảng ngãi')];
    const made = play.clock.at;
    play.clock.at = made + 7 * DAY - HOUR;
    const officer = person('2');
    await officer.say(`/canbo ${soon}`);
    expect(await seats(officer)).toHaveLength(1);
    play.clock.at = made + 7 * DAY + HOUR;
    const other = person('3');
    await other.say(`/canbo ${late}`);
    expect(other.last().text).toContain('quá hạn');
    expect(await seats(other)).toEqual([]);
  });

  it('an administrator invites for the own unit and those below, for no other', async () => {
    const admin = person('2');
    await admin.say(`/canbo ${await play.app.invite('ldld-quang-ngai', ['admin'])}`);
    expect(await invite(admin, 'quảng ngãi')).toBeDefined();
    expect(await invite(admin, 'nhà máy a')).toBeDefined();
    expect(await invite(admin, 'đắk lắk')).toBeUndefined();
    expect(admin.last().text).toContain('chỉ mời được');
    expect(await invite(admin, 'tổng liên đoàn')).toBeUndefined();
  });

  it('who is no administrator has no button to invite, and an old one does nothing', async () => {
    const admin = await play.enrolAdmin();
    await admin.say('/canbo');
    const invitePress = admin
      .last()
      .rows!.flat()
      .find((button) => button.label.includes('Mời cán bộ'))!.data!;
    const officer = person('2');
    await officer.say(`/canbo ${await play.app.invite('ldld-quang-ngai', ['handle'])}`);
    await officer.say('/canbo');
    expect(JSON.stringify(officer.last().rows)).not.toContain('Mời cán bộ');
    await officer.pressData(invitePress);
    expect(officer.last().text).toContain('Nút này đã cũ');
    const stranger = person('3');
    await stranger.say('/canbo');
    expect(stranger.last().text).toContain('dành cho cán bộ');
  });

  it('guesses are limited to ten an hour for one person; others are not held up', async () => {
    const code = await play.app.invite('ldld-quang-ngai', ['handle']);
    const guesser = person('2');
    for (let i = 0; i < 10; i++) await guesser.say(`/canbo WRONG-${i}`);
    expect(guesser.last().text).toContain('không đúng');
    await guesser.say(`/canbo ${code}`);
    expect(guesser.last().text).toContain('quá nhiều lần');
    expect(await seats(guesser)).toEqual([]);
    play.clock.at += HOUR;
    await guesser.say(`/canbo ${code}`);
    expect(await seats(guesser)).toHaveLength(1);
    const other = person('3');
    await other.say(`/canbo ${await play.app.invite('ldld-dak-lak', ['handle'])}`);
    expect(await seats(other)).toHaveLength(1);
  });

  it('no code is in the store, only its hash', async () => {
    const code = await invite(await play.enrolAdmin(), 'quảng ngãi');
    const officer = person('2');
    await officer.say(`/canbo ${code}`);
    const rows = await play.store.read(async (view) => [
      await view.get('conversations', officer.id),
      await view.get('persons', officer.id),
      await view.find('officers', 'person', officer.id),
    ]);
    expect(JSON.stringify(rows)).not.toContain(code!);
  });
});
