/**
 * One purpose, one version, one yes. Asked before anything is kept; silence is not consent
 * (Law 91/2025/QH15, article 9; decree 356/2025/NĐ-CP, article 6: sensitive data is named).
 */
import { defineFlow } from '../src/core/flow.ts';
import { call, chose, say } from './parts.ts';

interface Consent {
  purpose: string;
  /** Come back to by `Quay lại`: asked again although it is given. */
  again?: boolean;
}

export const consent = defineFlow<Consent>()({
  id: 'consent',
  version: 1,
  title: 'Đồng ý cho dùng dữ liệu',
  initial: 'known',
  data: { purpose: 'report' },
  output: (_, at) => ({ agreed: at === 'agreed' }),
  states: {
    known: {
      title: 'Đã đồng ý chưa',
      entry: [call('consent-given')],
      on: {
        result: [{ when: givenBefore, to: 'agreed' }, { to: 'ask' }],
      },
    },
    ask: {
      title: 'Xin đồng ý',
      entry: [say('consent.report')],
      on: {
        choose: [
          { when: chose('yes'), effects: [call('give-consent')], to: 'agreed' },
          { when: chose('no'), to: 'refused' },
        ],
      },
    },
    agreed: { title: 'Đồng ý', final: true },
    refused: { title: 'Không đồng ý', final: true },
  },
});

function givenBefore(data: Consent, event: { value: unknown }): boolean {
  return !data.again && (event.value as { given?: boolean }).given === true;
}
