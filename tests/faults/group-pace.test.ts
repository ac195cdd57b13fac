/** Recipe F15 for a group: 20 messages a minute, end to end. The bot's clock and Telegram's run ten times as fast. About 20 s alone. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { createWorld, fromBot, reads, SECRETS, sendReport, until } from '../e2e/world.ts';
import type { World } from '../e2e/world.ts';
import { explain } from './burst.ts';
import { oneFileProgram } from './program.ts';
import { mostWithin, sendsOf } from './rate.ts';

const RATE = 10;
const MINUTE = 60_000;
const GROUP = '-1001009';
const MEMBERS = 8;
/** Each an urgent one: its card comes by itself, however many wait. */
const REPORTS = 4;

let world: World;
beforeAll(async () => {
  const program = ['--import', join(import.meta.dirname, 'fast-clock.mjs'), ...(await oneFileProgram())];
  const start = Date.now() - performance.now() * RATE;
  world = await createWorld({ program, now: () => Math.round(start + performance.now() * RATE) });
  await world.start({ CLOCK_RATE: String(RATE) });
}, 60_000);
afterAll(() => world.close());

it('a group of officers gets its cards as fast as it may, and never more than 20 a minute', async () => {
  onTestFailed(() => explain(world));
  const group = world.telegram.group({ id: GROUP, title: 'Ban chấp hành' });
  const officer = group.phone({ id: '900', name: 'Phạm Thị Thu' });
  await officer.say(`/canbo ${SECRETS.admin}`);
  await reads(officer, 'Tổng Liên đoàn');
  // All its cards wait: then only the limit holds them back.
  const mend = world.telegram.setFault({ method: 'sendMessage', to: GROUP, kind: 'status', status: 502 });
  const references = await Promise.all(
    Array.from({ length: MEMBERS }, async (_, i) => {
      const member = world.zalo.phone({ id: `480010000000002${1000 + i}`, name: `Đoàn viên ${i}` });
      const mine: string[] = [];
      for (let n = 0; n < REPORTS; n++)
        mine.push(await sendReport(member, `Chuyện ${i}-${n}`, { urgent: true, patience: 60_000 }));
      return mine;
    }),
  );
  mend();
  const arrived = (reference: string) => fromBot(officer).some(({ text }) => text.includes(reference));
  await until(() => references.flat().every(arrived), 60_000, 'every card');
  const sends = sendsOf(world).filter(({ chat, status }) => chat === GROUP && status === 200);
  expect(sends.length).toBeGreaterThanOrEqual(MEMBERS * REPORTS);
  expect(mostWithin(sends, MINUTE)).toBeLessThanOrEqual(20);
  expect(mostWithin(sends, MINUTE)).toBeGreaterThanOrEqual(12);
}, 180_000);
