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
  /** Of an answer that is withdrawn: the reason, and whom to call. */
  why?: string;
  phone?: string;
  who?: string;
  /** The health check offered under the answer: what its button does, and says. */
  check?: string;
  checkLabel?: string;
}

const anew = [
  { set: (_: Faq, event: { text: string }) => ({ question: event.text, nearest: [] }), to: 'look' as const },
];
const meetOfficer = {
  when: chose('officer'),
  effects: [enter('hardship-report', { category: 'hoi-can-bo' }, ['question'])],
};
const answered = (_: Faq, event: { value: unknown }) => event.value as Partial<Faq>;
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
          { when: resultIs('kind', 'unsure'), set: answered, to: 'unsure' },
          { to: 'unknown' },
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
      entry: [say('faq.answer')],
      on: {
        text: anew,
        returned: silently,
        choose: [{ when: chose('right'), to: 'thanked' }, { when: chose('wrong'), to: 'wrong' }, meetOfficer],
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
    thanked: {
      title: 'Cảm ơn',
      entry: [say('faq.thanked')],
      final: true,
    },
  },
});
