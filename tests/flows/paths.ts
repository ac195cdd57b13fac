/** The way to every state: flows walked with made-up events and results, by the pure interpreter alone. */
import { flows } from '../../flows/index.ts';
import type { Position } from '../../src/core/conversation.ts';
import type { Flow, FlowEvent } from '../../src/core/flow.ts';
import { enter, step } from '../../src/core/flow.ts';
import type { FileRef } from '../../src/core/update.ts';

const at = Date.UTC(2026, 10, 21, 3, 0);
const file = (kind: FileRef['kind']): FileRef => ({ kind, channel: 'telegram', id: `${kind}-1` });

/** What services may answer. */
const RESULTS: Readonly<Record<string, readonly unknown[]>> = {
  greeting: [{ first: true }, { draft: true }, {}],
  'consent-given': [{ given: false }, { given: true }],
  'my-unit': [{}, { unit: 'cdcs-nha-may-a', unitName: 'CĐCS Nhà máy A' }],
  'find-units': [
    { any: true, found: ['cdcs-nha-may-a'] },
    { any: false, found: [] },
  ],
  'remember-unit': [{ known: true, unit: 'cdcs-nha-may-a', unitName: 'A' }, { known: false }],
  'guidance-topic': [{ found: true, text: 'Năm thẻ' }, { found: false }],
  'guidance-card': [
    { found: true, title: 'A', text: 'B', source: 'C', next: 'k2' },
    { found: true, title: 'A', text: 'B', source: 'C', next: '' },
    { found: false },
  ],
  answer: [
    { kind: 'sure', answer: 'A' },
    { kind: 'unsure', nearest: ['a'] },
    { kind: 'withdrawn', why: 'hết hạn', phone: '115', nearest: ['a'] },
    { kind: 'unknown' },
    { kind: 'nothing-asked' },
  ],
  'check-outcome': ['goi-115', 'di-kham', 'o-nha'].flatMap((outcome) => [
    { found: true, outcome, title: 'A', text: 'B', source: 'C', numbers: '115' },
    { found: false, outcome, numbers: '115' },
  ]),
  'answer-of': [{ kind: 'sure', answer: 'A' }, { kind: 'unknown' }],
  'describe-report': [{ summary: 'Tóm tắt', editing: undefined }],
  'file-report': [
    { held: true, reference: 'PA-2611-AAAAA', holder: 'LĐLĐ' },
    { held: false, reference: 'PA-2611-AAAAA' },
  ],
  'my-reports': [{ count: 2, chosen: false }, { count: 0 }, { count: 1, chosen: true }],
  'my-report': [{ found: true, detail: 'Đường đi' }, { found: false }],
  'my-seats': [
    { seated: true, admin: true, open: '2' },
    { seated: true, admin: false, open: '0' },
    { seated: false },
  ],
  'show-card': [{ shown: true }, { shown: false }],
  'officer-words': [{ done: true }, { done: false, why: 'không' }],
  resume: [{ done: true }, { done: false, why: 'không' }],
  'make-invitation': [{ made: true, code: 'AAAA' }, { made: false }],
  'dead-letters': [{ admin: true, waiting: '2' }, { admin: true, waiting: '0' }, { admin: false }],
  'dead-letter': [{ found: true, reference: 'PA-2611-AAAAA', why: 'bị chặn' }, { found: false }],
  'send-again': [{ told: '2' }],
  'set-aside': [{ told: '2' }],
  'raise-alarm': [{ numbers: '115', advice: 'Ngồi yên' }],
};

/** What flows may be begun with. */
const INPUTS: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  'hardship-report': [
    {},
    { quick: true, urgency: 'urgent', category: 'khac', contact: 'bot' },
    { question: 'Hỏi?' },
  ],
  consent: [{}, { again: true }],
  'choose-unit': [{}, { again: true }, { editing: 'unit' }],
  faq: [
    {},
    { question: 'Hỏi?' },
    { question: 'Hỏi?', inForm: true },
    { question: 'Hỏi?', missed: 1 },
    { question: 'Hỏi?', missed: 2 },
  ],
  'my-reports': [
    {},
    { reference: 'PA-2611-AAAAA' },
    ...['add', 'answered', 'offer', 'withdraw', 'reopen', 'close'].map((act) => ({
      reference: 'PA-2611-AAAAA',
      act,
    })),
  ],
  'officer-words': ['ask', 'reply', 'reject', 'result', 'offer'].map((act) => ({
    reference: 'PA-2611-AAAAA',
    act,
  })),
};

