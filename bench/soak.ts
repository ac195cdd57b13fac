/** An hour's worth of traffic, 30 updates a second, pressed together: memory at the end beside memory in the middle, on both engines. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOwnPostgres } from '../tests/postgres-server.ts';
import { level, soak } from './load/soak.ts';
import type { Soaked } from './load/soak.ts';
import { machine, markdown, saveSection } from './report.ts';
import type { Options } from './run.ts';

const HOUR = 30 * 3_600;
/** SOAK_UPDATES: fewer, for a look. */
const UPDATES = Number(process.env['SOAK_UPDATES'] ?? HOUR);
/** ms in which three weeks of the bot's clock go by: about as long as it takes. */
const LENGTH = { lowdb: 3 * 60_000, PostgreSQL: 6 * 60_000 };

export async function run(options: Options): Promise<void> {
  const postgres = await startOwnPostgres();
  const rows: { engine: string; soaked: Soaked }[] = [];
  try {
    for (const engine of ['lowdb', 'PostgreSQL'] as const) {
      const dir = mkdtempSync(join(tmpdir(), 'bench-soak-'));
      const databaseUrl = engine === 'PostgreSQL' ? await postgres.createDatabase() : undefined;
      const soaked = await soak({
        ms: (LENGTH[engine] * UPDATES) / HOUR,
        updates: UPDATES,
        dir,
        ...(databaseUrl ? { databaseUrl } : {}),
      });
      rows.push({ engine, soaked });
      process.stderr.write(`${engine}: ${soaked.updates} updates in ${(soaked.took / 1000).toFixed(0)} s\n`);
      rmSync(dir, { recursive: true, force: true });
    }
  } finally {
    await postgres.stop();
  }
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ part: 'soak', machine: machine(), rows })}\n`);
    return;
  }
  const mb = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
  const table = markdown([
    [
      'engine',
      'updates',
      'seconds',
      'updates/s',
      'refused',
      'heap MB middle → end',
      'RSS MB middle → end',
      'folder MB, most',
    ],
    ...rows.map(({ engine, soaked: { updates, refused, took, samples } }) => {
      const two = (of: 'heap' | 'rss') =>
        `${mb(level(samples, of, 0.4, 0.6))} → ${mb(level(samples, of, 0.8, 1))}`;
      const most = Math.max(...samples.map(({ disk }) => disk));
      return [
        engine,
        updates.toLocaleString('en'),
        (took / 1000).toFixed(0),
        ((updates * 1000) / took).toFixed(0),
        String(refused),
        two('heap'),
        two('rss'),
        mb(most),
      ];
    }),
  ]);
  const text = `\`npm run bench -- soak\` · ${machine()}.

An hour's worth of traffic, 30 updates a second = ${UPDATES.toLocaleString('en')}, as fast as it is taken in and answered (at most 128 updates are ahead of their answers): questions,
menus, forms begun and left, now and then a report, every tenth update twice; the bot's clock runs through about three weeks, so that marks of updates
(kept for one) come and go. Middle: the median of samples at 40–60 % of the way; end: at 80–100 %. Heap after a collection.

${table}`;
  process.stdout.write(`${text}\n`);
  if (options.save) saveSection('Soak', text);
}
