import { expect, it } from 'vitest';
import { splitText } from '../../src/channels/split.ts';

it('every part of a long card is known to be about the report, so that none outlives an erasure', () => {
  const card = { text: 'một hai ba bốn '.repeat(20), card: 'PA-2611-ABCDE' };
  const parts = splitText(card, 100);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.at(-1)).toMatchObject({ card: 'PA-2611-ABCDE' });
  for (const part of parts.slice(0, -1)) {
    expect(part.card).toBeUndefined();
    expect(part.about).toBe('PA-2611-ABCDE');
  }
});
