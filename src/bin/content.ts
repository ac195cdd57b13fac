/** `npm run content [THƯ MỤC]`. */
import { runContent } from '../content/run.ts';
import { dayOf } from '../core/time.ts';
import type { ContentHook } from '../content/run.ts';

/** What the flows need of the wording is added here. */
const hooks: ContentHook[] = [];

process.exitCode = await runContent({
  args: process.argv.slice(2),
  dir: process.env['CONTENT_DIR'] ?? './content',
  today: dayOf(Date.now()),
  print: (text) => console.log(text),
  hooks,
});
