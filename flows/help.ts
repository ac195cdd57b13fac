/** What the assistant can do, the words that always work, and the numbers to call. */
import { defineFlow } from '../src/core/flow.ts';
import { say } from './parts.ts';

export const help = defineFlow<object>()({
  id: 'help',
  version: 1,
  title: 'Trợ giúp',
  initial: 'told',
  data: {},
  states: {
    told: { title: 'Trợ giúp', entry: [say('help.told')], final: true },
  },
});
