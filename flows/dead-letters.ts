/** What could not be delivered: an administrator looks at it, has it sent again, or sets it aside. */
import { defineFlow } from '../src/core/flow.ts';
import { call, chose, resultIs, say } from './parts.ts';

interface DeadLetters {
  /** What to do with `letter`, or with all of them. */
  act?: 'again' | 'aside' | undefined;
  letter?: string | undefined;
  waiting?: string;
  told?: string;
}

const fill = (_: DeadLetters, event: { value: unknown }) => event.value as Partial<DeadLetters>;
const forgotten = () => ({ act: undefined, letter: undefined });
const wants = (act: 'again' | 'aside') => {
  const guard = (data: DeadLetters) => data.act === act;
  Object.defineProperty(guard, 'name', { value: act });
  return guard;
};

export const deadLetters = defineFlow<DeadLetters>()({
  id: 'dead-letters',
  version: 1,
  title: 'Tin chưa gửi được',
  initial: 'start',
  data: {},
  states: {
    start: {
      title: 'Còn tin nào',
      entry: [call('dead-letters')],
      on: {
        result: [
          { when: resultIs('admin', false), to: 'stranger' },
          { when: resultIs('waiting', '0'), to: 'none' },
          { when: wants('again'), set: fill, to: 'again' },
          { when: wants('aside'), set: fill, to: 'sure' },
          { set: fill, to: 'list' },
        ],
      },
    },
    stranger: { title: 'Không phải quản trị', entry: [say('dead-letters.not-admin')], final: true },
    none: { title: 'Không còn tin kẹt', entry: [say('dead-letters.none')], final: true },
    list: {
      title: 'Danh sách',
      entry: [say('dead-letters.list', 'dead-letters')],
      on: {
        choose: [
          { when: chose('again'), set: () => ({ act: 'again' as const }), to: 'again' },
          { when: chose('aside'), to: 'sure' },
          { set: (_, event) => ({ letter: event.option }), to: 'look' },
        ],
      },
    },
    look: {
      title: 'Xem một tin',
      entry: [call('dead-letter')],
      on: {
        result: [
          { when: resultIs('found'), set: fill, to: 'one' },
          { set: forgotten, to: 'start' },
        ],
      },
    },
    one: {
      title: 'Một tin',
      entry: [say('dead-letters.one')],
      on: {
        choose: [
          { when: chose('again'), to: 'again' },
          { when: chose('aside'), to: 'aside' },
          { when: chose('list'), set: forgotten, to: 'start' },
        ],
      },
    },
    sure: {
      title: 'Cất tất cả?',
      entry: [say('dead-letters.sure')],
      on: {
        choose: [
          { when: chose('yes'), to: 'aside' },
          { when: chose('no'), set: forgotten, to: 'start' },
        ],
      },
    },
    again: {
      title: 'Gửi lại',
      entry: [call('send-again')],
      on: { result: [{ set: (data, event) => ({ ...forgotten(), ...fill(data, event) }), to: 'sent' }] },
    },
    aside: {
      title: 'Cất đi',
      entry: [call('set-aside')],
      on: { result: [{ set: (data, event) => ({ ...forgotten(), ...fill(data, event) }), to: 'put-away' }] },
    },
    sent: { title: 'Đã xếp gửi lại', entry: [say('dead-letters.sent-again')], final: true },
    'put-away': { title: 'Đã cất', entry: [say('dead-letters.set-aside')], final: true },
  },
});
