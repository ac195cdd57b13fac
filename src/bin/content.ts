/** `npm run content [THƯ MỤC]`. */
import { join } from 'node:path';
import { flows } from '../../flows/index.ts';
import { neededWording } from '../app/needed-wording.ts';
import { checkWording } from '../content/check-wording.ts';
import { runContent } from '../content/run.ts';
import { dayOf } from '../core/time.ts';
import { checkConversations } from '../rehearsal/check.ts';
import { rehearsalOf } from '../rehearse.ts';
import type { ContentHook } from '../content/run.ts';

const hooks: ContentHook[] = [
  /** Does the wording have what flows and app say? */
  (bundle) => ({ faults: checkWording(bundle, neededWording(flows)) }),
  /** Do the conversations that editors wrote still go as written? They lie beside the content folder. */
  (bundle, { dir, sound }) =>
    sound
      ? checkConversations(rehearsalOf(bundle, join(dir, '..', 'tests', 'conversations')), flows)
      : { faults: [] },
];

process.exitCode = await runContent({
  args: process.argv.slice(2),
  dir: process.env['CONTENT_DIR'] ?? './content',
  today: dayOf(Date.now()),
  print: (text) => console.log(text),
  hooks,
});
