import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Bundle } from '../../src/content/bundle.ts';
import { openLive } from '../../src/content/live.ts';
import type { Live, LiveParts, Standing } from '../../src/content/live.ts';
import { until } from '../e2e/world.ts';
import { faq } from './folder.ts';

const NOW = Date.UTC(2026, 10, 21, 3, 0);
const MARK = /Bản (\d+)\./;

interface Room {
  dir: string;
  keep: string;
  standings: Standing[];
  open(): Promise<Live<Bundle>>;
  /** What a member would read now. */
  answer(live: Live<Bundle>): string | undefined;
}

const lives: Live<Bundle>[] = [];
afterEach(async () => {
  for (const live of lives.splice(0)) await live.stop();
});

const good = (version: number) => faq({}, `Bản ${version}. Nghỉ ngơi, uống nhiều nước.`);
const bad = (version: number) => faq({ chu_de: 'vacxin' }, `Bản ${version}. Nghỉ ngơi.`);

/** The project's own folder with one item of the test's. */
async function createRoom(parent?: string): Promise<Room> {
  const home = parent ?? (await mkdtemp(join(tmpdir(), 'live-')));
  const dir = join(home, 'content');
  if (!parent) {
    await mkdir(join(dir, 'faq'), { recursive: true });
    for (const name of ['organization', 'categories', 'contacts', 'calendar', 'phase'])
      await writeFile(join(dir, `${name}.yml`), await readFile(`content/${name}.yml`));
    await mkdir(join(dir, 'wording'));
    await writeFile(join(dir, 'wording', 'menu.md'), '## home\nChào anh/chị.\n');
    await writeFile(join(dir, 'faq', 'sot.md'), good(0));
  }
  const standings: Standing[] = [];
  const parts: LiveParts<Bundle> = {
    dir,
    keep: join(home, 'data', 'last-good.json'),
    check: () => [],
    make: (bundle) => bundle,
    now: () => NOW,
    dayOf: () => '2026-11-21',
    onProblem: (error) => {
      throw error;
    },
    watch: { quietMs: 60 },
  };
  return {
    dir,
    keep: parts.keep,
    standings,
    async open() {
      const opened = await openLive(parts);
      if ('refused' in opened) throw new Error(opened.refused.map(({ message }) => message).join());
      lives.push(opened.live);
      opened.live.follow((standing) => standings.push(standing));
      return opened.live;
    },
    answer: (live) => MARK.exec(live.current().faq[0]?.text ?? '')?.[1],
  };
}

/** As editors save: over the old file in two steps, or beside it and then renamed over it. */
async function save(path: string, text: string, atomic: boolean): Promise<void> {
  if (atomic) {
    await writeFile(`${path}.swp`, text);
    await rename(`${path}.swp`, path);
  } else {
    await writeFile(path, text.slice(0, text.length / 2));
    await writeFile(path, text);
  }
}

