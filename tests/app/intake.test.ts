import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.ts';
import { BusyError, createIntake, TURNS_AT_ONCE } from '../../src/app/intake.ts';
import type { RANK } from '../../src/app/pressing.ts';
import { createPressing } from '../../src/app/pressing.ts';
import type { Conversation } from '../../src/core/conversation.ts';
import { newConversation } from '../../src/core/conversation.ts';
import { questionTag } from '../../src/core/press.ts';
import type { Event, Update } from '../../src/core/update.ts';
import { createLanes } from '../../src/router/lanes.ts';

const text = (words: string): Event => ({ type: 'text', text: words });
const sticker: Event = { type: 'sticker' };
const press = (data: string): Event => ({ type: 'press', data });
const settle = () => new Promise((resolve) => setImmediate(resolve));

let ids = 0;
const from = (person: string, event: Event, id = `zalo:${++ids}`): Update => ({
  id,
  channel: 'zalo',
  at: 0,
  person,
  chat: person,
  chatType: 'private',
  event,
});

/** A door whose turns end when the test says so. */
function setUp(mostInHand?: Record<keyof typeof RANK, number>) {
  const lanes = createLanes({ atOnce: TURNS_AT_ONCE, onStuck: () => undefined });
  const conversations = new Map<string, Conversation>();
  const clock = { at: 0 };
  let looks = 0;
  let refusals = 0;
  const intake = createIntake({
    lanes,
    pressing: createPressing(flows),
    look: (update) => (looks++, Promise.resolve(conversations.get(update.person))),
    now: () => clock.at,
    onRefused: () => refusals++,
    ...(mostInHand ? { mostInHand } : {}),
  });
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const outcomes = new Map<string, 'stored' | 'busy'>();
  const arrive = (update: Update): void => {
    const turn = () =>
      new Promise<void>((resolve) => {
        began.push(update.id);
        ends.set(update.id, resolve);
      });
    intake.take(update, turn).then(
      () => outcomes.set(update.id, 'stored'),
      (error: unknown) => outcomes.set(update.id, error instanceof BusyError ? 'busy' : 'stored'),
    );
  };
  /** Turns by other people, one more than can run: from now on everybody waits. */
  const fill = (): string[] => {
    const busy = Array.from({ length: TURNS_AT_ONCE }, (_, i) => from(`zalo:busy-${i}`, text('5K là gì'), `busy-${i}`));
    busy.forEach(arrive);
    began.splice(0);
    return busy.map(({ id }) => id);
  };
  const end = async (id: string): Promise<void> => {
    ends.get(id)?.();
    await settle();
  };
  /** Ends turns until nobody waits; answers the ids in the order in which they began. */
  const drain = async (running: string[]): Promise<string[]> => {
    const left = [...running];
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const before = began.length;
      await end(next);
      left.push(...began.slice(before));
    }
    return began;
  };
  const inForm = (person: string): void => {
    const stack = [{ flow: 'hardship-report', version: 1, at: 'story', data: {}, trail: [] }];
    conversations.set(person, { ...newConversation(person), stack });
  };
  return { lanes, clock, began, outcomes, arrive, fill, end, drain, inForm, looks: () => looks, refusals: () => refusals };
} // prettier-ignore

