/** Everything that one file alone, or its schema, cannot tell. */
import { answerFaults } from './answers.ts';
import { dateFaults, orderFaults, saidDayFaults } from './dates.ts';
import { documentFaults } from './documents.ts';
import { forbiddenFaults } from './forbidden.ts';
import { repeatedIds } from './ids.ts';
import { lengthFaults } from './length.ts';
import { likenessFaults } from './likeness.ts';
import { organizationFaults } from './organization.ts';
import { outcomeFaults } from './outcomes.ts';
import { proseOf } from './prose.ts';
import { questionFaults } from './questions.ts';
import { styleFaults } from './style.ts';
import { successionFaults } from './succession.ts';
import { urlFaults } from './urls.ts';
import type { Read } from '../bundle.ts';
import type { Fault } from '../fault.ts';

/** `today` (YYYY-MM-DD) left out: nothing is compared with a day. */
export async function checkAll(read: Read, breathe: () => Promise<void>, today?: string): Promise<Fault[]> {
  const prose = proseOf(read);
  const checks: (() => Fault[])[] = [
    () => repeatedIds(read),
    () => questionFaults(read.entries),
    () => likenessFaults(read.entries),
    () => answerFaults(read.entries),
    () => orderFaults(read.entries),
    () => documentFaults(read.entries),
    () => successionFaults(read.entries),
    () => saidDayFaults(prose),
    () => (today === undefined ? [] : dateFaults(read, today)),
    () => lengthFaults(read),
    () => forbiddenFaults(prose),
    () => urlFaults(read, prose),
    () => styleFaults(prose),
    () => organizationFaults(read),
    () => outcomeFaults(read.entries),
  ];
  const faults: Fault[] = [];
  for (const check of checks) {
    faults.push(...check());
    await breathe();
  }
  return faults;
}
