import { describe, expect, it } from 'vitest';
import type { Position } from '../../src/core/conversation.ts';
import type { Flow, FlowEvent, Step } from '../../src/core/flow.ts';
import { defineFlow, enter, step, stepsOf } from '../../src/core/flow.ts';

interface Order {
  what?: string;
  size?: string;
  note?: string;
  editing?: boolean;
  given?: boolean;
}
const text = (value: string): FlowEvent => ({ type: 'text', text: value, at: 1 });
const choose = (option: string): FlowEvent => ({ type: 'choose', option, at: 1 });
const back: FlowEvent = { type: 'back', at: 1 };
const result = (value: unknown): FlowEvent => ({ type: 'result', service: 'known', value, at: 1 });

/** A small form: what → size (another flow) → note → done; `editing` passes straight on to the end. */
const order = defineFlow<Order>()({
  id: 'order',
  version: 2,
  title: 'Đặt',
  form: true,
  initial: 'what',
  data: {},
  output: (data) => ({ note: data.note ?? '' }),
  migrate: (old) =>
    old.version === 1 ? { ...old, version: 2, at: old.at === 'thing' ? 'what' : old.at } : undefined,
  states: {
    what: {
      title: 'Gì',
      step: 1,
      entry: [{ type: 'say', content: 'order.what' }],
      on: {
        text: [
          {
            when: (_, event) => event.text === 'gì cũng được',
            effects: [{ type: 'say', content: 'order.vague' }],
          },
          { set: (_, event) => ({ what: event.text }), to: 'size' },
        ],
        returned: [{ to: 'note' }],
      },
    },
    size: {
      title: 'Cỡ',
      step: 2,
      always: [{ when: (data) => data.editing === true, to: 'note' }],
      entry: [{ type: 'enter', flow: 'size' }],
      on: { returned: [{ set: (_, event) => ({ size: String(event.output['size']) }), to: 'note' }] },
    },
    note: {
      title: 'Ghi chú',
      step: 3,
      always: [{ when: (data) => data.editing === true, set: () => ({ editing: false }), to: 'review' }],
      entry: [{ type: 'say', content: 'order.note' }],
      on: { text: [{ set: (_, event) => ({ note: event.text }), to: 'review' }] },
    },
    review: {
      title: 'Đọc lại',
      entry: [{ type: 'say', content: 'order.review' }],
      on: {
        choose: [
          { when: (_, event) => event.option === 'edit', set: () => ({ editing: true }), to: 'what' },
          { to: 'done' },
        ],
      },
    },
    done: { title: 'Xong', final: true },
  },
});
/** Asked only where it is not known. */
const size = defineFlow<{ size?: string; again?: boolean }>()({
  id: 'size',
  version: 1,
  title: 'Cỡ',
  initial: 'known',
  data: {},
  states: {
    known: {
      title: 'Đã biết chưa',
      entry: [{ type: 'call', service: 'known' }],
      on: {
        result: [
          {
            when: (data, event) => !data.again && event.value !== null,
            set: (_, event) => ({ size: String(event.value) }),
            to: 'chosen',
          },
          { to: 'ask' },
        ],
      },
    },
    ask: {
      title: 'Hỏi',
      entry: [{ type: 'say', content: 'size.ask' }],
      on: { choose: [{ set: (_, event) => ({ size: event.option }), to: 'chosen' }] },
    },
    chosen: { title: 'Đã chọn', final: true },
  },
});
const caller = defineFlow<{ got?: string }>()({
  id: 'caller',
  version: 1,
  title: 'Gọi',
  initial: 'wait',
  data: {},
  states: {
    wait: {
      title: 'Chờ',
      entry: [{ type: 'enter', flow: 'order' }],
      on: { returned: [{ set: (_, event) => ({ got: String(event.output['note']) }), to: 'end' }] },
    },
    end: { title: 'Hết', entry: [{ type: 'say', content: 'caller.end' }], on: {} },
  },
});
const circle = defineFlow<object>()({
  id: 'circle', version: 1, title: 'Vòng', initial: 'a', data: {},
  states: { a: { title: 'A', always: [{ to: 'b' }] }, b: { title: 'B', always: [{ to: 'a' }] } },
}); // prettier-ignore
const flows = new Map<string, Flow>([order, size, caller, circle].map((flow) => [flow.id, flow]));

const places = (stack: readonly Position[]) => stack.map((position) => `${position.flow}.${position.at}`);
/** Carries out calls of flows; the service answers `known`. */
function run(first: Step, known: unknown = null): Position[] {
  let { stack } = first;
  const queue = [...first.effects];
  for (let effect = queue.shift(); effect; effect = queue.shift()) {
    const next =
      effect.type === 'enter'
        ? enter(flows, stack, effect.flow, effect.input)
        : effect.type === 'call'
          ? step(flows, stack, result(known))
          : undefined;
    if (!next) continue;
    stack = next.stack;
    queue.unshift(...next.effects);
  }
  return stack;
}
const begin = (id = 'order') => run(enter(flows, [], id));
const play = (stack: readonly Position[], ...events: FlowEvent[]) =>
  events.reduce((now, event) => run(step(flows, now, event)), [...stack]);

