/** What a press on a card does, from a private chat or a group; the same acts will serve the web. */
import { acknowledge, isOver, reply, resolve } from '../core/report-acts.ts';
import type { Acted, Actor } from '../core/report-acts.ts';
import type { Report } from '../core/report.ts';
import { sayTime } from '../core/time.ts';
import type { CardAct } from './card.ts';
import { reportValues, unitName } from './describe.ts';
import { memberReads, officersRead, refreshCards, sendCard, unreachable } from './forward.ts';
import { seatFor, seatsOf } from './services/officer.ts';
import type { Talk } from './talk.ts';
import type { Turn } from './turn.ts';
import { notice } from './words.ts';

export interface Officers {
  press(turn: Turn, act: CardAct, reference: string): Promise<void>;
  /** A reply to the card is a message to the member. */
  replyToCard(turn: Turn, reference: string, text: string): Promise<void>;
}

export function createOfficers(talk: Talk): Officers {
  function tell(turn: Turn, wording: string, values: Record<string, unknown> = {}): void {
    const { channel, chat } = turn.update;
    turn.send({ channel, chat }, notice(turn.knowledge, wording, values));
  }

  /** False, and the officer knows: the member cannot be reached now. */
  async function tellMember(
    turn: Turn,
    report: Report,
    wording: string,
    values: Record<string, string>,
  ): Promise<boolean> {
    const reached = await memberReads(turn, report, wording, values);
    const { channel, chat } = turn.update;
    if (!reached) turn.send({ channel, chat }, unreachable(turn, report));
    return reached;
  }

  /** Who may act is looked up at every press: a button is never an authorisation. */
  async function allowed(
    turn: Turn,
    reference: string,
  ): Promise<{ report: Report; actor: Actor } | undefined> {
    const report = await turn.get('reports', reference);
    const actor = report && (await seatFor(turn, report));
    if (report && actor) return { report, actor };
    tell(turn, (await seatsOf(turn)).length > 0 ? 'card.not-holder' : 'card.not-officer', { reference });
    return undefined;
  }

  function refused(turn: Turn, report: Report, acted: Acted): acted is Extract<Acted, { ok: false }> {
    if (acted.ok) return false;
    tell(turn, `card.${acted.why}`, {
      ...reportValues(turn.knowledge, report),
      at: report.acknowledgedBy ? sayTime(report.acknowledgedBy.at) : '',
    });
    return true;
  }

  async function takeOver(turn: Turn, report: Report, actor: Actor): Promise<void> {
    const acted = acknowledge(report, actor, turn.at);
    if (refused(turn, report, acted)) return;
    turn.put('reports', acted.report);
    const holder = unitName(turn.knowledge, actor.unit);
    const told = await tellMember(turn, acted.report, 'notice.acknowledged', { holder });
    const wording = told ? 'card.acknowledged' : 'card.acknowledged-untold';
    await officersRead(turn, acted.report, wording, { officer: actor.name });
    await refreshCards(turn, acted.report);
  }

  async function finish(turn: Turn, report: Report, actor: Actor): Promise<void> {
    const acted = resolve(report, actor, turn.at);
    if (refused(turn, report, acted)) return;
    turn.put('reports', acted.report);
    const unit = unitName(turn.knowledge, actor.unit);
    const told = await tellMember(turn, acted.report, 'notice.resolved', { unit });
    await refreshCards(turn, acted.report);
    if (told) await talk.open(turn, 'officer-words', { reference: report.id, act: 'result' });
  }

  /** In a group: the whole report to the officer alone; the group only reads that it went there. */
  async function details(turn: Turn, report: Report): Promise<void> {
    const officer = turn.person;
    if (turn.update.chatType === 'group' && !officer.chat)
      return tell(turn, 'card.open-private', { name: officer.name });
    const to = {
      channel: officer.channel,
      chat: officer.chat ?? turn.update.chat,
      chatType: 'private' as const,
    };
    sendCard(turn, to, report, 'again');
    if (turn.update.chatType === 'group')
      tell(turn, 'card.details-sent', { name: officer.name, reference: report.id });
  }

  return {
    async press(turn, act, reference) {
      const may = await allowed(turn, reference);
      if (!may) return;
      const { report, actor } = may;
      if (act === 'acknowledge') return takeOver(turn, report, actor);
      if (act === 'resolve') return finish(turn, report, actor);
      if (act === 'open') return sendCard(turn, turn.update, report, 'again');
      if (act === 'details') return details(turn, report);
      if (act !== 'reply' && isOver(report))
        return tell(turn, 'card.already-over', reportValues(turn.knowledge, report));
      return talk.open(turn, 'officer-words', { reference: report.id, act });
    },
    async replyToCard(turn, reference, text) {
      const may = await allowed(turn, reference);
      if (!may) return;
      const acted = reply(may.report, may.actor, text, turn.at);
      if (refused(turn, may.report, acted)) return;
      turn.put('reports', acted.report);
      const unit = unitName(turn.knowledge, may.actor.unit);
      const told = await tellMember(turn, acted.report, 'notice.reply', { words: text, unit });
      if (told) tell(turn, 'officer-words.told');
    },
  };
}
