/** What a route listens for: a whole string, a RegExp, a function, or a list of them. */
import type { Context } from './context.ts';
import { describe } from './middleware.ts';

/** Returns the match, or something falsy. */
export type TriggerFn<C extends Context> = (value: string, ctx: C) => RegExpExecArray | null;
export type Trigger<C extends Context> = string | RegExp | TriggerFn<C>;
export type Triggers<C extends Context> = Trigger<C> | readonly Trigger<C>[];

/** The triggers as a list. A falsy one is refused where it is registered, not when a member writes. */
export function listTriggers<C extends Context>(verb: string, triggers: Triggers<C>): readonly Trigger<C>[] {
  const list = Array.isArray(triggers) ? (triggers as readonly Trigger<C>[]) : [triggers as Trigger<C>];
  for (const trigger of list) {
    const known = typeof trigger === 'string' || typeof trigger === 'function' || trigger instanceof RegExp;
    if (!trigger || !known)
      throw new TypeError(
        `Invalid trigger in ${verb}(${describe(triggers)}): ${describe(trigger)} can match nothing. ` +
          'Give a string that is not empty, a RegExp, a function, or a list of these',
      );
  }
  return list;
}

/** One function for the whole list: the match of the first that matches. */
export function matcher<C extends Context>(list: readonly Trigger<C>[]): TriggerFn<C> {
  const fns = list.map(toFunction);
  const only = fns[0];
  if (only !== undefined && fns.length === 1) return only;
  return (value, ctx) => {
    for (const fn of fns) {
      const match = fn(value, ctx);
      if (match) return match;
    }
    return null;
  };
}

/** The match of a string trigger: what `/^…$/.exec` gives for the same words. */
export function whole(value: string): RegExpExecArray {
  return anything.exec(value) as RegExpExecArray;
}
const anything = /^[^]*$/;

function toFunction<C extends Context>(trigger: Trigger<C>): TriggerFn<C> {
  if (typeof trigger === 'function') return trigger;
  if (typeof trigger === 'string') return (value) => (value === trigger ? whole(value) : null);
  const prefix = literalPrefix(trigger);
  return (value) => {
    // A /g or /y expression remembers where it stopped; each update starts afresh.
    trigger.lastIndex = 0;
    return value.startsWith(prefix) ? trigger.exec(value) : null;
  };
}

/** Plain characters with which every match must begin, so that most updates need no matching. Empty: none sure. */
function literalPrefix({ source, flags }: RegExp): string {
  if (/[imvy]/.test(flags) || source.includes('|')) return '';
  const found = /^\^([\w :/=@#-]+)(.?)/s.exec(source);
  const plain = found?.[1] ?? '';
  // The last character may be one that a quantifier makes optional.
  return /[?*+{]/.test(found?.[2] ?? '') ? plain.slice(0, -1) : plain;
}
