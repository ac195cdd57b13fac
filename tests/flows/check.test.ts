import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../flows/check.ts';
import { flows } from '../../flows/index.ts';
import type { Position } from '../../src/core/conversation.ts';
import { enter, flowOf, step } from '../../src/core/flow.ts';
import { OUTCOMES as IN_CONTENT } from '../../src/content/schemas/guidance.ts';

const at = Date.UTC(2026, 10, 21, 3, 0);
/** How bad an answer is. */
const YES_NO = { no: 0, unsure: 1, yes: 1 };
const FEVER = { none: 0, mild: 1, unsure: 2, high: 2 };

/** Every question that a check can ask, with its answers; the first ones are signs of danger. */
const CHECKS = {
  'side-effect-check': {
    danger: ['breath', 'body'],
    questions: { breath: YES_NO, body: YES_NO, fever: FEVER, other: YES_NO, frail: YES_NO },
  },
  'symptom-check': {
    danger: ['breath', 'body', 'measured'],
    questions: { breath: YES_NO, body: YES_NO, measured: YES_NO, fever: YES_NO, frail: YES_NO },
  },
} as const;
type Answers = Record<string, string>;

/** Walks the check with these answers; its end as a number, 0 the mildest. */
function endOf(id: string, answers: Answers, typed?: (option: string) => string): number {
  let stack: Position[] = enter(flows, [], id).stack;
  for (let i = 0; i < 20; i++) {
    const top = stack.at(-1)!;
    if (top.at === 'outcome') return OUTCOMES.indexOf(top.data['outcome'] as (typeof OUTCOMES)[number]);
    const option = answers[top.at]!;
    const event = typed
      ? ({ type: 'text', text: typed(option), at } as const)
      : ({ type: 'choose', option, at } as const);
    const next = step(flows, stack, event);
    expect(next.handled, `${id}.${top.at}: ${option}`).toBe(true);
    stack = next.stack;
  }
  throw new Error(`${id} does not come to an end`);
}

/** Every combination of answers. */
function combinations(questions: Readonly<Record<string, Readonly<Record<string, number>>>>): Answers[] {
  return Object.entries(questions).reduce<Answers[]>(
    (all, [question, options]) =>
      all.flatMap((one) => Object.keys(options).map((option) => ({ ...one, [question]: option }))),
    [{}],
  );
}

describe.each(Object.entries(CHECKS))('%s', (id, { danger, questions }) => {
  const all = combinations(questions);

  it('asks what is promised here, danger first', () => {
    const steps = Object.entries(flowOf(flows, id).states).filter(([, state]) => state.step !== undefined);
    expect(steps.map(([name]) => name)).toEqual(Object.keys(questions));
    expect(steps.map(([, state]) => state.step)).toEqual(steps.map((_, i) => i + 1));
    expect(Object.keys(questions).slice(0, danger.length)).toEqual([...danger]);
  });

  it('a worse answer never gives a milder outcome, whatever the other answers are', () => {
    for (const answers of all) {
      const end = endOf(id, answers);
      for (const [question, options] of Object.entries(questions) as [string, Record<string, number>][]) {
        for (const [option, worse] of Object.entries(options)) {
          if (worse < options[answers[question]!]!) continue;
          expect(endOf(id, { ...answers, [question]: option })).toBeGreaterThanOrEqual(end);
        }
      }
    }
  });

  it('any sign of danger, or not being sure of one, is 115', () => {
    for (const answers of all) {
      const dangerous = danger.some((question) => answers[question] !== 'no');
      expect(endOf(id, answers) === OUTCOMES.indexOf('goi-115')).toBe(dangerous);
    }
  });

  it('nothing but no leads home', () => {
    const home = all.filter((answers) => endOf(id, answers) === OUTCOMES.indexOf('o-nha'));
    expect(home.length).toBeGreaterThan(0);
    for (const answers of home)
      for (const [question, option] of Object.entries(answers))
        if (question !== 'frail' && question !== 'fever') expect(option).toBe('no');
  });

  it('typed answers end as pressed ones do, without marks too', () => {
    const words: Record<string, readonly string[]> = {
      no: ['không', 'khong', 'ko', 'dạ không ạ', 'không có', 'ko bi gi'],
      yes: ['có', 'co', 'dạ có', 'bị rồi', 'uh'],
      unsure: ['không chắc', 'ko chac', 'chưa biết', 'khong ro', 'chưa đo'],
      none: ['không', 'ko sot dau', '36,8 độ'],
      mild: ['38', 'sot 38.2 do', '37,5'],
      high: ['39', '39,5 độ', 'sốt 40 độ'],
    };
    const said = (option: string, pick: number) => words[option]![pick % words[option]!.length]!;
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(20), (answers, pick) => {
        expect(endOf(id, answers, (option) => said(option, pick))).toBe(endOf(id, answers));
      }),
      { numRuns: 300, seed: 20261121 },
    );
  });
});

it('flows and content name the same ends', () => {
  expect(OUTCOMES).toEqual(IN_CONTENT);
});
