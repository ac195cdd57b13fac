/**
 * F14, as long as a test may last; the whole hour's worth is `npm run bench -- soak`. Every second of it is needed: a leak shows
 * slowly.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { level, soak } from '../../bench/load/soak.ts';
import { usePostgres } from '../use-postgres.ts';

/** Bytes: a log and its snapshot, twice over, and the one that is being written; the soak's logs are full at 8 MiB. */
const MOST_ON_DISK = 48 * 2 ** 20;
/** Updates a second of the hour that is pressed together. */
const TRAFFIC = 30;

describe('three weeks of the clock and as many updates as go into them', () => {
  const dir = mkdtempSync(join(tmpdir(), 'satcanh-soak-'));
  const server = usePostgres();
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each([
    { engine: 'lowdb', ms: 45_000 },
    { engine: 'PostgreSQL', ms: 30_000 },
  ])(
    '$engine: leave memory at the end within a tenth of the middle, and the folder within its bound',
    async ({ engine, ms }) => {
      const databaseUrl = engine === 'PostgreSQL' ? await server.createDatabase() : undefined;
      const soaked = await soak({
        ms,
        dir: mkdtempSync(join(dir, 'store-')),
        ...(databaseUrl && { databaseUrl }),
      });
      const { updates, answers, refused, samples } = soaked;
      const told = JSON.stringify(soaked);
      expect(refused, told).toBe(0);
      expect(answers, told).toBeGreaterThanOrEqual(updates);
      // Members wait for their answers: still it is more than that traffic would have brought.
      expect(updates, told).toBeGreaterThan((TRAFFIC * ms) / 1_000);
      for (const of of ['heap', 'rss'] as const)
        expect(level(samples, of, 0.8, 1) / level(samples, of, 0.4, 0.6), `${of}: ${told}`).toBeLessThan(1.1);
      expect(Math.max(...samples.map(({ disk }) => disk)), told).toBeLessThan(MOST_ON_DISK);
    },
    150_000,
  );
});