const OUTPUTS: readonly Record<string, unknown>[] = [
  { agreed: true, unit: 'cdcs-nha-may-a', unitName: 'A' },
  { agreed: false },
  { unit: '', unitName: '' },
  { question: 'Hỏi?' },
];
const TEXTS = ['Công ty nợ lương hai tháng nay', '3', '0912 345 678', '.', 'x'.repeat(10_001)];

/** Options that a state's guards name; `chose` writes them into its name. */
function optionsOf(flow: Flow, state: string): string[] {
  const ways = flow.states[state]?.on?.choose ?? [];
  return ['an-item', ...ways.flatMap((way) => (way.when?.name ?? '').split(' / '))].filter(Boolean);
}

/** Every event worth trying in a state. */
export function eventsFor(flow: Flow, state: string): FlowEvent[] {
  const calls = (flow.states[state]?.entry ?? []).flatMap((effect) =>
    effect.type === 'call' ? [effect.service] : [],
  );
  return [
    ...calls.flatMap((service) =>
      (RESULTS[service] ?? [{}]).map((value): FlowEvent => ({ type: 'result', service, value, at })),
    ),
    ...optionsOf(flow, state).map((option): FlowEvent => ({ type: 'choose', option, at })),
    ...['1', '5'].map((option): FlowEvent => ({ type: 'choose', option, at })),
    ...TEXTS.map((text): FlowEvent => ({ type: 'text', text, at })),
    { type: 'photo', file: file('photo'), caption: 'Máy hỏng', at },
    { type: 'photo', file: file('photo'), at },
    { type: 'voice', file: file('voice'), at },
    { type: 'document', file: file('document'), at },
    { type: 'location', latitude: 15.1, longitude: 108.8, at },
    { type: 'contact', phone: '+84912345678', at },
    ...OUTPUTS.map((output): FlowEvent => ({ type: 'returned', flow: 'other', output, asked: true, at })),
    { type: 'returned', flow: 'faq', output: { question: 'Bao giờ có lương?' }, asked: true, at },
    { type: 'back', at },
  ];
}

export interface Reached {
  state: string;
  stack: Position[];
  way: FlowEvent[];
}

/** Breadth first: the shortest way to each state of a flow, from each way in. A final state is seen as the flow leaves the stack. */
export function waysThrough(id: string): Map<string, Reached> {
  const all = new Map<string, Reached>();
  for (const input of INPUTS[id] ?? [{}]) {
    for (const [state, one] of waysFrom(flows.get(id)!, input))
      if (!all.get(state)?.stack.length) all.set(state, one);
  }
  return all;
}

function waysFrom(flow: Flow, input: Record<string, unknown>): Map<string, Reached> {
  const reached = new Map<string, Reached>();
  const queue: Reached[] = [];
  const note = (
    stack: Position[],
    effects: readonly { from: { flow: string; at: string } }[],
    way: FlowEvent[],
  ) => {
    for (const { from } of effects)
      if (from.flow === flow.id && !reached.has(from.at))
        reached.set(from.at, { state: from.at, stack: [], way });
    const top = stack.at(-1);
    if (top?.flow !== flow.id || reached.get(top.at)?.stack.length) return;
    const one = { state: top.at, stack, way };
    reached.set(top.at, one);
    queue.push(one);
  };
  const first = enter(flows, [], flow.id, input);
  note(first.stack, first.effects, []);
  for (let one = queue.shift(); one; one = queue.shift()) {
    for (const event of eventsFor(flow, one.state)) {
      const next = step(flows, one.stack, event);
      const way = [...one.way, event];
      if (next.stack.length === 0)
        for (const state of finals(flow, one, event))
          if (!reached.has(state)) reached.set(state, { state, stack: [], way });
      note(next.stack, next.effects, way);
    }
  }
  return reached;
}

/** A silent final state leaves no effect: it is read off the way that was taken. */
function finals(flow: Flow, one: Reached, event: FlowEvent): string[] {
  const ways = (flow.states[one.state]?.on?.[event.type] ?? []) as readonly {
    when?: (data: never, event: never) => boolean;
    to?: string;
  }[];
  const way = ways.find(
    (candidate) => !candidate.when || candidate.when(one.stack.at(-1)!.data as never, event as never),
  );
  return way?.to && flow.states[way.to]?.final ? [way.to] : [];
}
