/** A small flow with one of everything that a picture must show or leave out. */
import { defineFlow } from '../../src/core/flow.ts';
import type { Names } from '../../src/drawing/index.ts';

const named = (name: string) => Object.defineProperty(() => true, 'name', { value: name });
const isCount = () => true;
const takeCount = () => ({ people: 1 });

export const example = defineFlow<{ people?: number; when?: undefined }>()({
  id: 'example',
  version: 2,
  title: 'Thử vẽ',
  form: true,
  initial: 'look',
  data: { when: undefined },
  states: {
    look: {
      title: 'Tìm',
      entry: [{ type: 'call', service: 'find-units' }],
      on: { result: [{ when: named('found: false'), to: 'ask' }, { to: 'people' }] },
    },
    ask: {
      title: 'Hỏi "gì" & <ai>',
      step: 1,
      entry: [{ type: 'say', content: 'example.ask' }],
      on: {
        choose: [
          { when: named('yes / no'), to: 'people' },
          { when: named('skip'), to: 'people' },
          { when: (_, event) => event.option === '', to: 'left' },
        ],
        text: [{ effects: [{ type: 'enter', flow: 'faq', pass: ['question'] }] }],
        returned: [{ to: 'left' }],
      },
    },
    people: {
      title: 'Số người',
      step: 2,
      always: [{ when: named('isQuick'), to: 'left' }],
      entry: [{ type: 'say', content: 'example.people' }],
      on: {
        text: [
          { when: isCount, set: takeCount, to: 'left' },
          { effects: [{ type: 'say', content: 'example.people-invalid' }] },
        ],
        choose: [
          { when: named('again'), to: 'ask' },
          { when: named('anew'), to: 'people' },
        ],
      },
    },
    left: { title: 'Xong việc', entry: [{ type: 'say', content: 'example.left' }], final: true },
  },
});

export const names: Names = {
  flow: (id) => (id === 'faq' ? 'Hỏi đáp' : undefined),
  label: (content, option) => (content === 'example.ask' && option === 'yes' ? 'Đồng ý' : undefined),
};
