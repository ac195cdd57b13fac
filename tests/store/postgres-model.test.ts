/** Any commits, claims and outcomes give the same answers on PostgreSQL as on the engine in memory. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Outgoing } from '../../src/store/data.ts';
import { createMemoryStore } from '../../src/store/lowdb/index.ts';
import type { Change, OutgoingDraft, Settled, Store } from '../../src/store/store.ts';
import { usePostgresStores } from './postgres-setup.ts';
import { consent, draft, report, T } from './rows.ts';

const bench = usePostgresStores();

interface Draft {
  chat: number;
  rank: 'urgent' | 'bulk' | undefined;
  /** ms from now; none: at once. */
  later: number | undefined;
}

type Step =
  | { do: 'commit'; update: number; drafts: Draft[]; put: number[]; remove: number[]; fails: boolean }
  | { do: 'claim'; max: number; busy: number[]; only: string | undefined }
  | { do: 'settle'; which: number; result: Settled['result']; later: number; card: boolean }
  | { do: 'pass'; ms: number };

const later = fc.integer({ min: 0, max: 60 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      update: fc.nat(30),
      drafts: fc.array(
        fc.record({
          chat: fc.nat(3),
          rank: fc.constantFrom(undefined, 'urgent' as const, 'bulk' as const),
          later: fc.option(later, { nil: undefined }),
        }),
        { maxLength: 4 },
      ),
      put: fc.array(fc.nat(7), { maxLength: 4 }),
      remove: fc.array(fc.nat(7), { maxLength: 2 }),
      fails: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      max: fc.integer({ min: 1, max: 4 }),
      busy: fc.array(fc.nat(3), { maxLength: 1 }),
      only: fc.option(fc.constantFrom('telegram', 'zalo'), { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      which: fc.nat(5),
      result: fc.constantFrom('sent', 'again', 'unsure', 'dead', 'dropped'),
      later,
      card: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 50 }) }),
  },
);

interface Side {
  store: Store;
  inHand: Outgoing[];
}

const chat = (n: number): string => `chat${n}`;

/** What both must answer alike: all of a row but its order, whose numbers are each engine's own. */
const shown = ({ order: _order, ...row }: Outgoing): object => row;

async function commit(
  side: Side,
  one: Extract<Step, { do: 'commit' }>,
  at: number,
  n: number,
): Promise<unknown> {
  const seen: unknown[] = [];
  const send = one.drafts.map((each, i): OutgoingDraft => ({
    ...draft(`${n}/${i}`, chat(each.chat), {
      ...(each.rank && { [each.rank]: true }),
      ...(i % 2 === 0 && { card: `PA-${n % 4}` }),
      ...(each.later !== undefined && { due: at + each.later }),
    }),
    channel: each.chat % 2 ? 'zalo' : 'telegram',
  }));
  const change: Change = {
    put: {
      consents: one.put.map((i) => consent(`c${i}`, `p${(i + n) % 3}`)),
      reports: one.put.map((i) => report(`PA-${i}`, { at: n, ...(n % 2 === 0 && { holder: `u${n % 3}` }) })),
    },
    remove: { consents: one.remove.map((i) => `c${i}`).filter((id) => !one.put.some((i) => `c${i}` === id)) },
    send,
  };
  const result = await side.store
    .commit({ update: `u${one.update}`, at }, async (view) => {
      seen.push(await view.find('consents', 'person', `p${n % 3}`, { newest: n % 2 === 0, limit: 3 }));
      seen.push(await view.get('reports', `PA-${n % 8}`));
      if (one.fails && n % 5 === 0) throw new Error('no');
      return change;
    })
    .catch((error: unknown) => String(error));
  // What was decided for an update that had been handled counts for nothing.
  return { result, seen: result === 'duplicate' ? [] : seen };
}

async function settle(side: Side, one: Extract<Step, { do: 'settle' }>, at: number): Promise<unknown> {
  const row = side.inHand.splice(one.which % Math.max(1, side.inHand.length), 1)[0];
  if (!row) return undefined;
  const done: Settled =
    one.result === 'sent'
      ? { id: row.id, result: 'sent', at, ...(one.card && { messageId: `m${row.id}` }) }
      : one.result === 'dead'
        ? { id: row.id, result: 'dead', why: 'refused', error: 'refused' }
        : one.result === 'dropped'
          ? { id: row.id, result: 'dropped', error: 'gone' }
          : {
              id: row.id,
              result: one.result,
              due: at + one.later,
              error: 'away',
              ...(one.card && one.result === 'again' && { free: true }),
            };
  return side.store.settle([done]);
}

async function lookAt({ store }: Side, now: number): Promise<unknown> {
  // What was wanted later and has its time now takes its place when somebody claims.
  await store.claim(now, 0, new Set());
  const lists = await store.read((view) =>
    Promise.all([
      ...[0, 1, 2].map((n) => view.find('reports', 'holder', `u${n}`, { newest: true })),
      view.find('reports', 'holder', '-'),
      ...[0, 1, 2, 3].map((n) => view.find('cards', 'report', `PA-${n}`)),
      ...[0, 1, 2, 3].map(async (n) => (await view.find('outbox', 'chat', chat(n))).map(shown)),
    ]),
  );
  return { lists, stats: await store.stats(), next: await store.nextDue() };
}

async function play(steps: readonly Step[]): Promise<void> {
  let now = T;
  const url = await bench.database();
  const sides: [Side, Side] = [
    { store: createMemoryStore({ now: () => now }), inHand: [] },
    { store: await bench.open(url, { now: () => now }), inHand: [] },
  ];
  async function same(ask: (side: Side) => Promise<unknown>): Promise<void> {
    const [memory, postgres] = [await ask(sides[0]), await ask(sides[1])];
    expect(postgres).toEqual(memory);
  }
  for (const [n, one] of steps.entries()) {
    now++;
    if (one.do === 'pass') now += one.ms;
    if (one.do === 'commit') await same((side) => commit(side, one, now, n));
    if (one.do === 'settle') await same((side) => settle(side, one, now));
    if (one.do === 'claim') {
      await same(async (side) => {
        const rows = await side.store.claim(now, one.max, new Set(one.busy.map(chat)), one.only);
        side.inHand.push(...rows);
        return rows.map(shown);
      });
    }
    await same((side) => lookAt(side, now));
  }
  await sides[1].store.close();
}

it('the same operations give the same answers on PostgreSQL as in memory', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), play), {
    numRuns: 25,
    seed: 20261121,
    endOnFailure: true,
  });
}, 120_000);
