/** A question: a sure answer with its source, three near ones when unsure, an honest word when unknown. */
import { defineFlow } from '../src/core/flow.ts';
import { call, chose, enter, resultIs, say } from './parts.ts';

interface Faq {
  question?: string;
  /** Asked in the middle of a form: the answer is told, then the form goes on. */
  inForm?: boolean;
  answer?: string;
  source?: string;
  title?: string;
  item?: string;
  nearest?: string[];
  /** Questions near the answered one, as text where the channel has no room for buttons. */
  related?: string;
  /** Of two questions the one that was not answered surely. */
  other?: string;
  /** Questions in a row that were not answered: the hints change, then a person is offered. */
  missed?: number;
  tried?: string[];
  /** Of an answer that is withdrawn: the reason, and whom to call. */
  why?: string;
  phone?: string;
  who?: string;
  /** The health check offered under the answer: what its button does, and says. */
  check?: string;
  checkLabel?: string;
}

/** The miss after which a person is offered instead of another hint. */
const PERSON_AFTER = 3;

const anew = [
  { set: (_: Faq, event: { text: string }) => ({ question: event.text, nearest: [] }), to: 'look' as const },
];
const meetOfficer = {
  when: chose('officer'),
  effects: [enter('hardship-report', { category: 'hoi-can-bo' }, ['question'])],
};
const answered = (_: Faq, event: { value: unknown }) => ({
  ...(event.value as Partial<Faq>),
  missed: 0,
  tried: [],
});
const missedNow = (data: Faq): Partial<Faq> => ({
  missed: (data.missed ?? 0) + 1,
  tried: [...(data.tried ?? []), data.question ?? ''].slice(-PERSON_AFTER),
});
const missing = (data: Faq, event: { value: unknown }) => ({
  ...(event.value as Partial<Faq>),
  ...missedNow(data),
});
/** Near questions are offered beside the person only when something is near. */
const missingLast = (data: Faq, event: { value: unknown }) => ({
  ...missing(data, event),
  ...(resultIs('kind', 'unsure')(data, event) ? {} : { nearest: [] }),
});
const isLastMiss = (data: Faq) => (data.missed ?? 0) + 1 >= PERSON_AFTER;
const isSecondMiss = (data: Faq) => data.missed === 1;
const unsureAgain = (data: Faq, event: { value: unknown }) =>
  isSecondMiss(data) && resultIs('kind', 'unsure')(data, event);
/** What was asked in vain goes to the officer whole. */
const meetOfficerWithAll = {
  ...meetOfficer,
  set: (data: Faq) => ({ question: [...new Set(data.tried ?? [])].join('\n') }),
};
const surelyInForm = (data: Faq, event: { value: unknown }) =>
  data.inForm === true && (event.value as { kind?: string }).kind === 'sure';
const picked = { set: (_: Faq, event: { option: string }) => ({ item: event.option }), to: 'read' as const };
/** The officer has been asked, or the form was left: nothing more to say here. */
const silently = [{}];

export const faq = defineFlow<Faq>()({
  id: 'faq',
  version: 1,
  title: 'Hỏi đáp',
  initial: 'look',
  data: {},
  states: {
    look: {
      title: 'Tìm câu trả lời',
      entry: [call('answer')],
      on: {
        result: [
          { when: resultIs('kind', 'nothing-asked'), to: 'ask' },
          { when: surelyInForm, set: answered, to: 'told' },
          { when: resultIs('kind', 'sure'), set: answered, to: 'sure' },
          { when: resultIs('kind', 'withdrawn'), set: answered, to: 'withdrawn' },
          { when: isLastMiss, set: missingLast, to: 'person' },
          { when: unsureAgain, set: missing, to: 'unsure-again' },
          { when: resultIs('kind', 'unsure'), set: missing, to: 'unsure' },
          { when: isSecondMiss, set: missing, to: 'unknown-again' },
          { set: missing, to: 'unknown' },
        ],
      },
    },
    ask: {
      title: 'Mời hỏi',
      entry: [say('faq.ask')],
      on: { text: anew },
    },
    read: {
      title: 'Câu đã chọn',
      entry: [call('answer-of')],
      on: { result: [{ when: resultIs('kind', 'sure'), set: answered, to: 'sure' }, { to: 'unknown' }] },
    },
    sure: {
      title: 'Trả lời chắc chắn',
      entry: [say('faq.answer', 'related')],
      on: {
        text: anew,
        returned: silently,
        choose: [
          { when: chose('right'), to: 'thanked' },
          { when: chose('wrong'), set: missedNow, to: 'wrong' },
          meetOfficer,
          picked,
        ],
      },
    },
    told: {
      title: 'Trả lời giữa phiếu',
      entry: [say('faq.answer-in-form')],
      final: true,
    },
    withdrawn: {
      title: 'Đang được cập nhật',
      entry: [say('faq.withdrawn', 'nearest')],
      on: { text: anew, returned: silently, choose: [meetOfficer, picked] },
    },
    unsure: {
      title: 'Ba câu gần nhất',
      entry: [say('faq.unsure', 'nearest')],
      on: { text: anew, returned: silently, choose: [meetOfficer, picked] },
    },
    'unsure-again': {
      title: 'Vẫn chưa chắc',
      entry: [say('faq.unsure-again', 'nearest')],
      on: { text: anew, returned: silently, choose: [meetOfficer, picked] },
    },
    wrong: {
      title: 'Chưa đúng ý',
      entry: [call('note-wrong'), say('faq.wrong', 'nearest')],
      on: { text: anew, returned: silently, result: silently, choose: [meetOfficer, picked] },
    },
    unknown: {
      title: 'Không biết',
      entry: [say('faq.unknown')],
      on: { text: anew, returned: silently, choose: [meetOfficer] },
    },
    'unknown-again': {
      title: 'Vẫn không biết',
      entry: [say('faq.unknown-again')],
      on: { text: anew, returned: silently, choose: [meetOfficer] },
    },
    person: {
      title: 'Để cán bộ trả lời',
      entry: [say('faq.person', 'nearest')],
      on: { text: anew, returned: silently, choose: [meetOfficerWithAll, picked] },
    },
    thanked: {
      title: 'Cảm ơn',
      entry: [say('faq.thanked')],
      final: true,
    },
  },
});
