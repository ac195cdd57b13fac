import { describe, expect, it } from 'vitest';
import { newConversation } from '../../src/core/conversation.ts';
import type { Position } from '../../src/core/conversation.ts';
import type { Flow } from '../../src/core/flow.ts';
import { defineFlow } from '../../src/core/flow.ts';
import { resume } from '../../src/core/resume.ts';

const states = { ask: { title: 'Hỏi' }, tell: { title: 'Kể' } };
const form = defineFlow<object>()({
  id: 'form', version: 3, title: 'Phiếu', initial: 'ask', data: {}, states,
  migrate: (old) => (old.version === 2 ? { ...old, version: 3, at: old.at === 'old-ask' ? 'ask' : old.at, data: { ...old.data, led: true } } : undefined),
}); // prettier-ignore
const plain = defineFlow<object>()({
  id: 'plain',
  version: 2,
  title: 'Thường',
  initial: 'ask',
  data: {},
  states,
});
const careless = defineFlow<object>()({
  id: 'careless',
  version: 2,
  title: 'Ẩu',
  initial: 'ask',
  data: {},
  states,
  migrate: (old) => ({ ...old, at: 'nowhere' }),
});
const flows = new Map<string, Flow>([form, plain, careless].map((flow) => [flow.id, flow]));
const at = (flow: string, version: number, state = 'ask'): Position => ({
  flow,
  version,
  at: state,
  data: { story: 'Chuyện' },
  trail: [],
});

describe('a stored conversation', () => {
  it('begins empty', () => {
    expect(newConversation('zalo:1')).toEqual({ id: 'zalo:1', stack: [], misses: 0 });
  });
  it('of today’s flows goes on where it was, as it is read back from the store', () => {
    const stack = [at('plain', 2), at('form', 3, 'tell')];
    expect(resume(flows, JSON.parse(JSON.stringify(stack)) as Position[])).toEqual(stack);
    expect(resume(flows, [])).toEqual([]);
  });
  it('of the version before is led over, with what was answered', () => {
    expect(resume(flows, [at('form', 2, 'old-ask')])).toEqual([
      { ...at('form', 3), data: { story: 'Chuyện', led: true } },
    ]);
  });
  it.each([
    ['older than the flow can lead over', at('form', 1)],
    ['of a flow that leads nothing over', at('plain', 1)],
    ['of a version that is still to come', at('plain', 9)],
    ['of a flow that is gone', at('gone', 1)],
    ['in a state that is gone', at('plain', 2, 'gone')],
    ['in a state named like something every object has', at('plain', 2, 'constructor')],
    ['led over to a state that does not exist', at('careless', 1)],
  ])('%s is given up as a whole', (_, position) => {
    expect(resume(flows, [at('plain', 2), position])).toBeUndefined();
  });
});
