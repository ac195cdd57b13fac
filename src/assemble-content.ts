/** What the bot knows, as it changes while the bot runs: the content folder, its last good version, and who is told. */
import { join } from 'node:path';
import { flows } from '../flows/index.ts';
import { createKnowledge } from './app/knowledge.ts';
import type { Knowledge } from './app/knowledge.ts';
import { errorLine } from './app/log.ts';
import type { Log } from './app/log.ts';
import { neededWording } from './app/needed-wording.ts';
import { createEditors } from './app/tell-editors.ts';
import type { Editors } from './app/tell-editors.ts';
import type { Config } from './config.ts';
import { checkWording } from './content/check-wording.ts';
import type { Fault } from './content/fault.ts';
import { openLive } from './content/live.ts';
import type { Standing } from './content/live.ts';
import { dayOf, shortTime } from './core/time.ts';
import type { Store } from './store/store.ts';

/** When the index of questions is made if nobody has asked before, ms after the start: not before updates can come in. */
const INDEX_AFTER = 1_000;
/** ms: so long before midnight the next day's index is ready, where it is another one. */
const AHEAD = 30 * 60_000;

export interface RunningContent {
  known(): Knowledge;
  /** From now on a change is served within two seconds; the editors of each store are told of a bad one. */
  follow(stores: readonly Store[]): void;
  stop(): Promise<void>;
}

/** `refused`: the folder is broken, and no good version was ever kept. */
export async function openContent(
  config: Pick<Config, 'contentDir' | 'dataDir'>,
  now: () => number,
  log: Log,
): Promise<RunningContent | { refused: readonly Fault[] }> {
  const opened = await openLive<Knowledge>({
    dir: config.contentDir,
    keep: join(config.dataDir, 'content-last-good.json'),
    check: (bundle) => checkWording(bundle, neededWording(flows)),
    make: createKnowledge,
    ready: (knowledge) => knowledge.prepare(now()),
    now,
    dayOf,
    onProblem: (error) =>
      log.error({ error: errorLine(error) }, 'a change of the content could not be followed'),
  });
  if ('refused' in opened) return opened;
  const { live } = opened;
  let editors: Editors[] = [];
  let index: NodeJS.Timeout | undefined;
  let ahead: NodeJS.Timeout | undefined;

  function stands(standing: Standing): void {
    const version = shortTime(standing.good.at);
    for (const { path, line, column, message } of standing.refused?.faults ?? [])
      log.error({ at: `${path}:${line}:${column}` }, `content refused, served as of ${version}: ${message}`);
    if (!standing.refused) log.info({ version }, 'content served');
    for (const one of editors) one.standing(standing);
  }

  return {
    known: live.current,
    follow(stores) {
      editors = stores.map((store) => createEditors({ store, knowledge: live.current, now, log }));
      stands(live.standing());
      live.follow(stands);
      index = setTimeout(() => void live.current().prepare(now()), INDEX_AFTER).unref();
      ahead = setInterval(() => void live.current().prepare(now() + AHEAD), AHEAD).unref();
    },
    async stop() {
      clearTimeout(index);
      clearInterval(ahead);
      for (const one of editors) one.stop();
      await live.stop();
    },
  };
}
