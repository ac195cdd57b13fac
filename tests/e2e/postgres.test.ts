import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usePostgres } from '../use-postgres.ts';
import { createWorld, fromBot, reads, SECRETS, sendReport } from './world.ts';
import type { World } from './world.ts';

describe('a bot whose store is PostgreSQL', () => {
  const server = usePostgres();
  let world: World;

  beforeAll(async () => {
    world = await createWorld({ databaseUrl: await server.createDatabase(), zaloRetryScale: 1 });
  }, 60_000);
  afterAll(() => world.close());

  it('is killed with a report on its way to an officer whose chat does not answer, and delivers it after the next start', async () => {
    await world.start();
    const officer = world.telegram.phone({ id: '900', name: 'Phạm Thị Thu' });
    await officer.say(`/canbo ${SECRETS.admin}`);
    await reads(officer, 'Tổng Liên đoàn');
    const cards = () => fromBot(officer).filter((bubble) => bubble.text.includes('📋'));

    world.telegram.setFault({ method: 'sendMessage', kind: 'error', code: 502 });
    const member = world.zalo.phone({ id: '4800100000000020001', name: 'Trần Văn Bình' });
    const reference = await sendReport(member, 'Công ty nợ lương tháng Mười của cả xưởng may');
    expect(cards()).toEqual([]);
    await world.kill();

    world.telegram.clearFaults();
    await world.start();
    await reads(officer, `📋 ${reference}`);
    expect((await world.terminate()).code).toBe(0);

    const store = await world.openStore();
    const stored = await store.read((view) => view.find('reports', 'member', 'zalo:4800100000000020001'));
    await store.close();
    expect(stored.map((report) => report.id)).toEqual([reference]);
  }, 60_000);
});
