import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOnDisk } from '../../src/store/lowdb/files.ts';
import type { StoreError } from '../../src/store/errors.ts';
import { createDisk } from './disk.ts';
import { contents, folder, openIn } from './lowdb-setup.ts';
import { draft, increment, nobody, send, T, valueOf } from './rows.ts';

const outcomes = async (all: Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(all)).map((one) => one.status);

describe('a disk that fails', () => {
  it('when it is full: no commit of the batch resolves, the store stops and says so, and what was acknowledged is there', async () => {
    const dir = await folder();
    const disk = createDisk();
    const fatal: StoreError[] = [];
    const store = await openIn(dir, { open: disk.open, onFatal: (error) => fatal.push(error) });
    await increment(store, 'n', 'telegram:1');
    disk.room = 30;
    const batch = [increment(store, 'n', 'telegram:2'), increment(store, 'm', 'telegram:3')];
    expect(await outcomes(batch)).toEqual(['rejected', 'rejected']);
    disk.room = Infinity;
    await expect(increment(store, 'n')).rejects.toThrow('ENOSPC');
    await expect(valueOf(store, 'n')).rejects.toThrow('disk has room');
    await expect(store.claim(T, 1, nobody)).rejects.toThrow('ENOSPC');
    expect(fatal).toHaveLength(1);
    await store.close();

    const next = await openIn(dir);
    expect(await valueOf(next, 'n')).toBe(1);
    expect(await increment(next, 'm', 'telegram:3')).toBe('applied');
  });

  it('when fsync fails: it is never asked again, and a start from the disk is clean', async () => {
    const dir = await folder();
    const disk = createDisk();
    const store = await openIn(dir, { open: disk.open });
    await increment(store, 'n', 'telegram:1');
    const before = disk.written.syncs;
    disk.syncs = 0;
    await expect(increment(store, 'n', 'telegram:2')).rejects.toThrow('EIO');
    disk.syncs = Infinity;
    await expect(increment(store, 'n', 'telegram:2')).rejects.toThrow('EIO');
    expect(disk.written.syncs).toBe(before);
    await store.close();

    const next = await openIn(dir);
    await increment(next, 'n', 'telegram:1');
    await increment(next, 'n', 'telegram:2');
    // The frame reached the file or it did not: either way each update counts once.
    expect(await valueOf(next, 'n')).toBe(2);
  });

  it('while a snapshot is written: the store goes on, and leaves no half file', async () => {
    const dir = await folder();
    const disk = createDisk();
    const warnings: string[] = [];
    const log = {
      info: () => {},
      warn: (_facts: object, words: string) => void warnings.push(words),
      error: () => {},
    };
    const store = await openIn(dir, {
      log,
      snapshotBytes: 100,
      open: (path, flags) =>
        path.includes('snap-')
          ? Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' }))
          : disk.open(path, flags),
    });
    for (let i = 0; i < 10; i++) await increment(store, 'n');
    await store.close();
    expect(warnings[0]).toContain('could not be written');
    expect(Object.keys(await contents(dir)).filter((name) => !name.startsWith('log-'))).toEqual([]);
    expect(await valueOf(await openIn(dir), 'n')).toBe(10);
  });

  it('at the first start: no store is made', async () => {
    const dir = await folder();
    const disk = createDisk();
    disk.room = 10;
    await expect(openIn(dir, { open: disk.open })).rejects.toMatchObject({ fault: 'folder' });
    expect(await contents(dir)).toEqual({});
  });
});

