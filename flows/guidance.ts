/** Guidance cards: the five K, and the vaccine before, at and after. What is served follows day and phase. */
import { defineFlow } from '../src/core/flow.ts';
import { call, chose, resultIs, say } from './parts.ts';

interface Guidance {
  topic: string;
  card?: string;
  title?: string;
  text?: string;
  source?: string;
  next?: string;
  /** The health check offered under the cards: what its button does, and says. */
  check?: string;
  checkLabel?: string;
}

interface CardFound extends Omit<Guidance, 'topic'> {
  found: boolean;
}

const openChosen = {
  set: (_: Guidance, event: { option: string }) => ({ card: event.option }),
  to: 'open' as const,
};
const toList = { when: chose('list'), to: 'list' as const };
const toNext = {
  when: chose('next'),
  set: (data: Guidance) => ({ card: data.next ?? '' }),
  to: 'open' as const,
};
const hasNext = (_: Guidance, event: { value: unknown }) => Boolean((event.value as CardFound).next);

const filled = (_: Guidance, event: { value: unknown }) => {
  const { found: _found, ...card } = event.value as CardFound;
  return card;
};

export const guidance = defineFlow<Guidance>()({
  id: 'guidance',
  version: 1,
  title: 'Hướng dẫn 5K và vắc xin',
  initial: 'start',
  data: { topic: '5k' },
  states: {
    start: {
      title: 'Chủ đề nào',
      entry: [call('guidance-topic')],
      on: {
        result: [
          { when: resultIs('found', false), to: 'nothing' },
          { set: filled, to: 'list' },
        ],
      },
    },
    list: {
      title: 'Các thẻ',
      entry: [say('guidance.list', 'cards')],
      on: { choose: [openChosen] },
    },
    open: {
      title: 'Tìm thẻ',
      entry: [call('guidance-card')],
      on: {
        result: [
          { when: resultIs('found', false), to: 'nothing' },
          { when: hasNext, set: filled, to: 'card' },
          { set: filled, to: 'last' },
        ],
      },
    },
    card: {
      title: 'Một thẻ',
      entry: [say('guidance.card')],
      on: { choose: [toNext, toList] },
    },
    last: {
      title: 'Thẻ cuối',
      entry: [say('guidance.last')],
      on: { choose: [toList] },
    },
    nothing: {
      title: 'Đang cập nhật',
      entry: [say('guidance.nothing')],
      final: true,
    },
  },
});
