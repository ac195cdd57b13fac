/** A form was left half-filled: go on with it, or begin anew. */
import { defineFlow } from '../src/core/flow.ts';
import { chose, say } from './parts.ts';

export const draft = defineFlow<object>()({
  id: 'draft',
  version: 1,
  title: 'Phiếu viết dở',
  initial: 'ask',
  data: {},
  states: {
    ask: {
      title: 'Viết tiếp hay viết mới',
      entry: [say('draft.ask')],
      on: {
        choose: [
          { when: chose('continue'), effects: [{ type: 'take-up-draft' }], to: 'left' },
          {
            when: chose('anew'),
            effects: [{ type: 'drop-draft' }, { type: 'go', flow: 'hardship-report' }],
            to: 'left',
          },
        ],
      },
    },
    left: { title: 'Đã chọn', final: true },
  },
});
