import { copyFile, readFile, readdir, truncate, writeFile, appendFile, rm, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeFrame } from '../../src/store/lowdb/frame.ts';
import { contents, folder, openIn, refusal } from './lowdb-setup.ts';
import { increment, valueOf } from './rows.ts';

const frames = 8;

/** A folder whose log has a header and eight frames, one commit each; and where each frame starts. */
async function written(): Promise<{ dir: string; log: string; starts: number[]; bytes: Buffer }> {
  const dir = await folder();
  const store = await openIn(dir);
  for (let i = 0; i < frames; i++) await increment(store, 'n', `telegram:${i}`);
  await store.close();
  const log = join(dir, 'log-1.jsonl');
  const bytes = await readFile(log);
  const starts: number[] = [];
  for (let at = 0; at >= 0 && at < bytes.length; at = bytes.indexOf(0x0a, at) + 1) starts.push(at);
  return { dir, log, starts: starts.slice(1), bytes };
}

async function countIn(dir: string): Promise<unknown> {
  const store = await openIn(dir);
  const count = await valueOf(store, 'n');
  await store.close();
  return count;
}

/** Mulberry32, so that every run flips the same bits. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe('a log that a crash cut off', () => {
  it('at every byte of its last two frames opens with every whole frame, and takes commits', async () => {
    const { bytes, starts } = await written();
    const dir = await folder();
    const log = join(dir, 'log-1.jsonl');
    for (let length = starts[frames - 2] ?? NaN; length < bytes.length; length++) {
      await writeFile(log, bytes.subarray(0, length));
      expect(await countIn(dir), `cut at ${length}`).toBe(
        length < (starts[frames - 1] ?? NaN) ? frames - 2 : frames - 1,
      );
    }
    const store = await openIn(dir);
    await increment(store, 'n');
    await store.close();
    expect(await countIn(dir)).toBe(frames);
  }, 60_000);

  it('keeps the bytes that were cut in a file beside it', async () => {
    const { dir, log, bytes, starts } = await written();
    const last = starts.at(-1) ?? NaN;
    await truncate(log, bytes.length - 5);
    expect(await countIn(dir)).toBe(frames - 1);
    expect(await readFile(join(dir, `torn-log-1-${last}.bin`))).toEqual(
      bytes.subarray(last, bytes.length - 5),
    );
    expect((await readFile(log)).length).toBe(last);
  });

  it('and filled with NUL bytes opens with every whole frame', async () => {
    const { dir, log } = await written();
    await appendFile(log, Buffer.alloc(5000));
    expect(await countIn(dir)).toBe(frames);
  });
});

describe('damage', () => {
  it('of two hundred random bits is refused or was the unfinished end, and a refusal changes no file', async () => {
    const { bytes, starts } = await written();
    const dir = await folder();
    const log = join(dir, 'log-1.jsonl');
    const next = random(20261118);
    const outcomes = { refused: 0, cut: 0 };
    for (let i = 0; i < 200; i++) {
      const at = Math.floor(next() * bytes.length);
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(next() * 8));
      await writeFile(log, flipped);
      if (at >= (starts.at(-1) ?? NaN)) {
        expect(await countIn(dir)).toBe(frames - 1);
        outcomes.cut++;
        continue;
      }
      const error = await refusal(dir);
      expect(error.fault, `bit at ${at}`).toBe('damaged');
      expect(error.message).toContain('log-1.jsonl');
      expect((await readFile(log)).equals(flipped)).toBe(true);
      outcomes.refused++;
    }
    expect(outcomes.refused).toBeGreaterThan(150);
    expect(outcomes.cut).toBeGreaterThan(5);
  }, 60_000);

  it('in the middle names the file, the byte and what to do', async () => {
    const { dir, log, bytes, starts } = await written();
    const at = starts[3] ?? NaN;
    bytes[at + 20] = 0x58;
    await writeFile(log, bytes);
    const error = await refusal(dir);
    expect(error.message).toContain(`${log}, byte ${at}:`);
    expect(error.message).toContain('backup');
    expect(Object.keys(await contents(dir))).toEqual(['log-1.jsonl']);
  });

  it('that is a whole file of nothing is refused, for the log and for a snapshot', async () => {
    const { dir, log } = await written();
    await truncate(log, 0);
    expect((await refusal(dir)).message).toContain('empty');
    expect((await readFile(log)).length).toBe(0);
    const other = await snapshotted();
    await truncate(join(other, 'snap-2.jsonl'), 0);
    expect((await refusal(other)).message).toContain('snap-2.jsonl');
  });

  it('that put another file in the place of the log is refused, and the file stays', async () => {
    const { dir, log } = await written();
    for (const foreign of ['{"posts":[]}', 'hello\n', 'PK\u0003\u0004'.repeat(100), '\0'.repeat(4096)]) {
      await writeFile(log, foreign);
      expect((await refusal(dir)).fault).toBe('damaged');
      expect(await readFile(log, 'utf8')).toBe(foreign);
    }
  });

  it('that swapped two files or took one away is refused', async () => {
    const dir = await snapshotted();
    await copyFile(join(dir, 'log-1.jsonl'), join(dir, 'log-2.jsonl'));
    expect((await refusal(dir)).message).toContain('does not say that it is log 2');
    await rm(join(dir, 'log-2.jsonl'));
    expect((await refusal(dir)).message).toContain('log-2.jsonl is missing');
  });

  it('of any bit of a snapshot is refused, and moving it away gives everything back', async () => {
    const dir = await snapshotted();
    const snapshot = join(dir, 'snap-2.jsonl');
    const bytes = await readFile(snapshot);
    const next = random(7);
    for (let i = 0; i < 50; i++) {
      const flipped = Buffer.from(bytes);
      const at = Math.floor(next() * bytes.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(next() * 8));
      await writeFile(snapshot, flipped);
      expect((await refusal(dir)).message).toContain('move this file away');
    }
    await rm(snapshot);
    expect(await countIn(dir)).toBe(frames);
  });
});

describe('a file of another version', () => {
  it('is refused when it is newer, with what to do', async () => {
    const dir = await folder();
    const header = { satCanh: 'log', format: 1, schema: 9999, generation: 1 };
    await writeFile(join(dir, 'log-1.jsonl'), encodeFrame(JSON.stringify(header)));
    const error = await refusal(dir);
    expect(error.fault).toBe('newer');
    expect(error.message).toContain('newer version');
  });

  it('with a row that this program does not know is refused by field, without what it says', async () => {
    const { dir, log } = await written();
    await appendFile(
      log,
      encodeFrame('[["persons","p",{"id":"p","channel":"zalo","firstAt":"Nguyễn Văn An","lastAt":1}]]'),
    );
    const error = await refusal(dir);
    expect(error.message).toContain('persons.firstAt');
    expect(error.message).not.toContain('Nguyễn');
  });
});

describe('a folder', () => {
  it('that is a file is refused', async () => {
    const path = join(await folder(), 'data');
    await writeFile(path, 'x');
    expect(await refusal(path)).toMatchObject({ fault: 'folder' });
    expect(await readFile(path, 'utf8')).toBe('x');
  });

  // Root writes into read-only folders: what cannot be opened for writing stands for them, a folder in the log's place.
  it('whose log cannot be written is refused', async () => {
    const dir = await folder();
    await mkdir(join(dir, 'log-1.jsonl.tmp'));
    expect(await refusal(dir)).toMatchObject({ fault: 'folder' });
  });

  it('that is not there is made, for its user alone', async () => {
    const dir = join(await folder(), 'a', 'b');
    expect(await countIn(dir)).toBeUndefined();
    expect(await readdir(dir)).toEqual(['log-1.jsonl']);
  });

  it('keeps what it does not know, and clears away what a crash left half-written', async () => {
    const { dir } = await written();
    await writeFile(join(dir, 'note.txt'), 'mine');
    await writeFile(join(dir, 'snap-2.jsonl.tmp'), 'half');
    expect(await countIn(dir)).toBe(frames);
    expect(Object.keys(await contents(dir))).toEqual(['log-1.jsonl', 'note.txt']);
  });
});

/** A folder with generation 2 and the one before it. */
async function snapshotted(): Promise<string> {
  const dir = await folder();
  const store = await openIn(dir, { snapshotBytes: 100 });
  await increment(store, 'n', 'telegram:0');
  await until(async () => (await readdir(dir)).includes('snap-2.jsonl'));
  await store.close();
  const calm = await openIn(dir);
  for (let i = 1; i < frames; i++) await increment(calm, 'n', `telegram:${i}`);
  await calm.close();
  return dir;
}

async function until(ready: () => Promise<boolean>): Promise<void> {
  while (!(await ready())) await new Promise((resolve) => setTimeout(resolve, 2));
}
