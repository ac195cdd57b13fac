/** Who can be written to, who is left in a colleague's hands, and who asked to be forgotten. */
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/channels/channel.ts';
import { createPlay, fileReport } from '../play.ts';
import type { Play, Player, Sent } from '../play.ts';
import { reportOf } from './rows.ts';

const DAY = 24 * 3_600_000;
const MINUTE = 60_000;
const MEMBER = '4800100000000000001';

describe('a member of Zalo who cannot be reached', () => {
  let play: Play;
  afterEach(() => play.stop());

  async function begin(contact?: string, fail?: (sent: Sent) => SendOutcome | undefined) {
    play = await createPlay(fail ? { fail } : {});
    const officer = await play.enrolOfficer('ldld-quang-ngai');
    const member = play.player('zalo', MEMBER);
    const reference = await fileReport(member, 'Nợ lương hai tháng', contact ? { contact } : {});
    return { officer, member, reference };
  }

  it('after seven days: the officer is told before anything is tried, and the act stands in the report', async () => {
    const { officer, member, reference } = await begin();
    const before = member.received().length;
    play.clock.at += 8 * DAY;
    const said = await officer.press('Tiếp nhận');
    expect(said.map(({ text }) => text).join('\n')).toMatch(/chưa nhắn được cho đoàn viên[^]*chờ đến khi/);
    expect(said.map(({ text }) => text).join('\n')).toContain('Chưa báo được cho đoàn viên');
    expect(said.map(({ text }) => text).join('\n')).not.toContain('Đoàn viên đã được báo');
    await officer.press('Hỏi thêm');
    await officer.say('Nợ từ tháng mấy?');
    expect(officer.last().text).toMatch(/chưa nhắn được/);
    await play.settle();
    expect(member.received()).toHaveLength(before);
    const report = await reportOf(play, reference);
    expect(report.happened.map(({ what }) => what)).toEqual(['sent', 'acknowledged', 'asked']);
    // Whoever comes back later answers no question that was never read.
    expect(report.openQuestion).toBeUndefined();
    await member.say('menu');
    await officer.press('Trả lời');
    await officer.say('Chào anh/chị, tôi đang giữ phiếu.');
    expect(member.last().text).toContain('tôi đang giữ phiếu');
  });

  it('within seven days nothing is different', async () => {
    const { officer, member } = await begin();
    play.clock.at += 6 * DAY;
    const before = member.received().length;
    await officer.press('Tiếp nhận');
    expect(member.received().length).toBe(before + 1);
  });

  it('a refusal of the platform is remembered: the next act of the officer tells so, until the member writes', async () => {
    let shut = false;
    const { officer, member, reference } = await begin(undefined, (sent) =>
      shut && sent.channel === 'zalo' ? { ok: false, kind: 'gone', why: 'Zalo -217' } : undefined,
    );
    shut = true;
    await officer.press('Tiếp nhận');
    await expect
      .poll(() => play.store.read(async (view) => (await view.get('persons', member.id))?.gone))
      .toBe(true);
    shut = false;
    await officer.press('Đã giải quyết');
    expect(
      officer
        .received()
        .map(({ text }) => text)
        .join('\n'),
    ).toContain(`chưa nhắn được cho đoàn viên của ${reference}`);
    await member.say('menu');
    expect((await play.store.read((view) => view.get('persons', member.id)))?.gone).toBeUndefined();
  });

  it('a member of Telegram can always be written to', async () => {
    play = await createPlay();
    const officer = await play.enrolOfficer('ldld-quang-ngai');
    const member = play.player('telegram', '77');
    await fileReport(member, 'Nợ lương');
    play.clock.at += 100 * DAY;
    await officer.press('Tiếp nhận');
    expect(member.last().text).toContain('đã tiếp nhận');
  });
});

describe('a colleague writes by hand (W9)', () => {
  let play: Play;
  afterEach(() => play.stop());

  it('the bot is silent until the time is over, but for danger and commands', async () => {
    play = await createPlay();
    const member = play.player('zalo', MEMBER);
    await member.say('menu');
    const before = member.received().length;
    await member.do({ type: 'handover', until: play.clock.at + 30 * MINUTE });
    for (const words of ['chào chị', 'vâng em gửi rồi ạ', 'menu'])
      expect(await member.say(words)).toEqual([]);
    expect(await member.pressData('menu:5k')).toEqual([]);
    expect(member.received()).toHaveLength(before);
    expect((await member.say('/trogiup')).length).toBeGreaterThan(0);
    expect((await member.say('em khó thở quá'))[0]?.text).toContain('115');
    play.clock.at += 31 * MINUTE;
    expect((await member.say('menu')).length).toBe(1);
    const person = await play.store.read((view) => view.get('persons', member.id));
    expect(person?.pausedUntil).toBeUndefined();
  });

  it('is no visit of the member: the window is not opened by it', async () => {
    play = await createPlay();
    const member = play.player('zalo', MEMBER);
    await member.say('menu');
    const wrote = (await play.store.read((view) => view.get('persons', member.id)))!.lastAt;
    play.clock.at += DAY;
    await member.do({ type: 'handover', until: play.clock.at + MINUTE });
    expect((await play.store.read((view) => view.get('persons', member.id)))!.lastAt).toBe(wrote);
  });
});

