/** `npm run content [THƯ MỤC]`. */
import { flows } from '../../flows/index.ts';
import { neededWording } from '../app/needed-wording.ts';
import { checkWording } from '../content/check-wording.ts';
import { runContent } from '../content/run.ts';
import { dayOf } from '../core/time.ts';
import type { ContentHook } from '../content/run.ts';

/** Does the wording have what flows and app say? */
const hooks: ContentHook[] = [(bundle) => checkWording(bundle, neededWording(flows))];

process.exitCode = await runContent({
  args: process.argv.slice(2),
  dir: process.env['CONTENT_DIR'] ?? './content',
  today: dayOf(Date.now()),
  print: (text) => console.log(text),
  hooks,
});
