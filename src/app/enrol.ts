/** How a person becomes an officer: a one-time code, of which only the hash is kept. */
import { createHash } from 'node:crypto';
import { hold, holdersFor } from '../core/routing.ts';
import { tops } from '../core/organization.ts';
import { dayOf } from '../core/time.ts';
import type { Invitation, Officer, Role } from '../store/data.ts';
import { unitName } from './describe.ts';
import { forward, memberReads } from './forward.ts';
import type { Turn } from './turn.ts';

/** An invitation that nobody takes up is dead after a week. */
const INVITATION_LIFE = 7 * 24 * 60 * 60_000;
/** Guesses of a code: so many in an hour, then silence. */
const MOST_GUESSES = 10;
const GUESS_WINDOW = 60 * 60_000;
/** Letters of a code: readable aloud, no 0, 1, I, L, O. */
const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export const ALL_ROLES: readonly Role[] = ['handle', 'publish', 'admin'];

export function codeHash(code: string): string {
  return createHash('sha256').update(code.trim().toUpperCase()).digest('hex');
}

/** 12 letters of a 31 letter alphabet from 16 random bytes as hex: 59 bits. */
export function readableCode(secretHex: string): string {
  let number = BigInt(`0x${secretHex}`);
  let code = '';
  for (let i = 0; i < 12; i++) {
    code += CODE_ALPHABET[Number(number % BigInt(CODE_ALPHABET.length))];
    number /= BigInt(CODE_ALPHABET.length);
  }
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

export function createInvitation(turn: Turn, unit: string, roles: Role[]): string {
  const code = readableCode(turn.secret());
  turn.put('invitations', {
    id: codeHash(code),
    unit,
    roles,
    by: turn.person.id,
    at: turn.at,
    until: turn.at + INVITATION_LIFE,
  });
  return code;
}

/** Unit `*` of the first administrator's invitation means the top of the tree. */
export const TOP_OF_THE_TREE = '*';

export type Enrolled =
  | { ok: true; officer: Officer; unit: string; waiting: number }
  | { ok: false; why: 'unknown' | 'used' | 'expired' | 'too-many' };

export async function enrol(turn: Turn, code: string): Promise<Enrolled> {
  if (await tooManyGuesses(turn)) return { ok: false, why: 'too-many' };
  const invitation = await turn.get('invitations', codeHash(code));
  if (!invitation) return { ok: false, why: 'unknown' };
  if (invitation.usedBy) return { ok: false, why: 'used' };
  if (invitation.until !== undefined && turn.at > invitation.until) return { ok: false, why: 'expired' };
  const officer = await seat(turn, invitation);
  turn.put('invitations', { ...invitation, usedBy: turn.person.id, usedAt: turn.at });
  const waiting = handlesReports(officer) ? await takeOverWaiting(turn, officer.unit) : 0;
  return { ok: true, officer, unit: unitName(turn.knowledge, officer.unit), waiting };
}

async function seat(turn: Turn, invitation: Invitation): Promise<Officer> {
  const top = tops(turn.knowledge.tree, dayOf(turn.at))[0]?.id ?? invitation.unit;
  const unit = invitation.unit === TOP_OF_THE_TREE ? top : invitation.unit;
  const before = await turn.get('officers', `${turn.person.id}|${unit}`);
  const { channel, chat, chatType } = turn.update;
  const officer: Officer = {
    id: `${turn.person.id}|${unit}`,
    person: turn.person.id,
    unit,
    roles: [...new Set([...(before?.roles ?? []), ...invitation.roles])],
    channel,
    chat,
    chatType,
    name: turn.person.name ?? turn.person.id,
    since: before?.since ?? turn.at,
  };
  turn.put('officers', officer);
  return officer;
}

/** Who only publishes takes no report over: nobody would see the card. */
function handlesReports({ roles }: Officer): boolean {
  return roles.includes('handle') || roles.includes('admin');
}

/** Reports that waited because nobody above was enrolled go out the moment one enrols. */
async function takeOverWaiting(turn: Turn, unit: string): Promise<number> {
  const { tree, bundle } = turn.knowledge;
  const waiting = (await turn.find('reports', 'open', '-')).filter(
    (report) => report.state === 'sent' && holdersFor(tree, report.unit, turn.at).includes(unit),
  );
  for (const report of waiting) {
    const held = hold(report, unit, 'enrolled', turn.at, tree, bundle.calendar);
    turn.put('reports', held);
    await forward(turn, { ...held, hideFromOwnUnit: true });
    await memberReads(turn, held, 'notice.enrolled');
  }
  return waiting.length;
}

async function tooManyGuesses(turn: Turn): Promise<boolean> {
  const id = `guesses|${turn.person.id}`;
  const kept = (await turn.get('kept', id))?.value as { since: number; count: number } | undefined;
  const current = kept && turn.at - kept.since < GUESS_WINDOW ? kept : { since: turn.at, count: 0 };
  turn.put('kept', { id, value: { ...current, count: current.count + 1 } });
  return current.count >= MOST_GUESSES;
}
