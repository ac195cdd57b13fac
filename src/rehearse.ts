/** Puts a rehearsal together: the house's flows, the two channels' own rules for messages, a store in memory. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flows } from '../flows/index.ts';
import type { Knowledge } from './app/knowledge.ts';
import { LIMITS as telegramLimits, split as telegramSplit } from './channels/telegram/message.ts';
import { LIMITS as zaloLimits, split as zaloSplit } from './channels/zalo/message.ts';
import type { Bundle } from './content/bundle.ts';
import type { Rehearsal } from './rehearsal/files.ts';
import { createWorld } from './rehearsal/world.ts';
import type { Platform, World, WorldParts } from './rehearsal/world.ts';
import { createMemoryStore } from './store/lowdb/index.ts';

/** Seven days: Zalo OA docs, "Tin tư vấn". */
export const ZALO_WINDOW = 7 * 24 * 3_600_000;

const PLATFORMS: readonly Platform[] = [
  { name: 'telegram', limits: telegramLimits, canEdit: true, forwardsById: true, split: telegramSplit },
  {
    name: 'zalo',
    limits: zaloLimits,
    canEdit: false,
    forwardsById: false,
    replyWithin: ZALO_WINDOW,
    split: zaloSplit,
  },
];

export type RehearsalOptions = Pick<WorldParts, 'at'> &
  Partial<Pick<WorldParts, 'fail' | 'watch' | 'filesDir'>>;

/** A bot that knows this, from that moment on; nothing of it is left when it has stopped, but copies in a `filesDir` that was given. */
export function rehearse(knowledge: Knowledge, options: RehearsalOptions): World {
  // Made by the bot when the first file comes.
  const filesDir = options.filesDir ?? join(tmpdir(), `satcanh-files-${randomUUID()}`);
  const world = createWorld({
    ...{ flows, knowledge, platforms: PLATFORMS },
    store: (now) => createMemoryStore({ now }),
    ...options,
    filesDir,
  });
  return {
    ...world,
    async stop() {
      await world.stop();
      if (options.filesDir === undefined) rmSync(filesDir, { recursive: true, force: true });
    },
  };
}

/** A folder of conversations, to be played on that content. */
export function rehearsalOf(bundle: Bundle, dir: string): Rehearsal {
  return { bundle, dir, open: rehearse };
}
