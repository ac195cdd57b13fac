import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.ts';
import { stateAt, step } from '../../src/core/flow.ts';
import { resume } from '../../src/core/resume.ts';
import { eventsFor, waysThrough } from './paths.ts';

const ids = [...flows.keys()];
const waiting = ids.filter((id) => Object.values(flows.get(id)!.states).some((state) => state.on));
/** States that are passed at once, whoever comes: `always` without a guard at its end. */
const passed = (id: string, state: string) =>
  flows.get(id)!.states[state]!.always?.some((way) => !way.when) === true;

describe('every flow', () => {
  it.each(ids)('%s: every state can be reached', (id) => {
    const reached = waysThrough(id);
    const states = Object.keys(flows.get(id)!.states).filter((state) => !passed(id, state));
    expect([...reached.keys()].sort()).toEqual(expect.arrayContaining(states.sort()));
  });

  it.each(waiting)(
    '%s: walked to any state, no event breaks it, and what it stores can be taken up again',
    (id) => {
      const flow = flows.get(id)!;
      const starts = [...waysThrough(id).values()].filter((one) => one.stack.length > 0);
      const everything = Object.keys(flow.states).flatMap((state) => eventsFor(flow, state));
      fc.assert(
        fc.property(
          fc.constantFrom(...starts),
          fc.array(fc.constantFrom(...everything), { maxLength: 25 }),
          (start, events) => {
            let stack = start.stack;
            for (const event of events) {
              if (stack.length === 0) return;
              const next = step(flows, stack, event);
              stack = next.stack;
              expect(resume(flows, JSON.parse(JSON.stringify(stack)) as typeof stack)).toBeDefined();
              for (const position of stack) expect(stateAt(flows, position).final).toBeUndefined();
            }
          },
        ),
        { numRuns: 300, seed: 20261121 },
      );
    },
  );

  it.each(ids)('%s: a state that waits says something', (id) => {
    const flow = flows.get(id)!;
    for (const [name, state] of Object.entries(flow.states)) {
      if (state.final || passed(id, name)) continue;
      const acts = state.entry?.some(
        (effect) => effect.type === 'say' || effect.type === 'call' || effect.type === 'enter',
      );
      expect(
        acts,
        `${id}.${name} neither says, calls nor enters anything: a person would stand before silence`,
      ).toBe(true);
    }
  });
});

describe('a stored position', () => {
  it('of an unknown flow, state or version is not taken up: the caller tells the person kindly', () => {
    const good = { flow: 'menu', version: 1, at: 'home', data: {}, trail: [] };
    expect(resume(flows, [good])).toEqual([good]);
    expect(resume(flows, [{ ...good, flow: 'gone' }])).toBeUndefined();
    expect(resume(flows, [{ ...good, at: 'constructor' }])).toBeUndefined();
    expect(resume(flows, [{ ...good, version: 99 }])).toBeUndefined();
  });
});
