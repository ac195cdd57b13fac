/** The outcome of a health check, in the words of content/guidance, with their source; the numbers to call whatever they say. */
import { sourceLine } from '../../content/served.ts';
import { numbersFor } from './danger.ts';
import { textFor } from './knowledge.ts';
import type { Service } from './service.ts';
import { textOf } from './service.ts';

export const checkOutcome: Service = (turn, data) => {
  const outcome = textOf(data['outcome']);
  const numbers = numbersFor(turn, 'body');
  const item = turn.knowledge
    .cards(textOf(data['topic']), turn.at, turn.person.unit)
    .find((card) => card.outcome === outcome);
  if (!item) return { found: false, outcome, numbers };
  return {
    found: true,
    outcome,
    numbers,
    title: item.title,
    text: textFor(turn, item),
    source: sourceLine(item),
  };
};
