/** The first screen, and the ground on which every other flow stands: free text here is a question. */
import { defineFlow } from '../src/core/flow.ts';
import { call, enter, resultIs, say } from './parts.ts';

interface Menu {
  question?: string;
  draft?: string;
}

const asQuestion = [
  {
    set: (_: Menu, event: { text: string }) => ({ question: event.text }),
    effects: [enter('faq', undefined, ['question'])],
  },
];
/** What was called has said its last word itself. */
const silently = [{}];

export const menu = defineFlow<Menu>()({
  id: 'menu',
  version: 1,
  title: 'Trang chủ',
  initial: 'open',
  data: {},
  states: {
    open: {
      title: 'Đoàn viên mới hay cũ',
      entry: [call('greeting')],
      on: {
        result: [
          { when: resultIs('first'), to: 'welcome' },
          { when: resultIs('draft'), to: 'home-with-draft' },
          { to: 'home' },
        ],
      },
    },
    welcome: {
      title: 'Lời chào đầu tiên',
      entry: [say('menu.welcome')],
      on: { text: asQuestion, returned: silently },
    },
    home: {
      title: 'Màn hình chính',
      entry: [say('menu.home')],
      on: { text: asQuestion, returned: silently },
    },
    'home-with-draft': {
      title: 'Màn hình chính, có phiếu viết dở',
      entry: [say('menu.home-with-draft')],
      on: { text: asQuestion, returned: silently },
    },
  },
});
