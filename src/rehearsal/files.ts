/** The files of a folder of conversations, played one after another. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createKnowledge } from '../app/knowledge.ts';
import type { Knowledge } from '../app/knowledge.ts';
import type { Watch } from '../app/run-flow.ts';
import type { Bundle, Fault, PhaseId } from '../content/bundle.ts';
import { readSource } from '../content/source.ts';
import type { Conversation } from './conversation.ts';
import { parseConversations } from './parse.ts';
import { playConversation } from './play.ts';
import type { World } from './world.ts';

export interface Rehearsal {
  bundle: Bundle;
  /** The folder of the `.md` files. */
  dir: string;
  open(knowledge: Knowledge, options: { at: number; filesDir: string; watch: Watch }): World;
}

export interface Rehearsed {
  path: string;
  title: string;
  faults: Fault[];
}

/** Every conversation with what went wrong in it; `visited` fills with `flow.state`. A folder that is not there has none. */
export async function rehearseFolder(
  { bundle, dir, open }: Rehearsal,
  visited: Set<string>,
): Promise<Rehearsed[]> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => /^[^.~#].*\.md$/.test(name)).sort();
  const filesDir = await mkdtemp(join(tmpdir(), 'satcanh-rehearsal-'));
  const knowing = knowledgeIn(bundle);
  const shownDir = resolve(dir).split(/[\\/]/).slice(-2).join('/');
  const done: Rehearsed[] = [];
  for (const name of names) {
    const path = `${shownDir}/${basename(name)}`;
    const { source, faults } = readSource(path, await readFile(join(dir, name)));
    const parsed = parseConversations(source, bundle);
    if (faults.length + parsed.faults.length > 0)
      done.push({ path, title: name, faults: [...faults, ...parsed.faults] });
    for (const one of parsed.conversations) {
      const watch: Watch = ({ flow, at }) => void visited.add(`${flow}.${at}`);
      const world = open(knowing(one.settings.phase), { at: one.settings.at, filesDir, watch });
      const missed = await playConversation(world, one).finally(() => world.stop());
      const told =
        missed && source.fault(missed.line.at, missed.line.length, 'warning', missed.message, missed.hint);
      done.push({ path, title: one.title, faults: told ? [told] : [] });
    }
  }
  await rm(filesDir, { recursive: true, force: true });
  return done;
}

/** What the bot knows in each phase, made once: the index of the questions is dear. */
function knowledgeIn(bundle: Bundle): (phase: Conversation['settings']['phase']) => Knowledge {
  const made = new Map<PhaseId | undefined, Knowledge>();
  return (phase) => {
    const known = made.get(phase) ?? createKnowledge(phase ? inPhase(bundle, phase) : bundle);
    made.set(phase, known);
    return known;
  };
}

/** That phase everywhere and on every day. */
function inPhase(bundle: Bundle, phase: PhaseId): Bundle {
  const { until: _, ...whole } = bundle.phase;
  return { ...bundle, phase: { ...whole, phase, from: '1900-01-01', units: [] } };
}
