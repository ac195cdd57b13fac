/** `npm run content [THƯ MỤC]`. */
import { contentDirOf } from '../config.ts';
import { runContent } from '../content/run.ts';
import { dayOf } from '../core/time.ts';
import { contentHooks } from './content-hooks.ts';

process.exitCode = await runContent({
  args: process.argv.slice(2),
  dir: contentDirOf(process.env),
  today: dayOf(Date.now()),
  print: (text) => console.log(text),
  hooks: contentHooks,
});
