/**
 * Fever, cough, perhaps COVID-19: watch at home, see a doctor, or call 115. Signs and limits: Ministry of Health, decision
 * 261/QĐ-BYT (31/1/2022); fever, cough → a doctor: its advice of May 2025. It never diagnoses.
 */
import { defineFlow } from '../src/core/flow.ts';
import type { Check } from './check.ts';
import { anyOf, ends, toWords } from './check.ts';
import { say } from './parts.ts';

export const symptomCheck = defineFlow<Check>()({
  id: 'symptom-check',
  version: 1,
  title: 'Kiểm tra triệu chứng',
  form: true,
  passing: true,
  initial: 'breath',
  data: { topic: 'symptom-check' },
  states: {
    breath: {
      title: 'Hơi thở, ngực, môi',
      step: 1,
      entry: [say('symptom-check.breath')],
      on: anyOf('goi-115', { to: 'body' }),
    },
    body: {
      title: 'Tỉnh táo, trẻ nhỏ',
      step: 2,
      entry: [say('symptom-check.body')],
      on: anyOf('goi-115', { to: 'measured' }),
    },
    measured: {
      title: 'Số đo, nếu có máy',
      step: 3,
      entry: [say('symptom-check.measured')],
      on: anyOf('goi-115', { to: 'fever' }),
    },
    fever: {
      title: 'Sốt, ho',
      step: 4,
      entry: [say('symptom-check.fever')],
      on: anyOf('di-kham', { to: 'frail' }),
    },
    frail: {
      title: 'Người cần giữ gìn hơn',
      step: 5,
      entry: [say('symptom-check.frail')],
      on: anyOf('di-kham', ends('o-nha')),
    },
    outcome: { title: 'Tìm hướng dẫn', ...toWords },
    call: { title: 'Gọi 115', entry: [say('symptom-check.call')], final: true },
    doctor: { title: 'Đi khám', entry: [say('symptom-check.doctor')], final: true },
    home: { title: 'Theo dõi ở nhà', entry: [say('symptom-check.home')], final: true },
    nothing: { title: 'Đang cập nhật', entry: [say('symptom-check.nothing')], final: true },
  },
});
