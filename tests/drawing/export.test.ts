import { describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.ts';
import { toMermaid, toXState } from '../../src/drawing/index.ts';
import type { XStateMachine, XStateNode } from '../../src/drawing/index.ts';
import { example, names } from './example.ts';

const transitionsOf = (node: XStateNode) => [
  ...(node.always ?? []),
  ...Object.values(node.on ?? {}).flat(),
  ...(node.invoke ?? []).flatMap(({ onDone }) => onDone ?? []),
];

/** What an XState machine would throw for, or quietly never reach. */
function faultsOf(machine: XStateMachine): string[] {
  const exists = (state: string) => Object.hasOwn(machine.states, state);
  const lost = Object.entries(machine.states).flatMap(([key, node]) =>
    transitionsOf(node).flatMap(({ target }) =>
      target === undefined || exists(target) ? [] : [`${key} → ${target}`],
    ),
  );
  return [...(exists(machine.initial) ? [] : [`initial ${machine.initial}`]), ...lost];
}

describe('the export for the XState v5 editor', () => {
  it.each([...flows.values()].map((flow) => [flow.id, flow] as const))(
    '%s: every target and the initial state exist, and it is plain JSON',
    (_, flow) => {
      const machine = toXState(flow);
      expect(faultsOf(machine)).toEqual([]);
      expect(JSON.parse(JSON.stringify(machine))).toStrictEqual(machine);
      expect(Object.keys(machine.states)).toEqual(Object.keys(flow.states));
    },
  );

  it('loses no way of any flow', () => {
    for (const flow of flows.values()) {
      const { states } = toXState(flow);
      for (const [key, state] of Object.entries(flow.states)) {
        const written = [...(state.always ?? []), ...Object.values(state.on ?? {}).flat()];
        expect(transitionsOf(states[key]!), `${flow.id}.${key}`).toHaveLength(written.length);
      }
    }
  });

  it('would notice a target that does not exist', () => {
    const machine = toXState(example);
    machine.states['ask']!.always = [{ target: 'nowhere' }];
    machine.initial = 'beginning';
    expect(faultsOf(machine)).toEqual(['initial beginning', 'ask → nowhere']);
  });

  it('names guards, actions and content; invokes services and flows that a state calls', () => {
    const { states, version, context, meta } = toXState(example);
    expect({ version, context, meta }).toEqual({ version: '2', context: {}, meta: { form: true } });
    expect(states['look']!.invoke).toEqual([
      {
        src: 'find-units',
        id: 'look:find-units',
        onDone: [{ target: 'ask', guard: 'found: false' }, { target: 'people' }],
      },
    ]);
    expect(states['people']).toEqual({
      description: 'Số người',
      meta: { step: 2 },
      entry: [{ type: 'say', params: { content: 'example.people' } }],
      always: [{ target: 'left', guard: 'isQuick' }],
      on: {
        text: [
          { target: 'left', guard: 'isCount', actions: [{ type: 'takeCount' }] },
          { actions: [{ type: 'say', params: { content: 'example.people-invalid' } }] },
        ],
        choose: [
          { target: 'ask', guard: 'again' },
          { target: 'people', guard: 'anew', reenter: true },
        ],
      },
    });
    expect(states['ask']!.on!['choose']![2]).toEqual({ target: 'left', guard: 'when:ask.choose.2' });
    expect(states['left']!.type).toBe('final');
  });
});

describe('the Mermaid text', () => {
  it('has one line a state and a way, and no sign that Mermaid takes for its own', () => {
    const lines = toMermaid(example, names).split('\n');
    expect(lines[0]).toBe('stateDiagram-v2');
    expect(lines).toContain(`  state "1. Hỏi 'gì' &  ai " as s_ask`);
    expect(lines).toContain('  s_ask --> s_people : chọn “Đồng ý” / no / skip');
    expect(lines).toContain('  s_left --> [*]');
    expect(lines).toContain('  class s_look passing');
    for (const flow of flows.values()) {
      for (const line of toMermaid(flow, names)
        .split('\n')
        .filter((text) => text.includes('-->'))) {
        expect(line).toMatch(/^ {2}(\[\*\]|s_\w+) --> (\[\*\]|s_\w+)( : [^:;#"]+)?$/);
      }
    }
  });
});
