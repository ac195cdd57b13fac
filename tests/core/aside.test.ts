import { describe, expect, it } from 'vitest';
import { isAside, withoutAsides } from '../../src/core/aside.ts';
import type { Flow } from '../../src/core/flow.ts';
import { askOnce, defineFlow, enter } from '../../src/core/flow.ts';

const say = (content: string) => ({ type: 'say' as const, content });
const form = defineFlow<object>()({
  id: 'form', version: 1, title: 'Phiếu', form: true, initial: 'unit', data: {},
  states: { unit: { title: 'Đơn vị', entry: [{ type: 'enter', flow: 'choose' }] } },
}); // prettier-ignore
const choose = defineFlow<object>()({
  id: 'choose', version: 1, title: 'Chọn', initial: 'ask', data: {},
  states: { ask: { title: 'Hỏi', entry: [say('choose.ask'), { type: 'call', service: 'x' }] } },
}); // prettier-ignore
const card = defineFlow<object>()({
  id: 'card', version: 1, title: 'Thẻ', initial: 'read', data: {},
  states: { read: { title: 'Đọc', entry: [say('card.read')] } },
}); // prettier-ignore
const flows = new Map<string, Flow>([form, choose, card].map((flow) => [flow.id, flow]));
const inForm = enter(flows, enter(flows, [], 'form').stack, 'choose').stack;
const reading = enter(flows, inForm, 'card').stack;

describe('what was opened on top of a form', () => {
  it('is an aside; what the form called itself is a part of it, and without a form nothing is', () => {
    expect(isAside(flows, reading)).toBe(true);
    expect(isAside(flows, inForm)).toBe(false);
    expect(isAside(flows, enter(flows, [], 'card').stack)).toBe(false);
    expect(isAside(flows, [])).toBe(false);
  });
  it('is left out when the form is taken up, however much was piled up', () => {
    expect(withoutAsides(flows, enter(flows, reading, 'card').stack)).toEqual(inForm);
    expect(withoutAsides(flows, inForm)).toEqual(inForm);
    expect(withoutAsides(flows, enter(flows, [], 'card').stack)).toHaveLength(1);
  });
  it('the question of whoever has the word can be asked once more, and only the question', () => {
    expect(askOnce(flows, inForm).map((effect) => effect.type === 'say' && effect.content)).toEqual([
      'choose.ask',
    ]);
    expect(askOnce(flows, [])).toEqual([]);
  });
});
