/** The member's own reports: list, custody chain, further words, withdraw, Chưa ổn, Đã ổn. */
import type { Report } from '../../core/report.ts';
import type { Acted } from '../../core/report-acts.ts';
import { addWords, close, reopen, withdraw } from '../../core/report-acts.ts';
import { withClocks } from '../../core/routing.ts';
import type { FileRef } from '../../core/update.ts';
import { custodyChain } from '../describe.ts';
import { officersRead, refreshCards } from '../forward.ts';
import type { Turn } from '../turn.ts';
import { keepFiles } from './report.ts';
import type { Data, Service } from './service.ts';
import { textOf } from './service.ts';

/** So many of a member's newest reports may be meant by words that name none. */
export const AT_HAND = 5;

export async function myNewest(turn: Turn, limit: number): Promise<Report[]> {
  const reports = await turn.find('reports', 'member', turn.person.id, { newest: true, limit });
  return reports.sort((a, b) => b.at - a.at).slice(0, limit);
}

/** A button of another member's report opens nothing: it looks as if there were none. */
async function mine(turn: Turn, data: Data): Promise<Report | undefined> {
  const report = await turn.get('reports', textOf(data['reference']));
  return report?.member === turn.person.id ? report : undefined;
}

export const myReports: Service = async (turn, data) => {
  const reports = await myNewest(turn, 1);
  return { count: reports.length, chosen: textOf(data['reference']) !== '' };
};

export const myReport: Service = async (turn, data) => {
  const report = await mine(turn, data);
  return report ? { found: true, detail: custodyChain(turn.knowledge, report) } : { found: false };
};

export const addToReport: Service = async (turn, data) => {
  const report = await mine(turn, data);
  if (!report) return { done: false };
  const file = data['file'] as FileRef | undefined;
  await tellOfficers(turn, report, { text: textOf(data['words']), files: file ? [file] : [] });
  return { done: true };
};

/** The member's words land under the card, in every chat that has one. */
export async function tellOfficers(
  turn: Turn,
  report: Report,
  words: { text: string; files: FileRef[] },
): Promise<void> {
  const acted = addWords(report, words, turn.at);
  if (!acted.ok) return;
  turn.put('reports', acted.report);
  keepFiles(turn, words.files);
  await officersRead(
    turn,
    acted.report,
    'card.member-wrote',
    { words: words.text, files: words.files.length || '' },
    words.files,
  );
}

async function act(
  turn: Turn,
  data: Data,
  change: (report: Report) => Acted,
  tell: string,
): Promise<{ done: boolean }> {
  const report = await mine(turn, data);
  const acted = report && change(report);
  if (!acted?.ok) return { done: false };
  turn.put('reports', acted.report);
  await officersRead(turn, acted.report, tell, {});
  await refreshCards(turn, acted.report);
  return { done: true };
}

export const withdrawReport: Service = (turn, data) =>
  act(turn, data, (report) => withdraw(report, turn.at), 'card.withdrawn');

export const reopenReport: Service = (turn, data) =>
  act(turn, data, (report) => openAgain(turn, report), 'card.reopened');

/** A promise that has passed is no promise: the officers get a new one. */
function openAgain(turn: Turn, report: Report): Acted {
  const acted = reopen(report, turn.at);
  const { tree, bundle } = turn.knowledge;
  return acted.ok ? { ok: true, report: withClocks(acted.report, turn.at, tree, bundle.calendar) } : acted;
}

export const closeReport: Service = (turn, data) =>
  act(turn, data, (report) => close(report, data['rating'] as number | undefined, turn.at), 'card.closed');
