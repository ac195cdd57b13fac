/** Everything that one file alone cannot tell. */
import { organizationFaults } from './organization.ts';
import { repeatedIds } from './ids.ts';
import type { Read } from '../bundle.ts';
import type { Fault } from '../fault.ts';

/** `today` (YYYY-MM-DD) left out: nothing is compared with a day. */
export function checkAll(read: Read, today?: string): Fault[] {
  void today;
  return [...repeatedIds(read), ...organizationFaults(read)];
}
