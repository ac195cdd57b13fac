/**
 * After a vaccination: watch at home, see a doctor, or call 115. Signs and the 39 °C: Ministry of Health, guidance on vaccination,
 * 2021. It never diagnoses.
 */
import { defineFlow } from '../src/core/flow.ts';
import type { Check } from './check.ts';
import { anyOf, ends, saysNo, saysUnsure, toWords } from './check.ts';
import { chose, say } from './parts.ts';

interface SideEffectCheck extends Check {
  fever: boolean;
}

const withoutFever = { set: () => ({ fever: false }), to: 'other' as const };
/** `38,5`, `sốt 39 độ`: what a thermometer shows, °C. */
const temperature = (text: string) => {
  const found = /(?<![\d.,])(3[5-9]|4[0-3])(?:[.,](\d))?(?![\d.,]*\d)/.exec(text);
  return found ? Number(`${found[1]}.${found[2] ?? 0}`) : undefined;
};
const tellsFever = (_: unknown, event: { text: string }) => temperature(event.text) !== undefined;
/** 39 itself counts as above it: the safe side. */
const tellsHighFever = (_: unknown, event: { text: string }) => (temperature(event.text) ?? 0) >= 39;
const tellsNoFever = (_: unknown, event: { text: string }) => (temperature(event.text) ?? 99) < 37.5;
const noFever = (data: SideEffectCheck) => !data.fever;

export const sideEffectCheck = defineFlow<SideEffectCheck>()({
  id: 'side-effect-check',
  version: 1,
  title: 'Kiểm tra sau tiêm',
  form: true,
  passing: true,
  initial: 'breath',
  data: { topic: 'side-effect-check', fever: true },
  states: {
    breath: {
      title: 'Hơi thở, họng, da',
      step: 1,
      entry: [say('side-effect-check.breath')],
      on: anyOf('goi-115', { to: 'body' }),
    },
    body: {
      title: 'Toàn thân',
      step: 2,
      entry: [say('side-effect-check.body')],
      on: anyOf('goi-115', { to: 'fever' }),
    },
    fever: {
      title: 'Sốt',
      step: 3,
      entry: [say('side-effect-check.fever')],
      on: {
        choose: [
          { when: chose('mild'), to: 'other' },
          { when: chose('none'), ...withoutFever },
          { when: chose('high', 'unsure'), ...ends('di-kham') },
        ],
        text: [
          { when: saysUnsure, ...ends('di-kham') },
          { when: saysNo, ...withoutFever },
          { when: tellsHighFever, ...ends('di-kham') },
          { when: tellsNoFever, ...withoutFever },
          { when: tellsFever, to: 'other' },
        ],
      },
    },
    other: {
      title: 'Dấu hiệu khác',
      step: 4,
      entry: [say('side-effect-check.other')],
      on: anyOf('di-kham', { to: 'frail' }),
    },
    frail: {
      title: 'Người cần giữ gìn hơn',
      step: 5,
      always: [{ when: noFever, ...ends('o-nha') }],
      entry: [say('side-effect-check.frail')],
      on: anyOf('di-kham', ends('o-nha')),
    },
    outcome: { title: 'Tìm hướng dẫn', ...toWords },
    call: { title: 'Gọi 115', entry: [say('side-effect-check.call')], final: true },
    doctor: { title: 'Đi khám', entry: [say('side-effect-check.doctor')], final: true },
    home: { title: 'Theo dõi ở nhà', entry: [say('side-effect-check.home')], final: true },
    nothing: { title: 'Đang cập nhật', entry: [say('side-effect-check.nothing')], final: true },
  },
});
