/** My reports: the custody chain as for a parcel; add words or photos, answer an officer, withdraw, Chưa ổn, Đã ổn. */
import { defineFlow } from '../src/core/flow.ts';
import type { FileRef } from '../src/core/update.ts';
import { call, chose, enter, resultIs, say, writesWords } from './parts.ts';

interface MyReports {
  reference?: string;
  /** Opened from a button: what to do at once. */
  act?: 'add' | 'answered' | 'offer' | 'withdraw' | 'reopen' | 'close' | undefined;
  detail?: string;
  words?: string;
  /** The words that are offered, if they were a question after all. */
  question?: string;
  gist?: string;
  file?: FileRef | undefined;
  rating?: number;
  /** When the member last wrote on, ms. */
  since?: number;
}

/** So long after their last words a member is still writing to the officer; later words are something else. */
const STILL_WRITING = 30 * 60_000;

const pick = {
  set: (_: MyReports, event: { option: string }) => ({ reference: event.option }),
  to: 'open' as const,
};
const fill = (_: MyReports, event: { value: unknown }) => event.value as Partial<MyReports>;
const wants = (act: string) => {
  const guard = (data: MyReports) => data.act === act;
  Object.defineProperty(guard, 'name', { value: act });
  return guard;
};
const rated = (_: MyReports, event: { option: string }) => /^[1-5]$/.test(event.option);
const stillWriting = (data: MyReports, event: { text: string; at: number }) =>
  writesWords(data, event) && data.since !== undefined && event.at - data.since <= STILL_WRITING;
const adding = {
  text: [
    {
      when: writesWords,
      set: (_: MyReports, event: { text: string }) => ({ words: event.text }),
      to: 'store' as const,
    },
  ],
  photo: [
    {
      set: (_: MyReports, event: { file: FileRef; caption?: string }) => ({
        file: event.file,
        words: event.caption ?? '',
      }),
      to: 'store' as const,
    },
  ],
  voice: [
    {
      set: (_: MyReports, event: { file: FileRef }) => ({ file: event.file, words: '' }),
      to: 'store' as const,
    },
  ],
};
/** After the first words: short messages in a row belong to them. */
const addingOn = { ...adding, text: [{ ...adding.text[0]!, when: stillWriting }] };
const done = [{ when: chose('done'), set: () => ({ act: undefined }), to: 'open' as const }];
const afterwards = [{ set: () => ({ act: undefined }), to: 'open' as const }];

export const myReports = defineFlow<MyReports>()({
  id: 'my-reports',
  version: 1,
  title: 'Phản ánh của tôi',
  initial: 'start',
  data: {},
  states: {
    start: {
      title: 'Có phản ánh nào',
      entry: [call('my-reports')],
      on: {
        result: [
          { when: resultIs('count', 0), to: 'none' },
          { when: resultIs('chosen'), to: 'open' },
          { to: 'list' },
        ],
      },
    },
    none: { title: 'Chưa có phản ánh', entry: [say('my-reports.none')], final: true },
    list: {
      title: 'Danh sách',
      entry: [say('my-reports.list', 'my-reports')],
      on: { choose: [pick] },
    },
    open: {
      title: 'Mở một phản ánh',
      entry: [call('my-report')],
      on: {
        result: [
          { when: resultIs('found', false), to: 'none' },
          { when: wants('add'), set: fill, to: 'add' },
          { when: wants('answered'), set: (_, event) => ({ since: event.at }), to: 'answered' },
          { when: wants('offer'), to: 'offer' },
          { when: wants('withdraw'), set: fill, to: 'withdraw' },
          { when: wants('reopen'), set: fill, to: 'reopen' },
          { when: wants('close'), set: fill, to: 'rate' },
          { set: fill, to: 'detail' },
        ],
      },
    },
    detail: {
      title: 'Đường đi của phản ánh',
      entry: [say('my-reports.detail', 'report-acts')],
      on: {
        choose: [
          { when: chose('add'), to: 'add' },
          { when: chose('withdraw'), to: 'withdraw' },
          { when: chose('reopen'), to: 'reopen' },
          { when: chose('close'), to: 'rate' },
          { when: chose('list'), set: () => ({ act: undefined }), to: 'list' },
        ],
      },
    },
    add: {
      title: 'Viết thêm',
      entry: [say('my-reports.add')],
      on: adding,
    },
    // Written outside any form: perhaps more of the report, perhaps a question.
    offer: {
      title: 'Thêm lời này chứ',
      entry: [say('my-reports.offer')],
      on: {
        choose: [
          { when: chose('add'), to: 'store' },
          { when: chose('ask'), effects: [enter('faq', undefined, ['question'])] },
          { when: chose('stop'), to: 'left' },
        ],
        returned: [{ to: 'done' }],
      },
    },
    left: { title: 'Thôi', entry: [say('my-reports.left')], final: true },
    done: { title: 'Đã hỏi', final: true },
    store: {
      title: 'Chuyển lời thêm',
      entry: [call('add-words')],
      on: { result: [{ set: (_, event) => ({ words: '', file: undefined, since: event.at }), to: 'added' }] },
    },
    added: {
      title: 'Đã chuyển',
      entry: [say('my-reports.added')],
      on: { ...addingOn, choose: done },
    },
    answered: {
      title: 'Đã chuyển lời đáp',
      entry: [say('my-reports.answered')],
      on: { ...addingOn, choose: done },
    },
    withdraw: {
      title: 'Rút lại, chắc chưa',
      entry: [say('my-reports.withdraw')],
      on: {
        choose: [
          { when: chose('yes'), to: 'withdrawing' },
          { when: chose('no'), set: () => ({ act: undefined }), to: 'open' },
        ],
      },
    },
    withdrawing: { title: 'Rút lại', entry: [call('withdraw')], on: { result: afterwards } },
    reopen: { title: 'Chưa ổn', entry: [call('reopen')], on: { result: [{ to: 'reopened' }] } },
    reopened: {
      title: 'Mở lại, nói thêm',
      entry: [say('my-reports.reopened')],
      on: { ...adding, choose: [{ when: chose('done'), set: () => ({ act: undefined }), to: 'open' }] },
    },
    rate: {
      title: 'Đã ổn, cho điểm',
      entry: [say('my-reports.rate')],
      on: {
        choose: [
          { when: rated, set: (_, event) => ({ rating: Number(event.option) }), to: 'closing' },
          { when: chose('skip'), to: 'closing' },
        ],
      },
    },
    closing: { title: 'Đóng', entry: [call('close')], on: { result: [{ to: 'closed' }] } },
    closed: { title: 'Đã đóng', entry: [say('my-reports.closed')], final: true },
  },
});
