/** After a press on a card: the officer's words to the member. Reason for Từ chối is required; a result is welcome. */
import { defineFlow } from '../src/core/flow.ts';
import { call, chose, resultIs, say, writesWords } from './parts.ts';

interface OfficerWords {
  reference: string;
  act: 'ask' | 'reply' | 'reject' | 'result' | 'offer';
  words?: string;
  /** Of the report, beside words that are offered. */
  gist?: string;
  why?: string;
}

const acts = (act: OfficerWords['act']) => {
  const guard = (data: OfficerWords) => data.act === act;
  Object.defineProperty(guard, 'name', { value: act });
  return guard;
};
const write = [
  {
    when: writesWords,
    set: (_: OfficerWords, event: { text: string }) => ({ words: event.text }),
    to: 'store' as const,
  },
];
const leave = [{ when: chose('stop'), to: 'left' as const }];

export const officerWords = defineFlow<OfficerWords>()({
  id: 'officer-words',
  version: 1,
  title: 'Cán bộ nhắn đoàn viên',
  initial: 'which',
  data: { reference: '', act: 'reply' },
  states: {
    which: {
      title: 'Việc gì',
      always: [
        { when: acts('ask'), to: 'ask' },
        { when: acts('reject'), to: 'reject' },
        { when: acts('result'), to: 'result' },
        { when: acts('offer'), to: 'offer' },
        { to: 'reply' },
      ],
    },
    ask: { title: 'Hỏi thêm', entry: [say('officer-words.ask')], on: { text: write, choose: leave } },
    reply: { title: 'Trả lời', entry: [say('officer-words.reply')], on: { text: write, choose: leave } },
    // Written without a press: words for a member are sent on the officer's word only.
    offer: {
      title: 'Gửi lời này chứ',
      entry: [say('officer-words.offer')],
      on: {
        choose: [{ when: chose('send'), set: () => ({ act: 'reply' }), to: 'store' }, ...leave],
      },
    },
    reject: {
      title: 'Lý do từ chối',
      entry: [say('officer-words.reject')],
      on: { text: write, choose: leave },
    },
    result: {
      title: 'Kết quả cụ thể',
      entry: [say('officer-words.result')],
      on: { text: write, choose: [{ when: chose('undo'), to: 'resume' }, ...leave] },
    },
    store: {
      title: 'Chuyển lời',
      entry: [call('officer-words')],
      on: {
        result: [
          { when: resultIs('done'), to: 'told' },
          { set: (_, event) => event.value as Partial<OfficerWords>, to: 'refused' },
        ],
      },
    },
    resume: {
      title: 'Bấm nhầm, mở lại',
      entry: [call('resume')],
      on: {
        result: [
          { when: resultIs('done'), to: 'resumed' },
          { set: (_, event) => event.value as Partial<OfficerWords>, to: 'refused' },
        ],
      },
    },
    resumed: { title: 'Đã mở lại', entry: [say('officer-words.resumed')], final: true },
    told: { title: 'Đã chuyển', entry: [say('officer-words.told')], final: true },
    refused: { title: 'Không chuyển được', entry: [say('officer-words.refused')], final: true },
    left: { title: 'Thôi', entry: [say('officer-words.left')], final: true },
  },
});
