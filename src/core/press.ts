/**
 * What a button carries. Two kinds: an answer to a question, good only while that question is the last one asked
 * (`c:<tag>:<option>`), and an action that the router knows, good at any time (`menu:5k`, `report:acknowledge:PA-…`).
 * Short enough for Telegram's 64 bytes, and never an authorisation: who may do what is looked up in the store.
 */

/** Options longer than this are carried as a hash; the answer is looked up among those offered. */
const LONGEST_OPTION_BYTES = 40;

/** The way to the first screen: good on every button, however old. */
export const HOME = 'menu:home';

/** FNV-1a, 32 bits, as base 36: a short name for something that is known on both sides. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

/** Names the question that a flow asks in a state. */
export function questionTag(flow: string, state: string): string {
  return shortHash(`${flow}.${state}`);
}

const utf8 = new TextEncoder();
/** Of one UTF-16 unit at most. */
const MOST_BYTES = 3;

function carried(option: string): string {
  const surely = option.length * MOST_BYTES <= LONGEST_OPTION_BYTES;
  return surely || utf8.encode(option).length <= LONGEST_OPTION_BYTES ? option : `~${shortHash(option)}`;
}

/** An option with a colon is an action of the router and is carried as it is. */
export function isAction(option: string): boolean {
  return option.includes(':');
}

export function answerData(tag: string, option: string): string {
  return isAction(option) ? option : `c:${tag}:${carried(option)}`;
}

export function readAnswer(data: string): { tag: string; option: string } | undefined {
  const found = /^c:([0-9a-z]+):(.+)$/s.exec(data);
  return found ? { tag: found[1]!, option: found[2]! } : undefined;
}

/** The offered option that a pressed answer means. */
export function offered(options: readonly string[], pressed: string): string | undefined {
  return options.find((option) => carried(option) === pressed);
}
