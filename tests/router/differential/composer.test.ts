import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Event, Update } from '../../../src/core/update.ts';
import { typed, update } from '../updates.ts';
import { build, plain } from './build.ts';
import { ours, theirs } from './side.ts';
import type { Side } from './side.ts';
import { node, table } from './table.ts';
import type { Node } from './table.ts';

const file = { kind: 'photo', channel: 'telegram', id: 'f' } as const;
const events: Event[] = [
  ...[
    'a',
    'b',
    'ab',
    'A',
    'a b',
    'start',
    'x',
    '/start',
    '/start a',
    '/a x',
    '/a "x y"',
    '/ab',
    '/help',
    '/settings',
  ].map(typed),
  ...['a', 'ab', 'start', '/start', 'x'].map((data): Event => ({ type: 'press', data })),
  { type: 'photo', file },
  { type: 'photo', file, caption: 'a' },
  { type: 'voice', file: { ...file, kind: 'voice' } },
  { type: 'document', file: { ...file, kind: 'document' } },
  { type: 'location', latitude: 1, longitude: 2 },
  { type: 'contact', phone: '1' },
  { type: 'sticker' },
];
const updates: fc.Arbitrary<Update> = fc
  .tuple(fc.constantFrom(...events), fc.constantFrom('telegram:42', 'telegram:9'), fc.boolean())
  .map(([event, person, group]) =>
    update(structuredClone(event), { person, chat: person, chatType: group ? 'group' : 'private' }),
  );
/** An update, or a route that is registered between two updates in the composer of that number. */
type Step = { update: Update } | { late: Node; where: number };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ update: updates }) },
    { weight: 1, arbitrary: fc.record({ late: node, where: fc.nat(3) }) },
  ),
  { minLength: 1, maxLength: 8 },
);

/** Everything that can be seen from outside: which handlers ran, in which order, with what match, and how it ended. */
async function play(
  side: Side,
  nodes: readonly Node[],
  script: readonly Step[],
  spare: Update,
): Promise<string[]> {
  const log: string[] = [];
  const bot = build(side, nodes, log, spare);
  for (const step of script) {
    if ('late' in step) {
      bot.add(bot.composers[step.where % bot.composers.length] ?? bot.root, step.late);
      continue;
    }
    log.push(`--- ${step.update.event.type}`);
    try {
      await bot.root.middleware()(side.context(step.update), async () => void log.push('past the end'));
    } catch (error) {
      log.push(`failed ${plain(error)}`);
    }
  }
  return log;
}

it(
  'same handlers, same order, same match, same errors as telegraf, for any route table',
  { timeout: 120_000 },
  async () => {
    let lines = 0;
    await fc.assert(
      fc.asyncProperty(table, steps, updates, async (nodes, script, spare) => {
        const [mine, telegrafs] = [
          await play(ours, nodes, script, spare),
          await play(theirs, nodes, script, spare),
        ];
        lines += mine.length;
        expect(mine).toEqual(telegrafs);
      }),
      { numRuns: 4_000, seed: 20211016 },
    );
    // The property is not empty: handlers did run.
    expect(lines).toBeGreaterThan(40_000);
  },
);

it('same words of a payload as telegraf', async () => {
  // Telegraf leaves an empty quotation open; ours closes it.
  const parts = ['a', 'b', ' ', '\n', '"x y"', "'z'", '"x', 'y"', "'", '\\ ', '\\"', 'ê'];
  const payload = fc
    .array(fc.constantFrom(...parts), { maxLength: 12 })
    .map((list) => list.join(''))
    .filter((text) => !/(["'])\n*\1/.test(text));
  const words = async (side: Side, text: string): Promise<unknown> => {
    const routes = new side.Composer();
    let args: unknown;
    routes.command('x', (ctx) => (args = ctx.args));
    await routes.middleware()(side.context(update(typed(text))), async () => undefined);
    return args;
  };
  await fc.assert(
    fc.asyncProperty(payload, async (drawn) => {
      const text = `/x ${drawn}`;
      expect(await words(ours, text)).toEqual(await words(theirs, text));
    }),
    { numRuns: 2_000, seed: 20211016 },
  );
});
