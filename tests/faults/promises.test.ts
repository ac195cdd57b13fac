/** The one function behind all fault tests must be able to find each broken promise. */
import { expect, it } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import type { Bubble, Phone } from '../../src/sandbox/phone.ts';
import { brokenPromises } from './promises.ts';

const ID = 'PA-2611-23456';
const FORM = [...Array.from({ length: 11 }, (_, i) => `Bước ${i + 1}/11`), `Đã nhận ${ID}`];

function phone(name: string, texts: readonly string[]): Phone {
  const bubbles = texts.map((text, i): Bubble => ({ id: String(i), from: 'bot', at: i, text }));
  return { platform: 'telegram', name, bubbles: () => bubbles } as unknown as Phone;
}

function found(change: {
  texts?: readonly string[];
  cards?: readonly string[];
  stored?: string[];
  dead?: number;
}) {
  const by = phone('Hoa', change.texts ?? FORM);
  return brokenPromises({
    forms: [{ by, story: 'nợ lương', reference: ID }],
    officer: phone('Thu', change.cards ?? [`📋 ${ID}`]),
    reports: (change.stored ?? [ID]).map((id) => ({ id, story: 'nợ lương' }) as Report),
    outbox: { waiting: 0, dead: change.dead ?? 0 },
  }).map((fault) => fault.slice(0, 2));
}

it.each([
  ['nothing wrong', {}, []],
  ['a repeat that says so', { texts: [...FORM.slice(0, 3), `(gửi lại) ${FORM[2]}`, ...FORM.slice(3)] }, []],
  ['a report that is lost', { stored: [] }, ['I1']],
  ['a report that nobody was told of', { stored: [ID, 'PA-2611-99999'] }, ['I1', 'I5']],
  ['a report listed twice', { stored: [ID, ID] }, ['I2', 'I5']],
  ['a question twice', { texts: [...FORM.slice(0, 3), FORM[2]!, ...FORM.slice(3)] }, ['I3']],
  ['a question that is missing', { texts: FORM.filter((_, i) => i !== 4) }, ['I4']],
  ['questions in disorder', { texts: [FORM[1]!, FORM[0]!, ...FORM.slice(2)] }, ['I4', 'I4', 'I4']],
  ['a form without an end', { texts: FORM.slice(0, 11) }, ['I3']],
  ['no card', { cards: [] }, ['I3']],
  ['two cards as new', { cards: [`📋 ${ID}`, `📋 ${ID}`] }, ['I3']],
  ['a message that was given up', { dead: 1 }, ['I3']],
])('%s', (_, change, promises) => {
  expect(found(change)).toEqual(promises);
});