describe('a member takes the consent back', () => {
  let play: Play;
  afterEach(() => play.stop());

  it('nothing is left but a count; open reports are closed and the officers told; nothing is sent to the member', async () => {
    play = await createPlay();
    const officer = await play.enrolOfficer('ldld-quang-ngai');
    const member = play.player('zalo', MEMBER, { name: 'Trần Thị Lợi' });
    const other = play.player('zalo', '4800100000000000002');
    const kept = await fileReport(other, 'Chuyện của người khác');
    const reference = await reportWithPhoto(member);
    await play.app.files.copyWaiting();
    const [copy] = await copies(play);
    expect(existsSync(copy!)).toBe(true);
    await officer.press('Tiếp nhận');
    const before = member.received().length;

    await member.do({ type: 'withdraw' });
    expect(member.received()).toHaveLength(before);
    const told = officer.received().map(({ text }) => text);
    expect(told.some((text) => text.includes(reference) && text.includes('xoá'))).toBe(true);
    const report = await reportOf(play, reference);
    expect(report).toMatchObject({
      member: 'erased',
      state: 'withdrawn',
      story: '',
      files: [],
      unit: 'cdcs-nha-may-a',
    });
    for (const trace of ['Trần Thị Lợi', MEMBER, 'tháng chín', 'http']) {
      expect(JSON.stringify(report)).not.toContain(trace);
    }
    const { persons, consents, conversation } = await play.store.read(async (view) => ({
      persons: await view.get('persons', member.id),
      consents: await view.find('consents', 'person', member.id),
      conversation: await view.get('conversations', member.id),
    }));
    expect({ persons, consents, conversation }).toEqual({
      persons: undefined,
      consents: [],
      conversation: undefined,
    });
    await play.app.files.copyWaiting();
    expect(existsSync(copy!)).toBe(false);
    expect(await play.store.read((view) => view.find('files', 'erased', '-'))).toEqual([]);
    expect((await reportOf(play, kept)).story).toBe('Chuyện của người khác');
  });

  it('what waits to be sent to the member, or about the report, is dropped', async () => {
    let shut = true;
    play = await createPlay({
      fail: (sent) =>
        shut && sent.channel === 'zalo' ? { ok: false, kind: 'again', why: 'down', afterMs: DAY } : undefined,
    });
    shut = false;
    const member = play.player('zalo', MEMBER);
    await fileReport(member, 'Nợ lương');
    shut = true;
    await member.say('menu');
    expect(await play.store.read((view) => view.find('outbox', 'chat', member.id))).toHaveLength(1);
    await member.do({ type: 'withdraw' });
    expect(await play.store.read((view) => view.find('outbox', 'chat', member.id))).toEqual([]);
    // And whoever comes back is greeted as anybody new.
    shut = false;
    const [greeting] = await member.say('/start');
    expect(greeting?.text).toContain('trợ lý tự động');
  });
  it('what waits for officers goes too: the card, and the copy for the member’s own unit (card.copy)', async () => {
    let shut = false;
    play = await createPlay({
      fail: (sent) =>
        shut && sent.chat !== `zalo:${MEMBER}`
          ? { ok: false, kind: 'again', why: 'down', afterMs: DAY }
          : undefined,
    });
    await play.enrolOfficer('ldld-quang-ngai');
    await play.enrolOfficer('cdcs-nha-may-a', '801');
    const member = play.player('zalo', MEMBER);
    shut = true;
    const reference = await fileReport(member, 'Chủ trọ đuổi cả nhà', { ownUnit: 'Cho đơn vị tôi xem' });
    const waiting = () => play.store.read((view) => view.find('outbox', 'report', reference));
    expect((await waiting()).map(({ chat }) => chat).sort()).toEqual(['telegram:800', 'telegram:801']);
    const own = 'telegram:801';
    expect(await play.store.read((view) => view.find('outbox', 'chat', own))).toHaveLength(1);
    await member.do({ type: 'withdraw' });
    expect(await play.store.read((view) => view.find('outbox', 'chat', own))).toEqual([]);
    const left = await play.store.read((view) => view.find('outbox', 'chat', 'telegram:800'));
    expect(JSON.stringify(left)).not.toContain('Chủ trọ');
  });
});

async function reportWithPhoto(member: Player): Promise<string> {
  await member.say('Phản ánh khó khăn');
  await member.press('Đồng ý');
  await member.say('CĐCS Nhà máy A');
  await member.say('Lương, thưởng');
  await member.do({
    type: 'photo',
    file: { kind: 'photo', channel: 'zalo', id: 'http://127.0.0.1/anh.jpg' },
    caption: 'Nợ lương từ tháng chín',
  });
  for (const answer of [
    'Bình thường',
    'Bỏ qua',
    'Bỏ qua',
    'Xong',
    'Nhắn qua trợ lý này',
    'Không cho xem',
    'Gửi',
  ]) {
    await member.say(answer);
  }
  return /PA-\d{4}-\w{5}/.exec(member.last().text)![0];
}

async function copies(play: Play): Promise<string[]> {
  const dir = play.filesDir;
  return (existsSync(dir) ? readdirSync(dir) : []).map((name) => `${dir}/${name}`);
}
