// Over 250 lines: every promise of the one form, on one set-up.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Position } from '../../src/core/conversation.ts';
import type { Report } from '../../src/core/report.ts';
import { createPlay } from '../play.ts';
import type { Play, Player } from '../play.ts';
import { conversationOf, photo, place, reportsOf } from './rows.ts';

const A = 'CĐCS Nhà máy A';
/** The form's answers in order; told up to the read-back, or less. */
const ANSWERS = [
  'Phản ánh khó khăn',
  'Đồng ý',
  A,
  'Lương, thưởng',
  'Nợ lương hai tháng',
  'Bình thường',
  '12',
  'Khu trọ Hoa Sen',
  'Xong',
  'Nhắn qua trợ lý này',
  'Không cho xem',
];
/** The state after so many answers. */
const STATES = [
  'consent.ask', 'choose-unit.ask', 'hardship-report.category', 'hardship-report.story', 'hardship-report.urgency', 'hardship-report.people',
  'hardship-report.place', 'hardship-report.photos', 'hardship-report.contact', 'hardship-report.own-unit', 'hardship-report.review',
]; // prettier-ignore

describe('the hardship form', () => {
  let play: Play;
  let member: Player;
  beforeEach(async () => {
    play = await createPlay();
    member = play.player('telegram', '1');
  });
  afterEach(() => play.stop());

  async function fill(upTo: string, who = member): Promise<void> {
    for (const answer of ANSWERS.slice(0, STATES.indexOf(upTo) + 1)) await who.say(answer);
    expect(await place(play, who)).toBe(upTo);
  }
  const formData = async () =>
    (await conversationOf(play, member)).stack.find(({ flow }) => flow === 'hardship-report')!.data;
  async function storePosition(change: (stack: Position[]) => Position[]): Promise<void> {
    const conversation = await conversationOf(play, member);
    await play.store.commit({ at: play.clock.at }, () => ({
      put: { conversations: [{ ...conversation, stack: change(conversation.stack) }] },
    }));
  }

  describe('consent', () => {
    it('is asked once for this purpose', async () => {
      await fill('hardship-report.review');
      await member.say('Gửi');
      await member.say('Phản ánh khó khăn');
      expect(await place(play, member)).toBe('hardship-report.category');
      expect(await play.store.read((view) => view.find('consents', 'person', member.id))).toMatchObject([
        { purpose: 'report', version: 1, agreed: true },
      ]);
    });

    it('refused: nothing about the report is stored, and it is asked again the next time', async () => {
      await member.say('Phản ánh khó khăn');
      await member.say('Không đồng ý');
      expect(member.last().text).toContain('không có gì được ghi lại');
      expect(await reportsOf(play, member.id)).toEqual([]);
      expect((await conversationOf(play, member)).draft).toBeUndefined();
      expect(await play.store.read((view) => view.find('consents', 'person', member.id))).toEqual([]);
      await member.say('Phản ánh khó khăn');
      expect(await place(play, member)).toBe('consent.ask');
    });

    it('given for an older text, it is asked again', async () => {
      await play.store.commit({ at: 1 }, () => ({
        put: {
          consents: [
            {
              id: `${member.id}|report`,
              person: member.id,
              purpose: 'report',
              version: 0,
              agreed: true,
              at: 1,
            },
          ],
        },
      }));
      await member.say('Phản ánh khó khăn');
      expect(await place(play, member)).toBe('consent.ask');
    });

    it('gone back to, it is asked again though it was given', async () => {
      await fill('choose-unit.ask');
      await member.say('quay lại');
      expect(await place(play, member)).toBe('consent.ask');
      expect(member.last().text).toContain('Bước 1/11');
      await member.say('Đồng ý');
      expect(await place(play, member)).toBe('choose-unit.ask');
    });
  });

  it('every question shows its step, Quay lại and Huỷ', async () => {
    for (const [i, answer] of ANSWERS.entries()) {
      await member.say(answer);
      expect(member.last().text).toContain(`Bước ${i + 1}/11`);
      expect(JSON.stringify(member.last().rows)).toMatch(/Quay lại.*Huỷ/);
    }
  });

  describe('a draft', () => {
    it.each(STATES.slice(1))(
      'left for the menu at %s, it is offered, and goes on at that question with what was answered',
      async (state) => {
        await fill(state);
        const before = await formData();
        await member.say('menu');
        expect(member.last().text).toContain('lưu nháp');
        play.clock.at += 9 * 24 * 60 * 60_000;
        await member.say('Phản ánh khó khăn');
        expect(await place(play, member)).toBe('draft.ask');
        await member.press('Viết tiếp');
        expect(await place(play, member)).toBe(state);
        expect(await formData()).toEqual(before);
        expect(member.last().text).toContain(`Bước ${STATES.indexOf(state) + 1}/11`);
        expect((await conversationOf(play, member)).draft).toBeUndefined();
      },
    );

    it('anew: begins at the first question that is not known, with nothing of the old one', async () => {
      await fill('hardship-report.urgency');
      await member.say('menu');
      await member.say('Phản ánh khó khăn');
      await member.press('Viết lại từ đầu');
      expect(await place(play, member)).toBe('hardship-report.category');
      expect(JSON.stringify(await conversationOf(play, member))).not.toContain('Nợ lương');
    });

    it('huỷ in the form erases it: nothing of the story stays', async () => {
      await fill('hardship-report.review');
      await member.say('huỷ');
      expect(await place(play, member)).toBe('hardship-report.review');
      await member.say('huỷ');
      expect(JSON.stringify(await conversationOf(play, member))).not.toContain('Nợ lương');
      await member.say('Phản ánh khó khăn');
      expect(await place(play, member)).toBe('hardship-report.category');
    });

    it('of flows that have changed meanwhile is given up kindly', async () => {
      await fill('hardship-report.urgency');
      await member.say('menu');
      const conversation = await conversationOf(play, member);
      const old = conversation.draft!.map((position) => ({ ...position, version: 0 }));
      await play.store.commit({ at: play.clock.at }, () => ({
        put: { conversations: [{ ...conversation, draft: old }] },
      }));
      await member.say('Phản ánh khó khăn');
      await member.press('Viết tiếp');
      expect(
        member
          .received()
          .slice(-2)
          .map(({ text }) => text)
          .join(),
      ).toContain('vừa được cập nhật');
      await member.say('Phản ánh khó khăn');
      expect(await place(play, member)).toBe('hardship-report.category');
    });
  });

  describe('a stored position that today’s flows do not know', () => {
    const olds: [string, (position: Position) => Position][] = [
      ['an older version', (position) => ({ ...position, version: 0 })],
      ['a flow that is gone', (position) => ({ ...position, flow: 'gone' })],
      ['a state that is gone', (position) => ({ ...position, at: 'gone' })],
    ];
    it.each(olds)('%s: whatever comes is answered kindly, and the bot goes on', async (_, age) => {
      const events = [
        { type: 'text', text: 'Bình thường' },
        { type: 'text', text: '1' },
        { type: 'text', text: 'menu' },
        { type: 'text', text: 'quay lại' },
        { type: 'text', text: 'huỷ' },
        { type: 'text', text: '5K' },
        { type: 'text', text: 'tôi khó thở quá' },
        { type: 'sticker' },
        { type: 'photo', file: photo('x') },
        { type: 'press', data: 'menu:report' },
        { type: 'press', data: 'c:old:yes' },
      ] as const;
      for (const event of events) {
        await member.say('huỷ');
        await member.say('Phản ánh khó khăn');
        await storePosition((stack) =>
          stack.map((position, i) => (i === stack.length - 1 ? age(position) : position)),
        );
        const said = (await member.do(event)).map(({ text }) => text).join('\n');
        expect(said, JSON.stringify(event)).toContain('vừa được cập nhật');
        expect(said, JSON.stringify(event)).not.toContain('trục trặc');
        await member.say('menu');
        expect(member.last().text).toContain('Anh/chị cần gì');
      }
    });
  });

  it('words that fit two answers: both are named with their numbers, and nothing is guessed', async () => {
    await fill('hardship-report.category');
    const [which] = await member.say('luong');
    expect(which!.text).toMatch(/:\n2\. Lương, thưởng\n6\. Lương thực, bữa ăn\n\nBước 3/);
    expect(await place(play, member)).toBe('hardship-report.category');
    await member.say('6');
    expect((await formData())['category']).toBe('luong-thuc');
  });

  describe('a question in the middle', () => {
    const QUESTION = 'Sau tiêm bị sốt, đau tay, mệt người có nguy hiểm không?';
    it.each([
      'hardship-report.category',
      'hardship-report.urgency',
      'hardship-report.people',
      'hardship-report.place',
      'hardship-report.contact',
      'choose-unit.ask',
      'consent.ask',
    ])('at %s is answered with its source, then the same question stands', async (state) => {
      await fill(state);
      const before = await formData();
      const said = (await member.say(QUESTION)).map(({ text }) => text).join('\n');
      expect(said).toMatch(/Nguồn|Bộ Y tế/);
      expect(await place(play, member)).toBe(state);
      expect(member.last().text).toContain(`Bước ${STATES.indexOf(state) + 1}/11`);
      expect(await formData()).toEqual(before);
    });

    it('without marks and without a question mark it is still a question, not a part of the story', async () => {
      await fill('hardship-report.urgency');
      const before = await formData();
      await member.say('tiem vac xin co mat tien khong');
      expect(await place(play, member)).toBe('hardship-report.urgency');
      expect(await formData()).toEqual(before);
    });

    it('while the story is asked: answered, and may be taken as the story by one press', async () => {
      await fill('hardship-report.story');
      await member.say(QUESTION);
      expect(await place(play, member)).toBe('hardship-report.story-asked');
      await member.press('Đó là lời phản ánh');
      expect(await place(play, member)).toBe('hardship-report.urgency');
      expect((await formData())['story']).toBe(QUESTION);
    });

    it('or the story is told after it', async () => {
      await fill('hardship-report.story');
      await member.say(QUESTION);
      await member.say('Nợ lương hai tháng');
      expect((await formData())['story']).toBe('Nợ lương hai tháng');
      expect(await place(play, member)).toBe('hardship-report.urgency');
    });

    it('a story that is no question is the story, though it speaks of vaccines', async () => {
      await fill('hardship-report.story');
      await member.say('Tôi tiêm vắc xin xong bị sốt, công ty trừ lương ngày nghỉ');
      expect(await place(play, member)).toBe('hardship-report.urgency');
    });

    it('a card read in the middle: Quay lại leads to the question that stood, and the draft is of the form', async () => {
      await fill('hardship-report.urgency');
      for (const label of ['5K', 'Vắc xin', '5K']) await member.say(label);
      await member.say('1');
      expect(await place(play, member)).toMatch(/^guidance\./);
      await member.say('quay lại');
      expect(await place(play, member)).toBe('guidance.list');
      await member.say('quay lại');
      expect(await place(play, member)).toBe('hardship-report.urgency');
      expect(member.last().text).toContain('Bước 5/11');
      await member.say('5K');
      await member.say('Phản ánh khó khăn');
      expect(await place(play, member)).toBe('hardship-report.urgency');
      await member.say('5K');
      await member.say('menu');
      await member.say('Phản ánh khó khăn');
      await member.say('Viết tiếp');
      expect(await place(play, member)).toBe('hardship-report.urgency');
    });
  });

  describe('the read-back', () => {
    const changes: [string, string[], Record<string, unknown>][] = [
      ['đơn vị', ['CĐCS Công ty May Sông Trà'], { unit: 'cdcs-may-song-tra' }],
      ['loại khó khăn', ['Việc làm'], { category: 'viec-lam' }],
      ['lời kể', ['Chuyện khác hẳn'], { story: 'Chuyện khác hẳn' }],
      ['mức khẩn', ['Khẩn cấp'], { urgency: 'urgent' }],
      ['số người', ['40'], { people: 40 }],
      ['nơi xảy ra', ['Phân xưởng 2'], { place: { text: 'Phân xưởng 2' } }],
      ['ảnh', ['PHOTO', 'Xong'], { files: [photo('new')] }],
      ['cách liên hệ', ['Gọi điện cho tôi', '0912345678'], { contact: 'phone', phone: '0912345678' }],
      ['việc cho đơn vị xem', ['Cho đơn vị tôi xem'], { hideFromOwnUnit: false }],
    ];
    it.each(changes)(
      'Sửa %s: back at the read-back with only this changed',
      async (label, answers, changed) => {
        await fill('hardship-report.review');
        const plain = play.player('telegram', '2');
        await fill('hardship-report.review', plain);
        await plain.say('Gửi');
        const [before] = await reportsOf(play, plain.id);
        await member.press('Sửa');
        await member.press(`Sửa ${label}`);
        for (const answer of answers)
          await (answer === 'PHOTO' ? member.do({ type: 'photo', file: photo('new') }) : member.say(answer));
        expect(await place(play, member)).toBe('hardship-report.review');
        await member.press('Gửi');
        const [after] = await reportsOf(play, member.id);
        const same = { id: '', update: '', at: 0, member: '', happened: [], hops: [], due: undefined };
        expect({ ...after, ...same }).toEqual({ ...before, ...changed, ...same });
      },
    );

    it('shows each answer, and nobody has received anything yet', async () => {
      const admin = await play.enrolAdmin();
      const before = admin.received().length;
      await fill('hardship-report.review');
      for (const words of [
        A,
        'Lương, thưởng',
        'Nợ lương hai tháng',
        'bình thường',
        '12',
        'Khu trọ Hoa Sen',
        'qua trợ lý',
        'không được xem',
      ])
        expect(member.last().text).toContain(words);
      expect(admin.received()).toHaveLength(before);
      expect(await reportsOf(play, member.id)).toEqual([]);
    });

    it('a double tap on Gửi is one report; the second is told that the button is old', async () => {
      await fill('hardship-report.review');
      const send = member
        .last()
        .rows!.flat()
        .find(({ label }) => label.includes('Gửi'))!.data!;
      await member.pressData(send);
      await member.pressData(send);
      expect(member.last().text).toContain('Nút này đã cũ');
      expect(await reportsOf(play, member.id)).toHaveLength(1);
    });

    it('two taps that arrive together are one report', async () => {
      await fill('hardship-report.review');
      const data = member
        .last()
        .rows!.flat()
        .find(({ label }) => label.includes('Gửi'))!.data!;
      await Promise.all([member.pressData(data), member.pressData(data)]);
      expect(await reportsOf(play, member.id)).toHaveLength(1);
    });

    it('the same update twice is one turn', async () => {
      await fill('hardship-report.review');
      const data = member
        .last()
        .rows!.flat()
        .find(({ label }) => label.includes('Gửi'))!.data!;
      const update = {
        id: 'telegram:same',
        channel: 'telegram',
        at: play.clock.at,
        person: member.id,
        chat: member.id,
        chatType: 'private',
        event: { type: 'press', data },
      } as const;
      expect([await play.app.receive(update), await play.app.receive(update)]).toEqual([
        'applied',
        'duplicate',
      ]);
      await play.settle();
      expect(await reportsOf(play, member.id)).toHaveLength(1);
      expect(member.received().filter(({ text }) => text.includes('Mã phản ánh'))).toHaveLength(1);
    });
  });

  it('what was told can be taken back: Sửa and then Bỏ qua', async () => {
    await fill('hardship-report.review');
    for (const text of ['Sửa', 'Sửa số người', 'Bỏ qua', 'Sửa', 'Sửa nơi xảy ra', 'Bỏ qua'])
      await member.say(text);
    expect(await place(play, member)).toBe('hardship-report.review');
    expect(member.last().text).not.toMatch(/Số người|Nơi:/);
  });

  describe('photos', () => {
    it('five are taken; the sixth is refused kindly, and the form goes on', async () => {
      await fill('hardship-report.photos');
      for (let i = 1; i <= 5; i++) {
        await member.do({ type: 'photo', file: photo(`p${i}`) });
        expect(member.last().text).toContain(`${i}/5`);
      }
      await member.do({ type: 'photo', file: photo('p6') });
      expect(member.last().text).toContain('đủ 5 ảnh');
      for (const words of ['Xong', 'Nhắn qua trợ lý này', 'Không cho xem', 'Gửi']) await member.say(words);
      const [report] = await reportsOf(play, member.id);
      expect(report!.files.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
    });

    it.each(['bo qua', 'bỏ qua đi em', 'khong co hinh', 'thôi không cần', 'k'])(
      '“%s”: there are none, and the form goes on',
      async (words) => {
        await fill('hardship-report.photos');
        await member.say(words);
        expect(await place(play, member)).toBe('hardship-report.contact');
      },
    );

    it('a story of a photo with words, or of a voice note, is whole', async () => {
      await fill('hardship-report.story');
      await member.do({ type: 'photo', file: photo('slip'), caption: 'Phiếu lương tháng này' });
      expect((await formData())['story']).toBe('Phiếu lương tháng này');
      await member.say('quay lại');
      await member.do({ type: 'voice', file: { kind: 'voice', channel: 'telegram', id: 'told' } });
      expect(await place(play, member)).toBe('hardship-report.urgency');
    });

    it('a photo without words waits for some', async () => {
      await fill('hardship-report.story');
      await member.do({ type: 'photo', file: photo('slip') });
      expect(await place(play, member)).toBe('hardship-report.story');
      expect(member.last().text).toContain('vài lời');
    });
  });

  it('both channels given the same walk file the same report, but for ids, channel and times', async () => {
    const rows: Report[] = [];
    for (const channel of ['telegram', 'zalo'] as const) {
      const walker = play.player(channel, '77');
      for (const answer of ANSWERS.slice(0, 5)) await walker.say(answer);
      for (const words of ['khan cap', '3 nguoi']) await walker.say(words);
      await walker.do({ type: 'location', latitude: 15.1, longitude: 108.8 });
      await walker.do({ type: 'photo', file: photo('p', channel) });
      await walker.say('Xong');
      await walker.press('Gọi điện cho tôi');
      await walker.do({ type: 'contact', phone: '+84912345678' });
      await walker.press('Cho đơn vị tôi xem');
      await walker.press('Gửi');
      rows.push(...(await reportsOf(play, walker.id)));
    }
    const bare = (row: (typeof rows)[number]) => ({
      ...row, id: '', update: '', at: 0, member: '', channel: '', hops: row.hops.map((hop) => ({ ...hop, since: 0 })),
      happened: row.happened.map((one) => ({ ...one, at: 0 })), files: row.files.map((file) => ({ ...file, channel: '' })),
    }); // prettier-ignore
    expect(bare(rows[0]!)).toEqual(bare(rows[1]!));
    expect(rows[0]).toMatchObject({
      urgency: 'urgent',
      people: 3,
      phone: '0912345678',
      place: { latitude: 15.1, longitude: 108.8 },
    });
  });
});
