/** What officers and the member do to a report. Each act answers the new row, or why it cannot be. */
import type { Happening, Report } from './report.ts';
import type { FileRef } from './update.ts';

/** The officer who acts, as the second one is told of the first. */
export interface Actor {
  person: string;
  name: string;
  unit: string;
}

export type Refusal = 'not-holder' | 'already-acknowledged' | 'already-yours' | 'already-over' | 'not-over';

export type Acted = { ok: true; report: Report } | { ok: false; why: Refusal };

const OVER: readonly Report['state'][] = ['resolved', 'rejected', 'closed', 'withdrawn'];

export function isOver(report: Report): boolean {
  return OVER.includes(report.state);
}

function with_(report: Report, happening: Happening, changes: Partial<Report> = {}): Acted {
  return { ok: true, report: { ...report, ...changes, happened: [...report.happened, happening] } };
}

function byOfficer(what: Happening['what'], actor: Actor, at: number, text?: string): Happening {
  return { at, what, by: actor.person, unit: actor.unit, ...(text ? { text } : {}) };
}

/** Only this stops the first clock. The second officer is told who was first. */
export function acknowledge(report: Report, actor: Actor, at: number): Acted {
  if (isOver(report)) return { ok: false, why: 'already-over' };
  if (report.acknowledgedBy) {
    return {
      ok: false,
      why: report.acknowledgedBy.person === actor.person ? 'already-yours' : 'already-acknowledged',
    };
  }
  return with_(report, byOfficer('acknowledged', actor, at), {
    state: 'acknowledged',
    acknowledgedBy: { person: actor.person, name: actor.name, at },
  });
}

/** An officer asks: the member's next words are the answer. */
export function ask(report: Report, actor: Actor, text: string, at: number): Acted {
  if (isOver(report)) return { ok: false, why: 'already-over' };
  return with_(report, byOfficer('asked', actor, at, text), { openQuestion: { at, by: actor.person } });
}

/** An officer writes to the member. Allowed after the end too: a last word is no new case. */
export function reply(report: Report, actor: Actor, text: string, at: number): Acted {
  if (report.state === 'withdrawn') return { ok: false, why: 'already-over' };
  return with_(report, byOfficer('replied', actor, at, text));
}

export function resolve(report: Report, actor: Actor, at: number): Acted {
  if (isOver(report)) return { ok: false, why: 'already-over' };
  const { openQuestion: _, ...rest } = report;
  return with_(rest, byOfficer('resolved', actor, at), { state: 'resolved' });
}

/** `Đã giải quyết` was pressed by mistake: as it was before, with the clocks that ran. Not once the member has said `Đã ổn`. */
export function resume(report: Report, actor: Actor, at: number): Acted {
  if (report.state !== 'resolved') return { ok: false, why: 'not-over' };
  const state = report.acknowledgedBy ? 'acknowledged' : 'sent';
  return with_(report, byOfficer('resumed', actor, at), { state });
}

/** With a reason, always. */
export function reject(report: Report, actor: Actor, reason: string, at: number): Acted {
  if (isOver(report)) return { ok: false, why: 'already-over' };
  const { openQuestion: _, ...rest } = report;
  return with_(rest, byOfficer('rejected', actor, at, reason), { state: 'rejected' });
}

/** The member's further words, photos or voice. */
export function addWords(report: Report, words: { text?: string; files?: FileRef[] }, at: number): Acted {
  const { openQuestion: _, ...rest } = report;
  const happening: Happening = {
    at,
    what: 'member-wrote',
    ...(words.text ? { text: words.text } : {}),
    ...(words.files?.length ? { files: words.files } : {}),
  };
  return with_(rest, happening);
}

export function withdraw(report: Report, at: number): Acted {
  if (isOver(report)) return { ok: false, why: 'already-over' };
  return with_(report, { at, what: 'withdrawn' }, { state: 'withdrawn' });
}

/** `Chưa ổn`: it is open again, in the same hands, and somebody has to take it anew: the clocks are the caller's to start. */
export function reopen(report: Report, at: number): Acted {
  if (report.state !== 'resolved' && report.state !== 'rejected') return { ok: false, why: 'not-over' };
  const { acknowledgedBy: _, ...rest } = report;
  return with_(rest, { at, what: 'reopened' }, { state: 'sent' });
}

/** `Đã ổn`, 1 to 5. */
export function close(report: Report, rating: number | undefined, at: number): Acted {
  if (report.state !== 'resolved') return { ok: false, why: 'not-over' };
  return with_(report, { at, what: 'closed' }, { state: 'closed', ...(rating ? { rating } : {}) });
}
