import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.ts';
import { formatFault } from '../../src/content/fault.ts';
import { coverageOf } from '../../src/rehearsal/coverage.ts';
import { rehearseFolder } from '../../src/rehearsal/files.ts';
import type { Rehearsed } from '../../src/rehearsal/files.ts';
import { rehearsalOf } from '../../src/rehearse.ts';
import { realKnowledge } from '../play.ts';

const DIR = 'tests/conversations';
const names = readdirSync(DIR).filter((name) => name.endsWith('.md'));

describe('the conversations that editors wrote', () => {
  const visited = new Set<string>();
  let played: Rehearsed[];
  beforeAll(async () => {
    const { bundle } = await realKnowledge();
    played = await rehearseFolder(rehearsalOf(bundle, DIR), visited);
  }, 120_000);

  it.each(names)('%s goes as it is written', (name) => {
    const mine = played.filter(({ path }) => path.endsWith(`/${name}`));
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.flatMap(({ faults }) => faults.map(formatFault)).join('\n')).toBe('');
  });

  /** Steps that only a platform's failure leads to have tests of their own (tests/app); `npm run content` names what is missing. */
  it('come to nearly every step of all flows', () => {
    const { all, missing } = coverageOf(flows, visited);
    expect(all).toBeGreaterThan(100);
    expect(missing.length, missing.join(', ')).toBeLessThan(all / 10);
  });
});
