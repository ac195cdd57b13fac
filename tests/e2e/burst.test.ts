import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bring, createCaller, formOf, telegramWrites, zaloWrites } from './traffic.ts';
import type { Caller, Writes } from './traffic.ts';
import { mostWithin, sendsOf } from '../faults/rate.ts';
import { createWorld, until } from './world.ts';
import type { World } from './world.ts';
import { usePostgres } from '../use-postgres.ts';

const CONNECTIONS = 100;
/** Of each platform; each writes one whole form of twelve messages: 10,080 updates in all. */
const MEMBERS = 420;
/** Every so-manyth update is posted a second time at the same moment, as platforms do. */
const TWICE_EVERY = 10;
/** MB that a burst may add: 30 in hand, 32 of bodies, what is stored of the members, and what the collector leaves lying. */
const MOST_ADDED = 250;

const server = usePostgres();

describe.each(['lowdb', 'postgres'])('a burst, over real HTTP on both webhooks, with %s', (engine) => {
  let world: World;
  let caller: Caller;
  let n = 0;
  beforeAll(async () => {
    world = await createWorld(engine === 'postgres' ? { databaseUrl: await server.createDatabase() } : {});
    await world.start({ LOG_LEVEL: 'warn' });
  }, 60_000);
  afterEach(() => caller.close());
  afterAll(() => world.close());

  /** MB */
  async function memory(): Promise<number> {
    const text = await (await fetch(`${world.url}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1]) / 2 ** 20;
  }

  /** The most memory that it takes while that happens, beyond what it took before, MB. */
  async function addedBy(burst: () => Promise<unknown>): Promise<number> {
    const before = await memory();
    let most = 0;
    const watching = setInterval(() => void memory().then((now) => (most = Math.max(most, now)), () => 0), 200);
    await burst();
    clearInterval(watching);
    return most - before;
  } // prettier-ignore

  const reportsOf = async (people: readonly string[]) => {
    expect((await world.terminate()).code).toBe(0);
    const store = await world.openStore();
    const found = await store.read(async (view) => {
      const all = people.map((person) => view.find('reports', 'member', person));
      return { reports: await Promise.all(all), persons: (await store.stats()).rows.persons };
    });
    await store.close();
    return found;
  };

  it('of 10,000 updates, some of them twice, is stored once and in order, whoever writes at the same time', async () => {
    caller = createCaller(world.url, CONNECTIONS);
    const fillForm = async (writes: Writes, id: number) => {
      for (const text of formOf(`Chuyện của ${id}`)) {
        const posted = writes(id, ++n, text);
        await Promise.all((n % TWICE_EVERY === 0 ? [posted, posted] : [posted]).map((one) => bring(caller, one)));
      }
    };
    const numbers = Array.from({ length: MEMBERS }, (_, i) => i + 1);
    const added = await addedBy(() =>
      Promise.all(numbers.flatMap((i) => [fillForm(telegramWrites, 5_000 + i), fillForm(zaloWrites, 9_000 + i)])),
    );
    // F13: whoever has a connection is answered soon, 99 of 100 within a second.
    const took = caller.took.toSorted((a, b) => a - b);
    expect(took[Math.floor(took.length * 0.99)]).toBeLessThan(1_000);
    expect(added).toBeLessThan(MOST_ADDED);
    expect(sendsOf(world).length, 'answers wait until the burst is over').toBeGreaterThan(30);
    // F15: as fast as Telegram allows, and in no second faster, though thousands wait.
    await until(() => sendsOf(world).length > 200, 30_000, 'Sending two hundred answers');
    expect(mostWithin(sendsOf(world), 1_000)).toBeLessThanOrEqual(30);
    const people = numbers.flatMap((i) => [`telegram:${5_000 + i}`, `zalo:${9_000 + i}`]);
    const { reports, persons } = await reportsOf(people);
    const read = reports.map((mine) => mine.map(({ member, story, people }) => `${member} ${story} ${people}`));
    expect(read).toEqual(people.map((person) => [`${person} Chuyện của ${person.split(':')[1]} 3`]));
    expect(persons).toBe(people.length);
  }, 120_000);
}); // prettier-ignore
