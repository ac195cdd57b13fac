/** Officers who publish are told when the content folder is broken, and when it is good again: once each, over all processes. */
import type { Fault } from '../content/fault.ts';
import type { Standing } from '../content/live.ts';
import { dayOf, shortTime } from '../core/time.ts';
import type { Store } from '../store/store.ts';
import type { Knowledge } from './knowledge.ts';
import { errorLine } from './log.ts';
import type { Log } from './log.ts';
import { seatsWith } from './seats.ts';
import { notice } from './words.ts';

/** ms. Who saves a file again at once to mend it has seen the mistake. */
const TELL_AFTER_MS = 1_500;
/** ms. Nobody publishes yet, or the store was away: tried again. */
const AGAIN_MS = 60_000;
/** More than these an editor reads in `npm run content`. */
const MOST_FAULTS = 3;
const LONGEST_FAULT = 300;

const KEPT = 'content-told';

/** What editors were told last. `round` counts the times that content was broken, so that each is told once. */
interface Told {
  round: number;
  broken: boolean;
  /** The broken version that was told. */
  hash: string;
  at: number;
}

export interface EditorsParts {
  store: Store;
  knowledge(): Knowledge;
  now(): number;
  log: Log;
  tellAfterMs?: number;
}

export interface Editors {
  /** How the content stands now; telling waits a moment, in case that it is mended at once. */
  standing(standing: Standing): void;
  stop(): void;
}

export function createEditors({
  store,
  knowledge,
  now,
  log,
  tellAfterMs = TELL_AFTER_MS,
}: EditorsParts): Editors {
  let timer: NodeJS.Timeout | undefined;
  function later(standing: Standing, ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(standing), ms);
    timer.unref();
  }
  async function tell(standing: Standing): Promise<void> {
    try {
      if (!(await tellEditors(store, knowledge(), standing, now()))) later(standing, AGAIN_MS);
    } catch (error) {
      log.warn({ error: errorLine(error) }, 'the editors could not be told about the content; tried again');
      later(standing, AGAIN_MS);
    }
  }
  return {
    standing: (standing) => later(standing, tellAfterMs),
    stop: () => clearTimeout(timer),
  };
}

/** False: something is to be told, and there is nobody yet to read it. */
export async function tellEditors(
  store: Store,
  knowledge: Knowledge,
  { good, refused }: Standing,
  at: number,
): Promise<boolean> {
  const before = (await store.read((view) => view.get('kept', KEPT)))?.value as Told | undefined;
  if (Boolean(refused) === (before?.broken ?? false)) return true;
  // Another process may see for a moment what has been mended already.
  if (refused && before?.hash === refused.hash && at - before.at < AGAIN_MS) return false;
  if (refused && (await store.read((view) => seatsWith(view, 'publish'))).length === 0) return false;
  const round = (before?.round ?? 0) + (refused ? 1 : 0);
  const update = `content|${round}|${refused ? 'broken' : 'mended'}`;
  const told: Told = { round, broken: Boolean(refused), hash: refused?.hash ?? before?.hash ?? '', at };
  const message = refused
    ? notice(knowledge, 'editors.broken', {
        version: version(good.at, at),
        faults: refused.faults.slice(0, MOST_FAULTS).map(line).join('\n'),
        more: refused.faults.length > MOST_FAULTS ? refused.faults.length - MOST_FAULTS : '',
      })
    : notice(knowledge, 'editors.mended', { version: version(good.at, at) });
  await store.commit({ update, at }, async (view) => ({
    put: { kept: [{ id: KEPT, value: told }] },
    send: (await seatsWith(view, 'publish')).map(({ channel, chat }, i) => ({
      ...{ id: `${update}/${i}`, channel, chat, message },
    })),
  }));
  return true;
}

/** `content/faq/a.md:7:9 (dòng 7): ‘vacxin’ không có trong danh sách chu_de` */
function line({ path, line, column, message, hint }: Fault): string {
  const text = `• ${path}:${line}:${column} (dòng ${line}): ${message}${hint ? `. ${hint}` : ''}`;
  return text.length > LONGEST_FAULT ? `${text.slice(0, LONGEST_FAULT)}…` : text;
}

/** `09:12`, with the day when it was another one. */
function version(at: number, now: number): string {
  const [clock = '', day = ''] = shortTime(at).split(' ');
  return dayOf(at) === dayOf(now) ? clock : `${clock} ngày ${day}`;
}
