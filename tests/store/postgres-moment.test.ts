import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { standingOf, type Outgoing } from '../../src/store/data.ts';
import type { Change, Page, Store, View } from '../../src/store/store.ts';
import { createMoment } from '../../src/store/postgres/moment.ts';
import { createMemoryStore } from '../../src/store/lowdb/index.ts';
import { draft, report, T } from './rows.ts';

/** Few ids, holders and times: changes and questions meet often. */
const ids = ['a', 'b', 'c', 'd'];
const anyRow = fc.record({
  id: fc.constantFrom(...ids),
  holder: fc.constantFrom('u', 'v'),
  member: fc.constantFrom('m', 'n'),
  at: fc.integer({ min: 0, max: 3 }).map((n) => T + n),
  state: fc.constantFrom('sent' as const, 'closed' as const),
});
const rowOf = ({ id, ...facts }: Partial<Report> & { id: string }): Report => report(id, facts);

const anyChange: fc.Arbitrary<Change> = fc.record({
  put: fc.record({ reports: fc.array(anyRow.map(rowOf), { maxLength: 2 }) }),
  remove: fc.record({ reports: fc.subarray(ids, { maxLength: 1 }) }),
});

const anyQuestion = fc.oneof(
  fc.constantFrom(...ids).map((id) => (view: View) => view.get('reports', id)),
  fc
    .record({
      index: fc.constantFrom('holder' as const, 'member' as const, 'open' as const, 'sent' as const),
      value: fc.constantFrom('u', 'v', 'm', '-'),
      limit: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
      newest: fc.boolean(),
      from: fc.option(
        fc.integer({ min: 0, max: 3 }).map((n) => T + n),
        { nil: undefined },
      ),
      to: fc.option(
        fc.integer({ min: 0, max: 3 }).map((n) => T + n),
        { nil: undefined },
      ),
      after: fc.option(anyRow.map(rowOf), { nil: undefined }),
    })
    // A page follows a row of that list.
    .filter(({ index, value, after }) => !after || standingOf('reports', index, after)?.of === value)
    .map(({ index, value, ...page }) => {
      const ask = (view: View) => view.find('reports', index, value, defined(page));
      return Object.assign(ask, { [fc.toStringMethod]: () => JSON.stringify([index, value, page]) });
    }),
);

const defined = <P extends object>(page: P): Page<'reports'> =>
  Object.fromEntries(Object.entries(page).filter(([, value]) => value !== undefined));

/** A store with those rows, and the same with those changes made too. */
async function storesOf(rows: readonly Change[], changes: readonly Change[]): Promise<[Store, Store]> {
  const [before, after] = [createMemoryStore({ now: () => T }), createMemoryStore({ now: () => T })];
  for (const change of rows) for (const one of [before, after]) await one.commit({ at: T }, () => change);
  for (const change of changes) await after.commit({ at: T }, () => change);
  return [before, after];
}

const viewOf = (store: Store): View => ({
  get: (table, id) => store.read((view) => view.get(table, id)),
  find: (table, index, value, page) => store.read((view) => view.find(table, index, value, page)),
});

it('a decision whose reading others of its round changed is known, and reads over their changes what it would read after them', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(anyChange, { maxLength: 3 }),
      fc.array(anyChange, { minLength: 1, maxLength: 3 }),
      fc.array(anyQuestion, { minLength: 1, maxLength: 4 }),
      fc.array(anyQuestion, { maxLength: 2 }),
      async (rows, changes, questions, readByOthers) => {
        const [before, after] = (await storesOf(rows, changes)).map(viewOf) as [View, View];
        const moment = createMoment(before);
        const beside = moment.startReading();
        const stood = await Promise.all(questions.map((ask) => ask(beside.view)));
        // Whoever made the changes knew some of what they replaced, and some not.
        for (const ask of readByOthers) await ask(moment.startReading().view);
        for (const change of changes) moment.change(change, T);
        const truth = await Promise.all(questions.map((ask) => ask(after)));
        if (JSON.stringify(stood) !== JSON.stringify(truth)) expect(beside.disturbed()).toBe(true);
        const onChanges = moment.startReading('on changes');
        expect(await Promise.all(questions.map((ask) => ask(onChanges.view)))).toEqual(truth);
      },
    ),
    { numRuns: 400 },
  ));

it('what reads only other rows and lists is not disturbed', async () => {
  const [before] = await storesOf([{ put: { reports: [rowOf({ id: 'a', holder: 'u' })] } }], []);
  const moment = createMoment(viewOf(before));
  const reading = moment.startReading();
  await reading.view.get('reports', 'b');
  await reading.view.find('reports', 'holder', 'v');
  await moment.startReading().view.get('reports', 'a');
  moment.change({ put: { reports: [rowOf({ id: 'a', holder: 'w' })] } }, T);
  expect(reading.disturbed()).toBe(false);
});

it('who reads a chat into which another one writes waits: the place of a new message is not known before it is stored', async () => {
  const [before] = await storesOf([], []);
  const moment = createMoment(viewOf(before));
  moment.change({ send: [draft('m/0', 'c')] }, T);
  const reading = moment.startReading('on changes');
  const found: Outgoing[] = await reading.view.find('outbox', 'chat', 'd');
  expect([found, reading.blocked()]).toEqual([[], false]);
  await reading.view.find('outbox', 'chat', 'c');
  expect(reading.blocked()).toBe(true);
});

it('a view that is kept longer than its decision reads nothing', async () => {
  const [before] = await storesOf([], []);
  const reading = createMoment(viewOf(before)).startReading();
  reading.end();
  await expect(reading.view.get('reports', 'a')).rejects.toThrow('only until it is made');
});
