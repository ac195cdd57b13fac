/** Outcomes of sends on their way into the store: one at once, the others together. */
import { expect, it } from 'vitest';
import { createSettling } from '../../../src/app/delivery/settling.ts';
import type { Settled } from '../../../src/store/store.ts';

const sent = (id: string): Settled => ({ id, result: 'sent', at: 1 });

/** A store whose every call waits until it is let go, well or with an error. */
function slowStore() {
  const calls: { ids: string[]; end(error?: Error): void }[] = [];
  const settle = (done: readonly Settled[]) =>
    new Promise<void>((resolve, reject) => {
      calls.push({
        ids: done.map(({ id }) => id),
        end: (error) => (error ? reject(error) : resolve()),
      });
    });
  return { settle, calls };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('stores the first at once, and those that come meanwhile together', async () => {
  const { settle, calls } = slowStore();
  const settling = createSettling({ settle });
  const done = ['a', 'b', 'c'].map((id, i) =>
    i === 0 ? settling(sent(id)) : turn().then(() => settling(sent(id))),
  );
  await turn();
  await turn();
  expect(calls.map(({ ids }) => ids)).toEqual([['a']]);
  calls[0]!.end();
  await done[0];
  await turn();
  expect(calls.map(({ ids }) => ids)).toEqual([['a'], ['b', 'c']]);
  calls[1]!.end();
  await Promise.all(done);
});

it('tells those that went along of a failure, and goes on with the next', async () => {
  const { settle, calls } = slowStore();
  const settling = createSettling({ settle });
  const first = settling(sent('a'));
  await turn();
  const second = settling(sent('b'));
  calls[0]!.end(new Error('the disk is full'));
  await expect(first).rejects.toThrow('the disk is full');
  await turn();
  calls[1]!.end();
  await expect(second).resolves.toBeUndefined();
});