describe('the door in a burst', () => {
  it('lets danger pass first, then reports, then questions, then the rest, whoever came first', async () => {
    const door = setUp();
    const running = door.fill();
    door.inForm('zalo:member');
    const bulk = from('zalo:a', sticker);
    const receipt = from('zalo:b', { type: 'follow' });
    const question = from('zalo:c', text('Tiêm xong bị sốt phải làm sao'));
    const story = from('zalo:member', text('Công ty nợ lương hai tháng'));
    const answer = from('zalo:d', press(`c:${questionTag('hardship-report', 'people')}:3`));
    const officer = from('zalo:officer', press('card:acknowledge:PA-2611-ABCDE'));
    const opening = from('zalo:e', text('Phản ánh khó khăn'));
    const danger = from('zalo:f', text('con tôi khó thở, tím tái'));
    for (const update of [bulk, receipt, question, story, answer, officer, opening, danger]) door.arrive(update);
    await settle();
    const ids = [danger, answer, officer, opening, story, question, bulk, receipt].map(({ id }) => id);
    expect(await door.drain(running)).toEqual(ids);
  }); // prettier-ignore

  it("keeps one person's order: what presses brings along what came before it", async () => {
    const door = setUp();
    const running = door.fill();
    const question = from('zalo:q', text('5K là gì'));
    const first = from('zalo:p', sticker);
    const second = from('zalo:p', text('tôi khó thở'));
    for (const update of [question, first, second]) door.arrive(update);
    await door.end(running[0]!);
    expect(door.began).toEqual([first.id]);
    await door.end(first.id);
    expect(door.began).toEqual([first.id, second.id]);
    expect(await door.drain(running.slice(1))).toEqual([first.id, second.id, question.id]);
  });

  it('looks nowhere while there is room, and takes everything at once', async () => {
    const door = setUp();
    for (let i = 0; i < TURNS_AT_ONCE; i++) door.arrive(from(`zalo:${i}`, text('5K là gì')));
    expect([door.began.length, door.looks()]).toEqual([TURNS_AT_ONCE, 0]);
  });

  it('refuses stickers before questions, questions before reports, reports before danger', async () => {
    const door = setUp({ rest: 65, question: 66, report: 67, danger: 68 });
    const running = door.fill();
    door.inForm('zalo:member');
    const taken = [from('zalo:1', sticker), from('zalo:3', text('5K là gì')), from('zalo:member', text('Hết tiền ăn')), from('zalo:6', text('tôi khó thở'))]; // prettier-ignore
    const refused = [from('zalo:2', sticker), from('zalo:4', text('tiêm ở đâu')), from('zalo:5', press('menu:report')), from('zalo:7', text('bị đánh'))]; // prettier-ignore
    for (let i = 0; i < taken.length; i++) {
      door.arrive(taken[i]!);
      await settle();
      door.arrive(refused[i]!);
      await settle();
    }
    expect(refused.map(({ id }) => door.outcomes.get(id))).toEqual(['busy', 'busy', 'busy', 'busy']);
    expect(door.refusals()).toBe(4);
    const done = await door.drain(running);
    expect(done.toSorted()).toEqual(taken.map(({ id }) => id).toSorted());
  });

  it("keeps a refused one's place: the person's later ones wait for it, but never a word of danger", async () => {
    const door = setUp({ rest: 64, question: 64, report: 64, danger: 70 });
    const running = door.fill();
    const [first, second, danger] = [text('phần một'), text('phần hai'), text('tôi khó thở')].map((event) =>
      from('zalo:p', event),
    ) as [Update, Update, Update];
    const bring = async (update: Update) => {
      door.arrive(update);
      await settle();
      return door.outcomes.get(update.id) ?? 'taken';
    };
    expect(await bring(first)).toBe('busy');
    for (const id of running) await door.end(id);
    expect(await bring(second)).toBe('busy');
    expect(await bring(danger)).toBe('taken');
    door.outcomes.delete(first.id);
    expect(await bring(first)).toBe('taken');
    door.outcomes.delete(second.id);
    expect(await bring(second)).toBe('taken');
    await door.drain([danger.id]);
    expect(door.began).toEqual([danger.id, first.id, second.id]);
  });

  it('keeps it for 40 s only: a platform that never brings it again must not silence the person', async () => {
    const door = setUp({ rest: 64, question: 64, report: 64, danger: 70 });
    const running = door.fill();
    door.arrive(from('zalo:p', text('phần một')));
    for (const id of running) await door.end(id);
    const [early, late] = [from('zalo:p', text('phần hai')), from('zalo:p', text('phần ba'))];
    door.clock.at = 39_999;
    door.arrive(early);
    door.clock.at = 40_000;
    door.arrive(late);
    await settle();
    expect(door.began).toEqual([late.id]);
    expect(door.outcomes.get(early.id)).toBe('busy');
  });

  it('for every mix: nothing over the bound, one order a person, nothing forgotten', async () => {
    const events = [sticker, text('5K là gì'), text('tôi khó thở'), press('menu:report'), text('Phần hai')];
    const step = fc.oneof(
      fc.record({ person: fc.integer({ min: 0, max: 6 }), event: fc.constantFrom(...events) }),
      fc.constant('end' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const door = setUp({ rest: 68, question: 72, report: 74, danger: 76 });
        const running = door.fill();
        const arrived: Update[] = [];
        let ended = 0;
        for (const one of steps) {
          if (one === 'end') await door.end([...running, ...door.began][ended++] ?? '');
          else {
            const update = from(`zalo:${one.person}`, one.event);
            arrived.push(update);
            door.arrive(update);
            await settle();
          }
          expect(door.lanes.size).toBeLessThanOrEqual(76);
        }
        await door.drain([...running, ...door.began].slice(ended));
        expect(door.lanes.size).toBe(0);
        for (const { id } of arrived) {
          const times = door.began.filter((each) => each === id).length;
          expect([door.outcomes.get(id), times]).toEqual(times === 1 ? ['stored', 1] : ['busy', 0]);
        }
        for (let person = 0; person <= 6; person++) {
          const mine = arrived.filter((update) => update.person === `zalo:${person}`).map(({ id }) => id);
          expect(door.began.filter((id) => mine.includes(id))).toEqual(mine.filter((id) => door.began.includes(id)));
        }
      }),
      { numRuns: 60 },
    ); // prettier-ignore
  });
});
