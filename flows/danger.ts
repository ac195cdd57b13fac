/** A word of danger: the numbers first, then the report as urgent. */
import { defineFlow } from '../src/core/flow.ts';
import { call, chose, enter, say } from './parts.ts';

interface Danger {
  kind: string;
  numbers?: string;
  /** That the officers on duty know; empty when nobody is enrolled. */
  told?: string;
  /** What the person wrote: the story of the report, if it is sent. */
  story?: string;
}

/** Whoever is in danger is not asked eleven questions. */
const QUICK_REPORT = { quick: true, urgency: 'urgent', category: 'khac', contact: 'bot' };

export const danger = defineFlow<Danger>()({
  id: 'danger',
  version: 1,
  title: 'Báo nguy',
  initial: 'warn',
  data: { kind: 'body' },
  states: {
    warn: {
      title: 'Số gọi ngay, báo người trực',
      entry: [call('raise-alarm')],
      on: {
        result: [{ set: (_, event) => event.value as Partial<Danger>, to: 'told' }],
      },
    },
    told: {
      title: 'Số gọi ngay',
      entry: [say('danger.told')],
      on: {
        choose: [
          { when: chose('report'), effects: [enter('hardship-report', QUICK_REPORT, ['story'])] },
          { when: chose('later'), to: 'later' },
        ],
        returned: [{ to: 'ended' }],
      },
    },
    later: { title: 'Để sau', entry: [say('danger.later')], final: true },
    ended: { title: 'Đã phản ánh', final: true },
  },
});
