import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.ts';
import { LIMITS as telegramLimits } from '../../src/channels/telegram/message.ts';
import { LIMITS as zaloLimits } from '../../src/channels/zalo/message.ts';
import type { Message } from '../../src/core/message.ts';
import type { Event } from '../../src/core/update.ts';
import type { Outgoing } from '../../src/store/data.ts';
import { createPlay, fileReport } from '../play.ts';
import type { Play, Player } from '../play.ts';

const WALKS = 45;
const LENGTH = 28;

type Channel = 'telegram' | 'zalo';
const LIMITS = { telegram: telegramLimits, zalo: zaloLimits };

const file = (kind: 'photo' | 'voice' | 'document', channel: string) => ({ kind, channel, id: `${kind}-x` });
const samples = (channel: Channel): Event[] => [
  { type: 'text', text: 'Công ty nợ lương hai tháng, chúng tôi hết tiền ăn' },
  { type: 'text', text: 'tiem xong bi sot thi lam sao?' },
  { type: 'text', text: 'nha may a' },
  { type: 'text', text: '3' },
  { type: 'text', text: '0912345678' },
  { type: 'text', text: 'zzz qqq' },
  { type: 'text', text: 'toi bi no luong' },
  { type: 'text', text: 'khó thở quá cứu tôi' },
  { type: 'text', text: 'quay lai' },
  { type: 'photo', file: file('photo', channel), caption: 'Ảnh phiếu lương' },
  { type: 'photo', file: file('photo', channel) },
  { type: 'voice', file: file('voice', channel) },
  { type: 'document', file: file('document', channel) },
  { type: 'location', latitude: 15.1, longitude: 108.8 },
  { type: 'contact', phone: '+84912345678' },
  { type: 'sticker' },
  { type: 'other', what: 'poll' },
  { type: 'press', data: 'c:old:yes' },
  { type: 'press', data: 'card:acknowledge:PA-2611-22222' },
  { type: 'press', data: '\u0000🙈 nonsense' },
];

const deadLetter = (id: string, at: number): Outgoing => ({
  id,
  channel: 'telegram',
  chat: 'telegram:77',
  order: 1,
  state: 'dead',
  why: 'gone',
  due: at,
  at,
  attempt: 1,
  message: { text: 'Tin' },
});

