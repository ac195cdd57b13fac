/** What stands on a way, in Vietnamese. */
import { EVENTS, guardWord, serviceWord } from './words.ts';
import type { Names } from './names.ts';
import type { PlainState, Way } from './ways.ts';
import { calledIn, enteredIn, saidIn, waysOf } from './ways.ts';

/** A button's words stay on one line. */
const NO_BREAK = '\u00A0';

export const flowTitle = (id: string, names: Names) => names.flow?.(id) ?? id;

/** What a way needs beyond its event: a button, a condition, `còn lại` after others; empty: nothing. */
export function conditionOf(state: PlainState, way: Way, names: Names): string {
  if (way.event === 'choose') return optionOf(state, way, names);
  if (way.guarded) return guardWord(way.guard);
  const others = waysOf(state).some((other) => other.event === way.event && other.guarded);
  return others && way.to !== undefined ? 'còn lại' : '';
}

/** The buttons that a guard is named after, as members see them; a guard that is no option says its condition. */
function optionOf(state: PlainState, way: Way, names: Names): string {
  if (!way.guarded) return 'một mục';
  if (way.guard === undefined) return guardWord(undefined);
  const contents = [...saidIn(state.entry), ...waysOf(state).flatMap(({ effects }) => saidIn(effects))];
  const labelled = (option: string) => {
    for (const content of contents) {
      const label = names.label?.(content, option);
      if (label) return `“${label.replaceAll(' ', NO_BREAK)}”`;
    }
    return undefined;
  };
  return way.guard
    .split(' / ')
    .map((option) => labelled(option) ?? guardWord(option))
    .join(' / ');
}

/** The event of a way: `xong Hỏi đáp` after a called flow, nothing after a service (its state names it). */
export function eventOf(state: PlainState, way: Way, names: Names): string {
  if (way.event === 'always') return way.guarded ? 'nếu' : '';
  if (way.event === 'result') return calledIn(state.entry).length === 1 ? '' : EVENTS.result;
  if (way.event !== 'returned') return EVENTS[way.event];
  const entered = enteredIn([...(state.entry ?? []), ...waysOf(state).flatMap(({ effects }) => effects)]);
  const titles = [...new Set(entered)].map((id) => flowTitle(id, names));
  return `${EVENTS.returned} ${titles.join(' / ') || 'việc chen ngang'}`;
}

/** The whole label: ways with the same event share a line, so that `chọn “Có” / “Không”` is said once. */
export function labelOf(state: PlainState, ways: readonly Way[], names: Names): string[] {
  const lines = new Map<string, string[]>();
  const asked = (way: Way) => (way.event === 'always' ? 1 : 0);
  for (const way of [...ways].sort((a, b) => asked(a) - asked(b))) {
    const event = eventOf(state, way, names);
    lines.set(event, [...(lines.get(event) ?? []), conditionOf(state, way, names)]);
  }
  return [...lines].map(([event, conditions]) => {
    const said = [...new Set(conditions)].filter((condition) => condition !== '').join(' / ');
    const joint = event === '' || said === '' || event === 'chọn' || event === 'nếu' ? ' ' : ': ';
    return [event, said].filter((part) => part !== '').join(joint);
  });
}

/** What a state does by itself on being entered, besides speaking. */
export function subtitleOf(state: PlainState, names: Names): string {
  const services = calledIn(state.entry).map(serviceWord);
  const entered = enteredIn(state.entry).map((id) => `sang phần ${flowTitle(id, names)}`);
  const title = state.title.toLowerCase();
  return [...services, ...entered].filter((words) => words !== title).join(', ');
}