describe('one step of a flow', () => {
  it('enters the first state and says its words, filled from its data', () => {
    const { stack, effects } = enter(flows, [], 'order', { what: 'áo' });
    expect(places(stack)).toEqual(['order.what']);
    expect(effects).toEqual([
      { type: 'say', content: 'order.what', from: { flow: 'order', at: 'what', data: { what: 'áo' } } },
    ]);
  });
  it('takes the first way whose guard holds; a way without “to” stays and does not enter again', () => {
    const { stack, effects, handled } = step(flows, begin(), text('gì cũng được'));
    expect([places(stack), handled]).toEqual([['order.what'], true]);
    expect(effects.map((effect) => effect.type === 'say' && effect.content)).toEqual(['order.vague']);
  });
  it('does not handle what the state has no way for, and changes nothing', () => {
    const stack = begin();
    expect(step(flows, stack, choose('x'))).toEqual({ stack, effects: [], handled: false, arrived: [] });
    expect(step(flows, [], text('x'))).toEqual({ stack: [], effects: [], handled: false, arrived: [] });
  });
  it('never changes the stack that it was given', () => {
    const stack = begin();
    const before = JSON.stringify(stack);
    play(stack, text('áo'));
    expect(JSON.stringify(stack)).toBe(before);
  });
  it('the m of “Bước n/m” is the highest step', () => {
    expect(stepsOf(order)).toBe(3);
    expect(stepsOf(size)).toBe(0);
  });
});

describe('always', () => {
  it('passes every question that need not be asked, in one step, setting what it sets', () => {
    const review = play(begin(), text('áo'), choose('m'), text('gấp'));
    const edited = play(review, choose('edit'), text('mũ'));
    expect(places(edited)).toEqual(['order.review']);
    expect(edited[0]!.data).toEqual({ what: 'mũ', size: 'm', note: 'gấp', editing: false });
  });
  it('a circle is an error that names flow and state', () => {
    expect(() => enter(flows, [], 'circle')).toThrow(/"circle".*circle of "always" at "[ab]"/);
  });
});

describe('a flow that calls another', () => {
  it('waits below it, and takes its output when it ends', () => {
    const asking = play(begin(), text('áo'));
    expect(places(asking)).toEqual(['order.size', 'size.ask']);
    const after = play(asking, choose('m'));
    expect(places(after)).toEqual(['order.note']);
    expect(after[0]!.data).toMatchObject({ what: 'áo', size: 'm' });
  });
  it('goes on at once where nothing has to be asked', () => {
    const after = run(step(flows, begin(), text('áo')), 'l');
    expect(places(after)).toEqual(['order.note']);
    expect(after[0]!.data['size']).toBe('l');
  });
  it('gets only the output that the called flow shows, through any number of levels', () => {
    const end = play(begin('caller'), text('áo'), choose('m'), text('gấp'), choose('send'));
    expect(places(end)).toEqual(['caller.end']);
    expect(end[0]!.data).toEqual({ got: 'gấp' });
  });
  it('an unknown flow is an error that says what to do', () => {
    expect(() => enter(flows, [], 'nowhere')).toThrow(
      'There is no flow "nowhere": add it to flows/index.ts or correct the name.',
    );
  });
});

describe('quay lại', () => {
  it('leads to the state in which the person answered last, with its data', () => {
    const stack = play(begin(), text('áo'), choose('m'), text('gấp'), back);
    expect(places(stack)).toEqual(['order.note']);
    expect(stack[0]!.data['note']).toBe('gấp');
  });
  it('into a called flow: its question is asked though the answer is known', () => {
    const note = play(begin(), text('áo'), choose('m'));
    expect(places(run(step(flows, note, back), 'm'))).toEqual(['order.size', 'size.ask']);
  });
  it('out of a called flow: to the question before it', () => {
    expect(places(play(begin(), text('áo'), back))).toEqual(['order.what']);
  });
  it('skips what was never asked', () => {
    const note = run(step(flows, begin(), text('áo')), 'l');
    expect(places(play(note, back))).toEqual(['order.what']);
  });
  it('at the beginning is not handled: the caller leads home', () => {
    expect(step(flows, begin(), back).handled).toBe(false);
    expect(step(flows, begin('caller'), back).handled).toBe(false);
  });
  it('and forward again walks no longer trail', () => {
    let stack = play(begin(), text('áo'), choose('m'), text('gấp'));
    const trail = stack[0]!.trail;
    for (let i = 0; i < 5; i++) stack = play(stack, back, text('gấp'));
    expect(stack[0]!.trail).toEqual(trail);
  });
});