/** Park–Miller: the same walks in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

function within(channel: Channel, message: Message): void {
  const limits = LIMITS[channel];
  expect([...message.text].length, message.text.slice(0, 80)).toBeLessThanOrEqual(limits.text);
  if (!message.file && !message.editCard) expect(message.text.trim()).not.toBe('');
  const buttons = (message.rows ?? []).flat();
  expect(buttons.length).toBeLessThanOrEqual(limits.buttons);
  for (const button of buttons) {
    expect([...button.label].length, button.label).toBeLessThanOrEqual(limits.label);
    expect(new TextEncoder().encode(button.data ?? '').length, button.data).toBeLessThanOrEqual(64);
  }
  expect(message.text).not.toMatch(/\{[a-z-]+\}/i);
  expect(message.text).toBe(message.text.normalize('NFC'));
}

describe('the real bot, walked at random', () => {
  let play: Play;
  const visited = new Map<string, number>();

  beforeAll(async () => {
    play = await createPlay();
    await play.enrolOfficer('ldld-quang-ngai');
  });
  afterAll(() => play.stop());

  async function place(player: Player): Promise<string> {
    const conversation = await play.store.read((view) => view.get('conversations', player.id));
    const top = conversation?.stack.at(-1);
    const name = top ? `${top.flow}.${top.at}` : 'nothing';
    visited.set(name, (visited.get(name) ?? 0) + 1);
    return name;
  }

  /** Mostly an offered answer that was not taken here before, typed or pressed; now and then anything at all. */
  async function act(
    player: Player,
    channel: Channel,
    random: (below: number) => number,
    taken: Set<string>,
  ): Promise<Message[]> {
    const conversation = await play.store.read((view) => view.get('conversations', player.id));
    const where = conversation?.stack.at(-1);
    const choices = conversation?.asked?.choices ?? [];
    const fresh = choices.filter(
      (choice) => !choice.nav && !taken.has(`${where?.flow}.${where?.at} ${choice.option}`),
    );
    if (choices.length > 0 && random(10) < 6) {
      const pool = fresh.length > 0 ? fresh : choices;
      const choice = pool[random(pool.length)]!;
      taken.add(`${where?.flow}.${where?.at} ${choice.option}`);
      return player.say(choice.label);
    }
    const all = samples(channel);
    return player.do(all[random(all.length)]!);
  }

  it.each(['telegram', 'zalo'] as const)(
    'no event breaks it, every message keeps the limits, and the word menu leads home from everywhere (%s)',
    async (channel) => {
      const taken = new Set<string>();
      for (let walk = 0; walk < WALKS; walk++) {
        const random = seeded(walk * 7919 + (channel === 'zalo' ? 17 : 1));
        const player = play.player(channel, `walk-${walk}`);
        for (const message of await player.say('/start')) within(channel, message);
        if (walk % 3 === 0) await player.say('Phản ánh khó khăn');
        for (let i = 0; i < LENGTH; i++) {
          const said = await act(player, channel, random, taken);
          await place(player);
          expect(said.length, `silence in ${await place(player)}`).toBeGreaterThan(0);
          for (const message of said) within(channel, message);
        }
        const home = await player.say('menu');
        expect(home.at(-1)!.text).toMatch(/Anh\/chị (cần gì|chọn một mục)/);
      }
    },
    120_000,
  );

  it('officers: every act on every card and screen', async () => {
    const taken = new Set<string>();
    const officer = play.player('telegram', '800');
    const admin = play.player('telegram', '900');
    for (let walk = 0; walk < WALKS; walk++) {
      const random = seeded(walk * 104729 + 5);
      const player = walk % 2 === 0 ? officer : admin;
      const cards = officer.received().filter((message) => message.card);
      if (player === officer && cards.length > 0) {
        const buttons = (cards[random(cards.length)]!.rows ?? []).flat();
        for (const message of await player.pressData(buttons[random(buttons.length)]!.data!))
          within('telegram', message);
      } else await player.say('/canbo');
      for (let i = 0; i < 6; i++) {
        await place(player);
        for (const message of await act(player, 'telegram', random, taken)) within('telegram', message);
      }
    }
  }, 60_000);

  it("the member's own reports, from Viết thêm to Đã ổn", async () => {
    const member = play.player('zalo', 'own');
    const officer = play.player('telegram', '800');
    const visit = async (player: Player, ...words: string[]) => {
      for (const text of words) {
        for (const message of await player.say(text)) within('zalo', message);
        await place(player);
      }
    };
    await officer.say('menu');
    const reference = await fileReport(member, 'Chuyện của tôi');
    await visit(officer, '/canbo', 'Phiếu đang giữ');
    await visit(member, '/theodoi', '1', 'Viết thêm', 'Thêm một lời', 'Xong', 'Rút lại', 'Không rút nữa');
    await officer.pressData(`card:ask:${reference}`);
    await officer.say('Thiếu mấy tháng?');
    await visit(member, 'Hai tháng');
    await officer.pressData(`card:resolve:${reference}`);
    await visit(member, 'menu');
    await member.pressData(`report:reopen:${reference}`);
    await visit(member, 'Còn thiếu một tháng');
    await officer.pressData(`card:resolve:${reference}`);
    await member.pressData(`report:reopen:${reference}`);
    await place(member);
    await officer.pressData(`card:resolve:${reference}`);
    await member.pressData(`report:close:${reference}`);
    await place(member);
    await visit(member, '5');
    expect((await play.store.read((view) => view.get('reports', reference)))!.state).toBe('closed');
  });

  it('a question that is not sure, and the words of an officer to a member', async () => {
    const member = play.player('zalo', 'unsure');
    const asked = play.knowledge.faq(play.clock.at);
    const questions = play.knowledge.bundle.faq.map((item) => item.question.split(' ').slice(0, 5).join(' '));
    await member.say(questions.find((question) => asked.ask(question).kind === 'unsure')!);
    expect(await place(member)).toBe('faq.unsure');
    await member.say('vùng có dịch có phải tiêm không');
    expect(await place(member)).toBe('faq.withdrawn');

    const officer = play.player('telegram', '800');
    const reference = await fileReport(member, 'Chuyện để hỏi thêm');
    for (const act of ['ask', 'reply', 'reject']) {
      await officer.pressData(`card:${act}:${reference}`);
      expect(await place(officer)).toBe(`officer-words.${act}`);
      await officer.say('Thôi');
    }
    for (const [words, state] of [
      ['/canbo', 'officer.home'],
      ['Phiếu đang giữ', 'officer.held'],
    ] as const) {
      await officer.say(words);
      expect(await place(officer)).toBe(state);
    }
  });

  it('what could not be delivered, before an administrator', async () => {
    const admin = play.player('telegram', '900');
    await play.store.commit({ at: play.clock.at }, () => ({
      put: { outbox: [deadLetter('telegram:u1/0', play.clock.at)] },
    }));
    for (const [words, state] of [
      ['/canbo', 'officer.admin'],
      ['Tin chưa gửi được', 'dead-letters.list'],
      ['1', 'dead-letters.one'],
      ['Danh sách', 'dead-letters.list'],
      ['Cất tất cả', 'dead-letters.sure'],
      ['Giữ lại', 'dead-letters.list'],
      ['1', 'dead-letters.one'],
    ] as const) {
      await admin.say(words);
      expect(await place(admin), words).toBe(state);
    }
    await admin.say('Cất đi');
    expect((await play.store.stats()).dead).toBe(0);
  });

  it('the two health checks, to their last questions', async () => {
    const member = play.player('zalo', 'checks');
    for (const [check, ...answers] of [
      ['kiểm tra sau tiêm', 'Không', 'Không', 'Sốt dưới 39 °C', 'Không', 'Không'],
      ['kiểm tra triệu chứng', 'Không', 'Không', 'Không', 'Không', 'Không'],
    ] as const) {
      for (const text of [check, ...answers]) {
        for (const message of await member.say(text)) within('zalo', message);
        await place(member);
      }
    }
  });

  it('a question while telling the story', async () => {
    const member = play.player('zalo', 'asks');
    const question = play.knowledge.bundle.faq.find((item) => item.id === 'sau-tiem-sot-dau-tay')!.question;
    for (const text of ['Phản ánh khó khăn', 'Đồng ý', 'Tôi không rõ', 'Việc khác', question]) {
      for (const message of await member.say(text)) within('zalo', message);
      await place(member);
    }
    expect(member.last().text).toContain('Bước 4/');
  });

  it('and between them they stood in every state that waits for a person', () => {
    const waits = [...flows.values()].flatMap((flow) =>
      Object.entries(flow.states)
        .filter(([, state]) => !state.final && state.entry?.some((effect) => effect.type === 'say'))
        .map(([name]) => `${flow.id}.${name}`),
    );
    expect(waits.filter((name) => !visited.has(name))).toEqual([]);
  });
});
