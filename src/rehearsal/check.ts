/** The conversations as a part of `npm run content`: which one broke, and which steps none of them comes to. */
import type { Flows } from '../core/flow.ts';
import type { Fault } from '../content/bundle.ts';
import { coverageOf, tellCoverage } from './coverage.ts';
import { rehearseFolder } from './files.ts';
import type { Rehearsal } from './files.ts';

/** Nothing where there is no folder of conversations: an editor's copy of content alone has none. */
export async function checkConversations(
  rehearsal: Rehearsal,
  flows: Flows,
): Promise<{ faults: Fault[]; summary?: string }> {
  const visited = new Set<string>();
  const played = await rehearseFolder(rehearsal, visited);
  if (played.length === 0) return { faults: [] };
  const faults = played.flatMap((one) => one.faults);
  const broken = new Set(played.filter((one) => one.faults.length > 0)).size;
  const went = broken === 0 ? 'tất cả đúng' : `${broken} hội thoại không còn đúng (xem ở trên)`;
  const summary = `Đã thử ${played.length} hội thoại mẫu: ${went}. ${tellCoverage(coverageOf(flows, visited), flows)}`;
  return { faults, summary };
}
