/** The first screen, and the ground on which every other flow stands. Free text is no answer to it: what it means, the app finds out. */
import { defineFlow } from '../src/core/flow.ts';
import { call, resultIs, say } from './parts.ts';

interface Menu {
  draft?: string;
}

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
      on: { returned: silently },
    },
    home: {
      title: 'Màn hình chính',
      entry: [say('menu.home')],
      on: { returned: silently },
    },
    'home-with-draft': {
      title: 'Màn hình chính, có phiếu viết dở',
      entry: [say('menu.home-with-draft')],
      on: { returned: silently },
    },
  },
});
