/** Small parts that several flows share: guards by name, and the typed shape of a say. */
import type { Effect } from '../src/core/effect.ts';
import { hasWords } from '../src/core/text.ts';

export const say = (content: string, list?: string): Effect =>
  list ? { type: 'say', content, list } : { type: 'say', content };

export const call = (service: string): Effect => ({ type: 'call', service });

export const enter = (flow: string, input?: Record<string, unknown>, pass?: readonly string[]): Effect => ({
  type: 'enter',
  flow,
  ...(input ? { input } : {}),
  ...(pass ? { pass } : {}),
});

export interface Chosen {
  option: string;
}

/** A guard for one option; named after it, so that drawings say which. */
export function chose(...options: readonly string[]) {
  const guard = (_: unknown, event: Chosen) => options.includes(event.option);
  Object.defineProperty(guard, 'name', { value: options.join(' / ') });
  // Read by the content check: a wording that offers no such button would leave the member without this way.
  return Object.assign(guard, { options });
}

/** The result's `value` is an object with that field true. */
export function resultIs(field: string, wanted: unknown = true) {
  const guard = (_: unknown, event: { value: unknown }) =>
    (event.value as Record<string, unknown> | null | undefined)?.[field] === wanted;
  Object.defineProperty(guard, 'name', { value: wanted === true ? field : `${field}: ${String(wanted)}` });
  return guard;
}

export function writesWords(_: unknown, event: { text: string }): boolean {
  return hasWords(event.text);
}
