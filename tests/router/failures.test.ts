import { expect, it } from 'vitest';
import { createFailures } from '../../src/router/index.ts';
import type { Failure } from '../../src/router/index.ts';
import { update } from './updates.ts';

const words = 'chuyện riêng của tôi';
const failing = update({ type: 'text', text: words });

it('an update is brought again twice, and set aside the third time', async () => {
  const failures = createFailures();
  const verdicts = [];
  for (let attempt = 1; attempt <= 3; attempt++)
    verdicts.push(await failures.failed(failing, new Error('no unit')));
  expect(verdicts.map(({ then }) => then)).toEqual(['again', 'again', 'aside']);
  expect(verdicts[2]?.failure).toMatchObject({ id: failing.id, attempts: 3, event: 'text' });
  expect(verdicts[2]?.failure.error).toContain('no unit');
  expect(JSON.stringify(verdicts)).not.toContain(words);
});

it('counts each update for itself, and afresh once it is settled', async () => {
  const store = new Map<string, Failure>();
  const failures = createFailures({ limit: 2, store });
  expect((await failures.failed(failing, new Error('x'))).then).toBe('again');
  expect((await failures.failed({ ...failing, id: 'telegram:2' }, 'x')).then).toBe('again');
  await failures.settled(failing);
  expect([...store.keys()]).toEqual(['telegram:2']);
  expect((await failures.failed(failing, new Error('x'))).then).toBe('again');
});

it('does not keep more in memory than can be borne', async () => {
  const failures = createFailures({ limit: 2 });
  for (let n = 0; n <= 10_000; n++) await failures.failed({ ...failing, id: `telegram:${n}` }, 'x');
  expect((await failures.failed({ ...failing, id: 'telegram:0' }, 'x')).then).toBe('again');
  expect((await failures.failed({ ...failing, id: 'telegram:9999' }, 'x')).then).toBe('aside');
});
