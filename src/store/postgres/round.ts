/**
 * One interactive transaction for many commits: their marks, what the decisions read, what they want, all on one connection. It is
 * serializable: a round whose reading another process changed, rows or lists or their absence, is decided again.
 */
import type { Change, CommitKey, Decide } from '../store.ts';
import { DatabaseFault, uniqueViolation } from './faults.ts';
import { createMoment, type Moment, type Reading } from './moment.ts';
import { together, type Session } from './session.ts';
import { begin, commit as commitNow, mark, markedBy, rollback, unmark } from './statements.ts';
import { createView } from './view.ts';
import { createWriting, type Places, type Writing } from './writes.ts';

/** One commit that waits for its round. */
export interface Asked {
  key: CommitKey;
  decide: Decide;
  /** This commit's own: a mark with it was left by an earlier try whose answer was lost. */
  name: string;
}

export type Outcome = { result: 'applied'; sends: boolean } | { result: 'duplicate' } | { error: unknown };

interface Parts {
  tenant: string;
  placesAt: Places;
  /** The outbox must know the channel of a message before it is stored. */
  knowChannels: (channels: ReadonlySet<string>) => Promise<void>;
}

/** What became of each; those without an outcome have to be decided on what this round has stored. */
export async function decideTogether(
  session: Session,
  all: readonly Asked[],
  { tenant, placesAt, knowChannels }: Parts,
): Promise<Map<Asked, Outcome>> {
  const outcomes = new Map<Asked, Outcome>();
  const writing = createWriting(tenant, placesAt);
  const moment = createMoment(createView(tenant, (sql, values) => session.query(sql, values)));
  const marking = markAll(session, tenant, all, outcomes);
  const fresh = await decideAll(session, all, { marking, moment, writing, outcomes });

  const isApplied = (one: Asked): boolean => isOf(outcomes.get(one), 'applied');
  if (!fresh.some(isApplied)) {
    await session.query(rollback);
    return outcomes;
  }
  await knowChannels(writing.channels());
  const empty = fresh.filter((one) => !isApplied(one)).map(idOf);
  try {
    const answers = await together([
      ...(empty.length > 0 ? [session.query(unmark, [tenant, empty])] : []),
      ...writing.statements().map(([sql, values]) => session.query(sql, values)),
      session.query(commitNow),
    ]);
    // PostgreSQL answers a commit of what has failed with "ROLLBACK", and no error.
    if (answers.at(-1)?.command !== 'COMMIT')
      throw session.fault ?? new Error('PostgreSQL took a commit back');
  } catch (error) {
    throw usedTwice(error, writing.messages()) ?? error;
  }
  return outcomes;
}

const idOf = ({ key, name }: Asked): string => key.update ?? `~${name}`;

const isOf = (outcome: Outcome | undefined, result: 'applied' | 'duplicate'): boolean =>
  outcome !== undefined && 'result' in outcome && outcome.result === result;

/** Begins, and gives those that nobody has handled before; the others have their outcome. */
async function markAll(
  session: Session,
  tenant: string,
  all: readonly Asked[],
  outcomes: Map<Asked, Outcome>,
): Promise<Asked[]> {
  // Marks are locked in one order by all processes.
  const inTurn = all.length > 1 ? [...all].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)) : all;
  const [, inserted] = await together([
    session.query(begin),
    session.query(mark, [
      ...[tenant, inTurn.map(idOf), inTurn.map(({ key }) => key.at), inTurn.map(({ name }) => name)],
    ]),
  ]);
  if (inserted?.rowCount === all.length) return [...all];
  const marked = new Set((inserted?.rows as { id: string }[]).map(({ id }) => id));
  const handled = all.filter((one) => !marked.has(idOf(one)));
  const { rows } = await session.query(markedBy, [tenant, handled.map(idOf)]);
  const names = new Set((rows as { by: string }[]).map(({ by }) => by));
  for (const one of handled)
    outcomes.set(one, names.has(one.name) ? { result: 'applied', sends: true } : { result: 'duplicate' });
  return all.filter((one) => marked.has(idOf(one)));
}

interface Deciding {
  /** Resolves with those that are to be stored. */
  marking: Promise<readonly Asked[]>;
  moment: Moment;
  writing: Writing;
  outcomes: Map<Asked, Outcome>;
}

type Decided = { reading: Reading; change: Change } | { reading: Reading; error: unknown };

/**
 * All side by side on one moment, while their marks are made: for the few that were handled before it is in vain. Then, one after the
 * other, those that read what another one has changed. Gives those that were marked.
 */
async function decideAll(
  session: Session,
  all: readonly Asked[],
  { marking, moment, writing, outcomes }: Deciding,
): Promise<readonly Asked[]> {
  function take(one: Asked, decided: Decided): void {
    if ('error' in decided) {
      outcomes.set(one, { error: decided.error });
      return;
    }
    const { change } = decided;
    try {
      writing.add(change, one.key.at);
    } catch (error) {
      outcomes.set(one, { error });
      return;
    }
    // Alone, it disturbs nobody.
    if (all.length > 1) moment.change(change, one.key.at);
    outcomes.set(one, { result: 'applied', sends: (change.send ?? []).length > 0 });
  }

  const deciding = all.map((one) => decideOn(moment.startReading(), one));
  const [marked] = await Promise.allSettled([marking, ...deciding]);
  // What a decision made of a failed read is no verdict on it.
  if (session.fault) throw session.fault;
  if (marked.status === 'rejected') throw marked.reason;
  const fresh = new Set(marked.value);
  const disturbed: Asked[] = [];
  for (const [i, one] of all.entries()) {
    const of = await (deciding[i] as Promise<Decided>);
    if (!fresh.has(one)) continue;
    if (of.reading.disturbed()) disturbed.push(one);
    else take(one, of);
  }
  for (const one of disturbed) {
    const again = await decideOn(moment.startReading('on changes'), one);
    if (session.fault) throw session.fault;
    if (!again.reading.blocked()) take(one, again);
  }
  return marked.value;
}

async function decideOn(reading: Reading, { decide }: Asked): Promise<Decided> {
  try {
    return { reading, change: await decide(reading.view) };
  } catch (error) {
    return { reading, error };
  } finally {
    reading.end();
  }
}

function usedTwice(error: unknown, ids: readonly string[]): Error | undefined {
  if (!(error instanceof DatabaseFault) || error.code !== uniqueViolation) return undefined;
  return new Error(
    `An outgoing message id is used twice, one of ${ids.join(', ')}: give each message of an update its own number`,
  );
}
