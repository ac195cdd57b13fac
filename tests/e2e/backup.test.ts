import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/open-store.ts';
import { JPEG } from '../sandbox/telegram/setup.ts';
import { usePostgres } from '../use-postgres.ts';
import { createWorld, reads, SECRETS, sendReport, until } from './world.ts';
import type { World } from './world.ts';

const temporary = (): string => mkdtempSync(join(tmpdir(), 'satcanh-backup-'));

const filesOf = (dataDir: string): Record<string, string> => {
  const dir = join(dataDir, 'files');
  if (!existsSync(dir)) return {};
  return Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'base64')]));
};

const rowsOf = async (settings: { dataDir: string; databaseUrl?: string }) => {
  const store = await openStore(settings, { now: () => Date.now() });
  const { rows } = await store.stats();
  await store.close();
  return rows;
};

describe('backup and restore', () => {
  const file = join(temporary(), 'backup.jsonl');
  const sharedDir = temporary();
  const server = usePostgres();
  let world: World;
  /** What the bot is started with, and the commands, once it has outgrown one machine. */
  let shared: { DATABASE_URL: string; DATA_DIR: string };

  beforeAll(async () => {
    world = await createWorld();
    shared = { DATABASE_URL: await server.createDatabase(), DATA_DIR: sharedDir };
  }, 60_000);
  afterAll(() => world.close());

  /** Runs one of the commands as the operator does. */
  function run(name: 'backup' | 'restore', args: string[], env: Record<string, string> = {}) {
    const done = spawnSync(process.execPath, ['--import', 'tsx', `src/bin/${name}.ts`, ...args], {
      env: { ...world.environment, ...env },
      encoding: 'utf8',
    });
    return { code: done.status, out: done.stdout, err: done.stderr };
  }

  it('say how they are used, and what is wrong, in a sentence', () => {
    expect(run('backup', [])).toMatchObject({ code: 2, out: '' });
    expect(run('backup', ['--all']).err).toContain('Cách dùng');
    expect(run('restore', []).err).toContain('Cách dùng');
    expect(run('restore', [`${file}-not-there`]).err.trim()).toBe(
      'Không có tệp hoặc thư mục ấy: xem lại đường dẫn.',
    );
    writeFileSync(`${file}-foreign`, '{"posts": []}\n');
    expect(run('restore', [`${file}-foreign`, '--force']).err).toContain('line 1');
    expect(run('backup', [file], shared).err).toContain('chưa có bảng');
  }, 120_000);

  it('move a union up to PostgreSQL and back: copied while the bot serves, all there afterwards, photos too', async () => {
    await world.start();
    const officer = world.telegram.phone({ id: '900', name: 'Phạm Thị Thu' });
    await officer.say(`/canbo ${SECRETS.admin}`);
    await reads(officer, 'Tổng Liên đoàn');
    const member = world.telegram.phone({ id: '2000', name: 'Trần Văn Bình' });
    const story = 'Xưởng may đóng cửa, nợ lương hai tháng';
    const reference = await sendReport(member, story, { photo: JPEG });
    // The next file of anybody is the moment at which files that wait are copied.
    await member.sendPhoto(JPEG);
    const copied = (name: string) => !name.endsWith('.part');
    await until(() => Object.keys(filesOf(world.dataDir)).some(copied), 20_000, 'the copy of the photo');

    const whileServing = run('backup', [file]);
    expect(whileServing).toMatchObject({ code: 0, err: '' });
    expect(whileServing.out).toContain('Đã sao lưu');
    expect(run('restore', [file]).err).toContain('Trợ lý đang chạy');
    await world.terminate();

    expect(run('restore', [file], shared)).toMatchObject({ code: 0, err: '' });
    expect(filesOf(sharedDir)).toEqual(filesOf(world.dataDir));
    await world.start(shared);
    const before = member.bubbles().length;
    await member.say('Phản ánh của tôi');
    await until(
      () =>
        member
          .bubbles()
          .some((bubble, i) => i > before && JSON.stringify(bubble.rows ?? []).includes(reference)),
      20_000,
      'the report among mine, on PostgreSQL',
    );
    await world.terminate();

    expect(run('backup', [file], shared)).toMatchObject({ code: 0, err: '' });
    const refused = run('restore', [file]);
    expect([refused.code, refused.err.includes('--force')]).toEqual([1, true]);
    expect(run('restore', [file, '--force'])).toMatchObject({ code: 0, err: '' });
    const databaseUrl = shared.DATABASE_URL;
    expect(await rowsOf({ dataDir: world.dataDir })).toEqual(
      await rowsOf({ dataDir: sharedDir, databaseUrl }),
    );
    expect(filesOf(world.dataDir)).toEqual(filesOf(sharedDir));
  }, 180_000);
});
