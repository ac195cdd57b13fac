/** What `npm run content` checks beyond the files themselves. */
import { join } from 'node:path';
import { flows } from '../../flows/index.ts';
import { neededWording } from '../app/needed-wording.ts';
import { checkWording } from '../content/check-wording.ts';
import type { ContentHook } from '../content/run.ts';
import { checkConversations } from '../rehearsal/check.ts';
import { rehearsalOf } from '../rehearse.ts';

export const contentHooks: readonly ContentHook[] = [
  /** Does the wording have what flows and app say? */
  (bundle) => ({ faults: checkWording(bundle, neededWording(flows)) }),
  /** Do the conversations that editors wrote still go as written? They lie beside the content folder. */
  (bundle, { dir, sound }) =>
    sound
      ? checkConversations(rehearsalOf(bundle, join(dir, '..', 'tests', 'conversations')), flows)
      : { faults: [] },
];
