/** Questions that look alike, for an editor to judge: half words, half letters in threes. */
import { labelKey } from '../../core/text.ts';
import { asksOf, faultAt, isAsked, together } from './questions.ts';
import type { Fault } from '../fault.ts';
import type { Entry } from '../items.ts';

/** Measured on the project's own questions: doubles lie at 0.47–0.85, different ones at 0.42–0.46, a few above. */
const ALIKE = 0.6;

/** Advice on the FAQ's questions (not their other wordings) that may be the same one. */
export function likenessFaults(entries: readonly Entry[]): Fault[] {
  const faults: Fault[] = [];
  const questions = entries.filter(isAsked).map((entry) => {
    const asked = asksOf(entry)[0]!;
    const key = labelKey(asked.words);
    return { entry, asked, key, words: new Set(key.split(' ')), threes: threesOf(key) };
  });
  questions.forEach((one, i) => {
    for (const other of questions.slice(0, i)) {
      if (one.key === other.key || !together(one.entry.item, other.entry.item)) continue;
      const likeness = 0.5 * dice(one.words, other.words) + 0.5 * dice(one.threes, other.threes);
      if (likeness < ALIKE) continue;
      const message = `Câu hỏi gần giống ${other.entry.item.path}: “${other.asked.words}”`;
      faults.push(
        faultAt(one.asked, 'advice', message, 'nếu là một câu thì gộp lại, đưa câu này vào cach_hoi_khac'),
      );
      break;
    }
  });
  return faults;
}

/** Dice's coefficient of two sets, 0 to 1. */
export function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let common = 0;
  for (const part of a) if (b.has(part)) common++;
  return (2 * common) / (a.size + b.size);
}

function threesOf(key: string): Set<string> {
  const padded = ` ${key} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, i) => padded.slice(i, i + 3)));
}
