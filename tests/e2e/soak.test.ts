/** F14, as long as a test may last; the whole hour's worth is `npm run bench -- soak`. Every second of it is needed: a leak shows slowly. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { level, soak } from '../../bench/load/soak.ts';

const LENGTH = 45_000;
/** Bytes: a log and its snapshot, twice over, and the one that is being written; the soak's logs are full at 8 MiB. */
const MOST_ON_DISK = 48 * 2 ** 20;

describe('three weeks of the clock and as many updates as go into them', () => {
  const dir = mkdtempSync(join(tmpdir(), 'satcanh-soak-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('leave memory at the end within a tenth of the middle, and the folder within its bound', async () => {
    const { updates, answers, samples } = await soak({ ms: LENGTH, dir });
    const told = JSON.stringify({ updates, answers, samples });
    expect(answers, told).toBeGreaterThanOrEqual(updates);
    for (const of of ['heap', 'rss'] as const)
      expect(level(samples, of, 0.8, 1) / level(samples, of, 0.4, 0.6), `${of}: ${told}`).toBeLessThan(1.1);
    expect(Math.max(...samples.map(({ disk }) => disk)), told).toBeLessThan(MOST_ON_DISK);
  }, 150_000);
});
