/** Did you mean: the nearest of the allowed words. */
import { fold } from '../core/text.ts';

/** The allowed word that was most likely meant, or none when nothing is near. Marks, case, `_` and `-` do not count. */
export function nearest(word: string, allowed: readonly string[]): string | undefined {
  const key = plain(word);
  if (!key || key.length > 60) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(key.length / 3)) + 1;
  for (const candidate of allowed) {
    const distance = editDistance(key, plain(candidate));
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Levenshtein's distance, in UTF-16 units. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + same));
    }
    row = next;
  }
  return row[b.length]!;
}

/** `có phải ‘x’?` and the list of what is allowed, as a hint. */
export function suggest(word: string, allowed: readonly string[]): string {
  const near = nearest(word, allowed);
  const list = `Giá trị cho phép: ${allowed.join(', ')}`;
  return near ? `có phải ‘${near}’? ${list}` : list;
}

const plain = (word: string) => fold(word).replace(/[\s_-]+/g, '');
