/** Lists that depend on the world: a flow names one, its items become answers. */
import type { Choice } from '../core/conversation.ts';
import { exists } from '../core/organization.ts';
import type { Report } from '../core/report.ts';
import { isOver } from '../core/report-acts.ts';
import { shorten } from '../core/text.ts';
import { dayOf, shortTime } from '../core/time.ts';
import { letterLabel, letterOption } from './dead-letters.ts';
import { lettersOf } from './services/dead-letters.ts';
import { myNewest } from './services/my-reports.ts';
import { heldBy } from './services/officer.ts';
import type { Turn } from './turn.ts';
import { wordingOf } from './words.ts';

export type List = (turn: Turn, data: Readonly<Record<string, unknown>>) => Promise<Choice[]> | Choice[];

/** A list longer than this is no help on a phone: the question asks to type a part of the name. */
const MOST_UNITS = 8;
const MOST_REPORTS = 8;
/** Characters of a label; Telegram shows about this much beside a second button, Zalo cuts earlier. */
const LABEL = 40;
/** A question as a button: Telegram takes 64. */
const LONGEST_LABEL = 60;

/** Answers that a wording names under `options.<id>`: labels are words, so editors keep them. */
function labelled(turn: Turn, prefix: string, options: readonly string[]): Choice[] {
  return options.map((option) => ({ option, label: wordingOf(turn.knowledge, `${prefix}.${option}`).text }));
}

function unitChoice(turn: Turn, id: string): Choice {
  return { option: id, label: shorten(turn.knowledge.tree.get(id)?.name ?? id, LABEL) };
}

/** What it is about, and whether it is urgent: an officer with eight of them does not open each to know. */
function heldLabel({ knowledge }: Turn, report: Report): string {
  const category = knowledge.bundle.categories.find(({ id }) => id === report.category)?.name;
  const about = category ?? shortTime(report.at);
  return shorten(`${report.urgency === 'urgent' ? '🔴 ' : ''}${report.id} · ${about}`, LABEL);
}

/** Near questions as answers. */
function questions(turn: Turn, data: Readonly<Record<string, unknown>>): Choice[] {
  const { items } = turn.knowledge.faq(turn.at, turn.person.unit);
  return ((data['nearest'] as string[] | undefined) ?? []).flatMap((id) => {
    const item = items.get(id);
    return item ? [{ option: id, label: shorten(item.question, LONGEST_LABEL) }] : [];
  });
}

/** Lists that stand below the buttons of the wording: they may be left unread. */
export const lastLists: ReadonlySet<string> = new Set(['related']);

export const lists: Readonly<Record<string, List>> = {
  categories: ({ knowledge }) =>
    knowledge.bundle.categories
      .filter((category) => !category.hidden)
      .map(({ id, name }) => ({ option: id, label: name })),

  cards: ({ knowledge, at, person }, data) =>
    knowledge.cards(String(data['topic']), at, person.unit).map(({ id, label }) => ({ option: id, label })),

  units: (turn, data) => {
    const day = dayOf(turn.at);
    return turn.knowledge.bundle.organization
      .filter((unit) => (data['levels'] === 'all' || unit.level === 'co-so') && exists(unit, day))
      .slice(0, MOST_UNITS)
      .map((unit) => unitChoice(turn, unit.id));
  },

  'units-found': (turn, data) =>
    ((data['found'] as string[] | undefined) ?? []).map((id) => unitChoice(turn, id)),

  nearest: questions,

  /** Told as text (`related`) where the channel has no room for them as buttons. */
  related: (turn, data) => (data['related'] ? [] : questions(turn, data)),

  answers: (turn, data) => {
    const all = ['unit', 'category', 'story', 'urgency', 'people', 'place', 'photos', 'contact', 'own-unit'];
    return labelled(turn, 'hardship-report.edit', data['unit'] ? all : all.slice(0, -1));
  },

  'my-reports': async (turn) =>
    (await myNewest(turn, MOST_REPORTS)).map((report) => ({
      option: report.id,
      label: `${report.id} · ${wordingOf(turn.knowledge, `state.${report.state}`).text}`,
    })),

  'report-acts': async (turn, data) => {
    const report = await turn.get('reports', String(data['reference']));
    if (!report || report.member !== turn.person.id) return [];
    if (report.state === 'resolved')
      return labelled(turn, 'my-reports.act', ['close', 'reopen', 'add', 'list']);
    if (report.state === 'rejected') return labelled(turn, 'my-reports.act', ['reopen', 'add', 'list']);
    return labelled(turn, 'my-reports.act', isOver(report) ? ['list'] : ['add', 'withdraw', 'list']);
  },

  'dead-letters': async (turn) =>
    (await lettersOf(turn)).slice(0, MOST_REPORTS).map((row) => ({
      option: letterOption(row),
      label: letterLabel(turn.knowledge, row),
    })),

  'held-reports': async (turn) =>
    (await heldBy(turn, MOST_REPORTS)).map((report) => ({
      option: report.id,
      label: heldLabel(turn, report),
    })),
};
