import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { every } from '../../src/store/data.ts';
import type { Store } from '../../src/store/store.ts';
import { contents, folder, openIn, refusal } from './lowdb-setup.ts';
import { increment, report, T } from './rows.ts';

const now = (): number => T + 90 * 24 * 3_600_000;
const story = (n: number): string => `Chuyện cũ số ${n} của một người`;
const over = (n: number) =>
  report(`PA-${n}`, {
    member: 'm',
    state: 'closed',
    story: story(n),
    happened: [{ at: T, what: 'closed' }],
  });

/** Commits until another generation's snapshot is there, and memory has let go. */
async function turnOver(dir: string, store: Store): Promise<void> {
  const newest = async (): Promise<number> =>
    Math.max(0, ...(await readdir(dir)).map((name) => Number(/^snap-(\d+)\.jsonl$/.exec(name)?.[1] ?? 0)));
  for (const before = await newest(); (await newest()) === before;) await increment(store, 'n');
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function filesWith(dir: string, words: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await readdir(dir)).filter((one) => one.endsWith('.jsonl')))
    if ((await readFile(join(dir, name), 'utf8')).includes(words)) found.push(name.replace(/\d+/, 'N'));
  return found;
}

/** A store of which thirty reports rest, and the folder. */
async function withPast(): Promise<{ dir: string; store: Store }> {
  const dir = await folder();
  const store = await openIn(dir, { now, snapshotBytes: 2_000 });
  await store.commit({ at: T }, () => ({ put: { reports: Array.from({ length: 30 }, (_, n) => over(n)) } }));
  await turnOver(dir, store);
  await turnOver(dir, store);
  await turnOver(dir, store);
  return { dir, store };
}

it('a change that is refused leaves the past where it was', async () => {
  const { dir, store } = await withPast();
  const archives = async () => (await readdir(dir)).filter((one) => one.startsWith('past'));
  const before = await archives();
  const wrong = { ...over(4), happened: 'nothing' as never };
  const refused = store.commit({ at: T }, () => ({ put: { reports: [{ ...over(3), people: 2 }, wrong] } }));
  await expect(refused).rejects.toThrow('cannot be stored');
  for (let i = 0; i < 3; i++) await turnOver(dir, store);
  expect(await archives()).toEqual(before);
  expect(await store.read((view) => view.get('reports', 'PA-3'))).toEqual(over(3));
  await store.close();
});

it('a report that was over long ago leaves logs and snapshots, and stands once in the archive', async () => {
  const { dir, store } = await withPast();
  expect(await filesWith(dir, story(7))).toEqual(['past-N.jsonl']);
  expect(await store.read((view) => view.get('reports', 'PA-7'))).toEqual(over(7));
  const before = (
    await readFile(
      join(
        dir,
        (await readdir(dir)).find((one) => one.startsWith('past-'))!,
      ),
    )
  ).length;
  for (let i = 0; i < 3; i++) await turnOver(dir, store);
  const past = (await readdir(dir)).filter((one) => one.startsWith('past-'));
  expect(past).toHaveLength(1);
  expect((await readFile(join(dir, past[0]!))).length).toBe(before);
});

it('what is erased is gone from every file two generations later, and what is changed stands there as it is now', async () => {
  const { dir, store } = await withPast();
  await store.commit({ at: T }, () => ({
    put: { reports: [{ ...over(8), story: 'Chuyện đã sửa' }] },
    remove: { reports: ['PA-7'] },
  }));
  for (let i = 0; i < 3; i++) await turnOver(dir, store);
  expect(await filesWith(dir, story(7))).toEqual([]);
  expect(await filesWith(dir, story(8))).toEqual([]);
  expect(await filesWith(dir, 'Chuyện đã sửa')).toEqual(['past-N.jsonl']);
  await store.close();
  const again = await openIn(dir, { now });
  const ids = await again.read(async (view) =>
    (await view.find('reports', 'sent', every)).map(({ id }) => id),
  );
  expect(ids).toHaveLength(29);
  expect(ids).not.toContain('PA-7');
});

it('an archive that is missing, cut off, foreign or damaged is refused with what to do, and nothing is changed', async () => {
  const { dir, store } = await withPast();
  await store.close();
  const names = Object.keys(await contents(dir));
  const rows = join(
    dir,
    names.find((one) => one.startsWith('past-'))!,
  );
  const index = join(
    dir,
    names.find((one) => one.startsWith('pastindex-'))!,
  );
  const whole = { [rows]: await readFile(rows), [index]: await readFile(index) };
  const spoils: ((path: string) => Promise<unknown>)[] = [
    (path) => rm(path),
    (path) => writeFile(path, '{"posts": []}\n'),
    (path) => writeFile(path, ''),
  ];
  for (const path of [rows, index]) {
    for (const spoil of spoils) {
      await spoil(path);
      const before = await contents(dir);
      const { fault, message } = await refusal(dir);
      expect([fault, message.includes(path)]).toEqual(['damaged', true]);
      expect(await contents(dir)).toEqual(before);
      await writeFile(path, whole[path]!);
    }
  }
  await truncate(index, whole[index]!.length - 3);
  expect((await refusal(dir)).fault).toBe('damaged');
  await writeFile(index, whole[index]!);
  await truncate(rows, whole[rows]!.length - 3);
  expect((await refusal(dir)).fault).toBe('damaged');
  const flipped = Buffer.from(whole[rows]!);
  flipped[flipped.indexOf(story(7)) + 3]! ^= 1;
  await writeFile(rows, flipped);
  const opened = await openIn(dir, { now });
  await expect(opened.read((view) => view.get('reports', 'PA-7'))).rejects.toThrow('the line is not whole');
  expect(await opened.read((view) => view.get('reports', 'PA-6'))).toEqual(over(6));
});