describe('what is not durable yet', () => {
  it('is not told: reads, claims and duplicates wait for the disk', async () => {
    const dir = await folder();
    const disk = createDisk();
    const store = await openIn(dir, { open: disk.open });
    disk.slow = 80;
    const order: string[] = [];
    const note = (name: string) => (): void => void order.push(name);
    const commit = store
      .commit({ update: 'u', at: T }, () => ({
        put: { kept: [{ id: 'x', value: 1 }] },
        send: [draft('u/0', 'c')],
      }))
      .then(note('commit'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(await store.stats()).toMatchObject({ outbox: 1 });
    const all = [
      commit,
      valueOf(store, 'x').then(note('read')),
      increment(store, 'n', 'u').then(note('duplicate')),
      store.claim(T, 1, nobody).then(note('claim')),
    ];
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(order).toEqual([]);
    await Promise.all(all);
    expect([...order].sort()).toEqual(['claim', 'commit', 'duplicate', 'read']);
  });

  it('is not told when the power goes', async () => {
    const dir = await folder();
    const disk = createDisk();
    const store = await openIn(dir, { open: disk.open });
    await increment(store, 'n', 'telegram:1');
    let told = false;
    void increment(store, 'n', 'telegram:2').then(() => (told = true));
    void valueOf(store, 'n').then(() => (told = true));
    await disk.cut(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told).toBe(false);
  });

  it('shares one fsync with all that wait beside it', async () => {
    const disk = createDisk();
    const store = await openIn(await folder(), { open: disk.open });
    const before = disk.written.syncs;
    await Promise.all(Array.from({ length: 200 }, (_, i) => increment(store, `n${i}`)));
    expect(disk.written.syncs - before).toBeLessThanOrEqual(3);
  });
});

describe('marks of handled updates', () => {
  it('go after a week, a few with each later commit, also those of a clock that was ahead', async () => {
    const dir = await folder();
    let now = T;
    const store = await openIn(dir, { now: () => now });
    const mark = (id: string, at: number): Promise<unknown> => store.commit({ update: id, at }, () => ({}));
    await mark('ahead', T + 400 * 86_400_000);
    for (let i = 0; i < 20; i++) await mark(`old:${i}`, T);
    expect(await mark('ahead', now)).toBe('duplicate');
    expect(await mark('old:0', now)).toBe('duplicate');
    now = T + 8 * 86_400_000;
    for (let i = 0; i < 20; i++) await mark(`new:${i}`, now);
    for (let i = 0; i < 20; i++) expect(await mark(`old:${i}`, now)).toBe('applied');
    expect(await mark('ahead', now)).toBe('applied');
    await store.close();
    expect(await (await openIn(dir)).commit({ update: 'new:1', at: now }, () => ({}))).toBe('duplicate');
  });
});

describe('a snapshot', () => {
  it('may be taken in the middle of commits and loses none of them', async () => {
    const dir = await folder();
    const store = await openIn(dir, { snapshotBytes: 20_000 });
    const filler = 'x'.repeat(500);
    for (let round = 0; round < 20; round++) {
      await Promise.all(
        Array.from({ length: 30 }, (_, i) =>
          store.commit({ update: `u:${round}:${i}`, at: T }, async (view) => {
            const before = Number(
              ((await view.get('kept', `k${i}`))?.value as { n: number } | undefined)?.n ?? 0,
            );
            return { put: { kept: [{ id: `k${i}`, value: { n: before + 1, filler } }] } };
          }),
        ),
      );
      await send(store, T, draft(`m${round}`, 'c'));
    }
    await store.close();
    expect(Object.keys(await contents(dir)).some((name) => name.startsWith('snap-'))).toBe(true);
    const next = await openIn(dir);
    for (let i = 0; i < 30; i++) expect(await valueOf(next, `k${i}`)).toEqual({ n: 20, filler });
    expect((await next.stats()).outbox).toBe(20);
    expect(await increment(next, 'n', 'u:0:0')).toBe('duplicate');
  });

  it('gets its name when all that it holds is durable in the log too, not before', async () => {
    const dir = await folder();
    const disk = createDisk();
    const store = await openIn(dir, {
      snapshotBytes: 100,
      open: (path, flags) => (path.includes('snap-') ? openOnDisk(path, flags) : disk.open(path, flags)),
    });
    disk.slow = 60;
    let acknowledged = 0;
    const committing = (async () => {
      for (; acknowledged < 12; acknowledged++) await increment(store, 'n');
    })();
    let snapshots = 0;
    for (let seen = 1; acknowledged < 8;) {
      const told = acknowledged;
      const text = await readFile(join(dir, `snap-${seen + 1}.jsonl`), 'utf8').catch(() => undefined);
      if (text !== undefined) {
        const held = Number(/"value":(\d+)/.exec(text)?.[1]);
        // What is told between the two looks may be in it.
        expect(held).toBeLessThanOrEqual(Math.max(told, acknowledged));
        snapshots++;
        seen++;
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await committing;
    expect(snapshots).toBeGreaterThan(0);
  });

  it('keeps the generation before and no older one', async () => {
    const dir = await folder();
    const store = await openIn(dir, { snapshotBytes: 300 });
    for (let i = 0; i < 60; i++) {
      await increment(store, 'n', `telegram:${i}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await store.close();
    const names = Object.keys(await contents(dir));
    expect(names.filter((name) => name.startsWith('snap-')).length).toBeLessThanOrEqual(2);
    expect(names.filter((name) => name.startsWith('log-')).length).toBeLessThanOrEqual(3);
    expect(names).not.toContain('log-1.jsonl');
  });
});
