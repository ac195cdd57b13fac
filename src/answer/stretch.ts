/**
 * What is left of a word whose letters were held down (`đượcccc`, `quááá`): runs of three or more cut to one and to
 * two. Empty when nothing was held down.
 */
export function shortened(word: string): string[] {
  const once = word.replace(/(\p{L})\1{2,}/gu, '$1');
  if (once === word) return [];
  return [once, word.replace(/(\p{L})\1{2,}/gu, '$1$1')];
}
