/** The member's unit: asked once, remembered, found by any part of its name. */
import { defineFlow } from '../src/core/flow.ts';
import { labelKey } from '../src/core/text.ts';
import { call, chose, resultIs, say } from './parts.ts';

interface ChooseUnit {
  again?: boolean;
  /** The form asks for it anew (Sửa). */
  editing?: boolean;
  /** `all`: every level, for an invitation; `grassroots`: where a member can be. */
  levels: 'grassroots' | 'all';
  query?: string;
  found?: string[];
  unit?: string;
  unitName?: string;
}

const search = [
  { set: (_: ChooseUnit, event: { text: string }) => ({ query: event.text }), to: 'search' as const },
];
const dontKnow = {
  when: saysUnknown,
  set: () => ({ unit: '', unitName: '' }),
  to: 'unknown' as const,
};
const pick = [
  { when: chose('unknown'), set: () => ({ unit: '', unitName: '' }), to: 'unknown' as const },
  { set: (_: ChooseUnit, event: { option: string }) => ({ unit: event.option }), to: 'check' as const },
];
const takeOver = (_: ChooseUnit, event: { value: unknown }) => event.value as Partial<ChooseUnit>;
const known = (data: ChooseUnit, event: { value: unknown }) =>
  !data.again && !data.editing && Boolean((event.value as ChooseUnit).unit);

export const chooseUnit = defineFlow<ChooseUnit>()({
  id: 'choose-unit',
  version: 1,
  title: 'Chọn đơn vị',
  initial: 'remembered',
  data: { levels: 'grassroots' },
  output: (data) => ({ unit: data.unit ?? '', unitName: data.unitName ?? '' }),
  states: {
    remembered: {
      title: 'Đã biết đơn vị chưa',
      entry: [call('my-unit')],
      on: { result: [{ when: known, set: takeOver, to: 'chosen' }, { to: 'ask' }] },
    },
    ask: {
      title: 'Hỏi đơn vị',
      entry: [say('choose-unit.ask', 'units')],
      on: { text: [dontKnow, ...search], choose: pick },
    },
    search: {
      title: 'Tìm đơn vị',
      entry: [call('find-units')],
      on: {
        result: [{ when: resultIs('any'), set: takeOver, to: 'found' }, { to: 'none' }],
      },
    },
    found: {
      title: 'Đơn vị tìm thấy',
      entry: [say('choose-unit.found', 'units-found')],
      on: {
        text: [
          { when: saysYes, set: (data) => ({ unit: data.found?.[0] ?? '' }), to: 'check' },
          dontKnow,
          ...search,
        ],
        choose: pick,
      },
    },
    none: {
      title: 'Không tìm thấy',
      entry: [say('choose-unit.none', 'units')],
      on: { text: [dontKnow, ...search], choose: pick },
    },
    check: {
      title: 'Ghi nhớ đơn vị',
      entry: [call('remember-unit')],
      on: { result: [{ when: resultIs('known'), set: takeOver, to: 'chosen' }, { to: 'none' }] },
    },
    chosen: { title: 'Đã chọn', final: true },
    unknown: { title: 'Chưa rõ đơn vị', final: true },
  },
});

/** One unit was found, and the member says that it is the one. */
function saysYes(data: ChooseUnit, event: { text: string }): boolean {
  const yes = /^(da |vang )?(dung|phai|co|vang|da|u|uh|ok|oke)( (roi|vay|do|a|em|a em|no))*$/;
  return data.found?.length === 1 && yes.test(labelKey(event.text));
}

function saysUnknown(_: ChooseUnit, event: { text: string }): boolean {
  return /^((toi|em|minh) )?(khong|ko|k|hong|chua) (biet|ro|nho)( (a|nua|em|oi))*$/.test(
    labelKey(event.text),
  );
}