describe('content that is changed while it is served', () => {
  it('is at every moment some good version, over a hundred rapid good and bad saves, and at the end the last good one', async () => {
    const room = await createRoom();
    const live = await room.open();
    const path = join(room.dir, 'faq', 'sot.md');
    const saved = new Set(['0']);
    const seen: (string | undefined)[] = [];
    const looking = setInterval(() => seen.push(room.answer(live)), 1);
    // A generator of its own: the same saves in every run.
    let seed = 42;
    const chance = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    for (let version = 1; version <= 100; version++) {
      const waited = version % 25 === 0;
      const isGood = waited || chance() < 0.5;
      if (isGood) saved.add(String(version));
      await save(path, isGood ? good(version) : bad(version), chance() < 0.5);
      if (waited) await until(() => room.answer(live) === String(version), 10_000, `version ${version}`);
      else await new Promise((resolve) => setTimeout(resolve, chance() < 0.1 ? 250 : chance() * 30));
    }
    await save(path, bad(101), true);
    await until(() => live.standing().refused !== undefined, 10_000, 'the last bad save');
    // Whoever saved last was bad: what is served is some good version, and the fault is named.
    expect(saved).toContain(room.answer(live));
    expect(live.standing().refused!.faults[0]).toMatchObject({
      path: 'content/faq/sot.md',
      line: 4,
      column: 9,
    });
    await save(path, good(102), false);
    await until(() => room.answer(live) === '102', 10_000, 'the last good save');
    clearInterval(looking);
    saved.add('102');
    expect(live.standing().refused).toBeUndefined();
    expect(seen.length).toBeGreaterThan(100);
    expect([...new Set(seen)].filter((version) => !saved.has(version ?? 'none'))).toEqual([]);
    expect(new Set(seen).size).toBeGreaterThan(5);
  }, 60_000);

  it('ignores what editors leave beside a file, and a file that is gone for a moment', async () => {
    const room = await createRoom();
    const live = await room.open();
    const path = join(room.dir, 'faq', 'sot.md');
    for (const name of ['.sot.md.swp', 'sot.md~', '.#sot.md', '4913', 'x.tmp', '.DS_Store', 'sot.md.part'])
      await writeFile(join(room.dir, 'faq', name), 'nửa chừ');
    await rename(path, `${path}~`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await rename(`${path}~`, path);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(room.standings).toEqual([]);
    expect(room.answer(live)).toBe('0');
  });

  it('follows new folders, deleted files and a folder that is replaced whole', async () => {
    const room = await createRoom();
    const live = await room.open();
    await mkdir(join(room.dir, 'faq', 'moi', 'nua'), { recursive: true });
    await writeFile(
      join(room.dir, 'faq', 'moi', 'nua', 'hai.md'),
      faq({ cau_hoi: 'Câu thứ hai?', cach_hoi_khac: undefined }),
    );
    await until(() => live.current().faq.length === 2, 10_000, 'the file in a new folder');
    await rm(join(room.dir, 'faq', 'moi'), { recursive: true });
    await until(() => live.current().faq.length === 1, 10_000, 'the removal');
    await rename(room.dir, `${room.dir}-old`);
    execFileSync('cp', ['-r', `${room.dir}-old`, `${room.dir}-new`]);
    await rename(`${room.dir}-new`, room.dir);
    await writeFile(join(room.dir, 'faq', 'sot.md'), good(7));
    await until(() => room.answer(live) === '7', 10_000, 'the change in the new folder');
  });

  it('follows a link that a deploy points to another folder', async () => {
    const home = await mkdtemp(join(tmpdir(), 'live-link-'));
    const first = await createRoom();
    execFileSync('cp', ['-r', first.dir, join(home, 'one')]);
    execFileSync('cp', ['-r', first.dir, join(home, 'two')]);
    await writeFile(join(home, 'two', 'faq', 'sot.md'), good(2));
    await symlink(join(home, 'one'), join(home, 'content'));
    const room = await createRoom(home);
    const live = await room.open();
    expect(room.answer(live)).toBe('0');
    await symlink(join(home, 'two'), join(home, 'next'));
    await rename(join(home, 'next'), join(home, 'content'));
    await until(() => room.answer(live) === '2', 10_000, 'the other folder');
    await writeFile(join(home, 'two', 'faq', 'sot.md'), good(3));
    await until(() => room.answer(live) === '3', 10_000, 'a change in the other folder');
  });

  it('keeps the last good version over restarts, with its hour, until the folder is good again', async () => {
    const room = await createRoom();
    const path = join(room.dir, 'faq', 'sot.md');
    await (await room.open()).stop();
    await writeFile(path, bad(1));
    const live = await room.open();
    expect(room.answer(live)).toBe('0');
    expect(live.standing()).toMatchObject({ good: { at: NOW }, refused: { faults: [{ line: 4 }] } });
    await writeFile(path, good(2));
    await until(() => room.answer(live) === '2', 10_000, 'the good version');
    expect(live.standing().refused).toBeUndefined();
    expect(await readdir(join(room.keep, '..'))).toEqual(['last-good.json']);
  });

  it('refuses to start only when the folder is broken and no good version was kept', async () => {
    const room = await createRoom();
    await writeFile(join(room.dir, 'faq', 'sot.md'), bad(1));
    await expect(room.open()).rejects.toThrow('chu_de');
    await mkdir(join(room.keep, '..'), { recursive: true });
    await writeFile(room.keep, '{"half": ');
    await expect(room.open()).rejects.toThrow('chu_de');
  });

  it('goes back to the version served when a bad change is taken back', async () => {
    const room = await createRoom();
    const live = await room.open();
    const served = live.current();
    const path = join(room.dir, 'faq', 'sot.md');
    await writeFile(path, bad(1));
    await until(() => live.standing().refused !== undefined, 10_000, 'the fault');
    expect(live.current()).toBe(served);
    await writeFile(path, good(0));
    await until(() => live.standing().refused === undefined, 10_000, 'the good version');
    expect(live.current()).toBe(served);
  });
});
