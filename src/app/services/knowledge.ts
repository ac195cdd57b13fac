/** Guidance cards and answers, with their source, as the day and the phase serve them. */
import type { CheckId, Answering, GuidanceItem } from '../../content/bundle.ts';
import { sourceLine } from '../../content/served.ts';
import { mask } from '../../core/mask.ts';
import { readCount, shorten } from '../../core/text.ts';
import { sayDay } from '../../core/time.ts';
import type { Found } from '../asked.ts';
import type { Turn } from '../turn.ts';
import { fill, wordingOf } from '../words.ts';
import type { Data, Service } from './service.ts';
import { textOf } from './service.ts';

/** Questions offered when the answer is not sure. */
const NEAREST = 3;
const RELATED_AS_TEXT = 2;
/** Under this score a neighbour has a word in common and nothing more. */
const LEAST_RELATED = 0.2;
/** Characters of a miss: a longer text is a story, and its beginning tells editors enough. */
const LONGEST_MISS = 300;

function cardsOf(turn: Turn, data: Data): readonly GuidanceItem[] {
  return turn.knowledge.cards(textOf(data['topic']), turn.at, turn.person.unit);
}

/** Each topic of guidance has its check. */
const CHECK_OF: Readonly<Record<string, CheckId>> = { '5k': 'symptom-check', vaccine: 'side-effect-check' };

/** What the button to a check says and does; without a check both are empty, and there is no button. */
function checkButton(turn: Turn, check: CheckId | undefined): { check: string; checkLabel: string } {
  if (!check) return { check: '', checkLabel: '' };
  return { check: `menu:${check}`, checkLabel: wordingOf(turn.knowledge, `${check}.label`).text };
}

export const guidanceTopic: Service = (turn, data) => {
  const cards = cardsOf(turn, data);
  const intro = wordingOf(turn.knowledge, `guidance.${textOf(data['topic'])}`).text;
  return { found: cards.length > 0, text: intro, ...checkButton(turn, CHECK_OF[textOf(data['topic'])]) };
};

export const guidanceCard: Service = (turn, data) => {
  const cards = cardsOf(turn, data);
  const at = cards.findIndex((card) => card.id === data['card']);
  const card = cards[at];
  if (!card) return { found: false };
  const next = cards[at + 1];
  return {
    found: true,
    title: card.title,
    text: textFor(turn, card),
    source: sourceLine(card),
    next: next?.id ?? '',
    nextLabel: next?.label ?? '',
  };
};

/** The short form where the editors wrote one for the channel. */
export function textFor(turn: Turn, item: Answering | GuidanceItem): string {
  return turn.update.channel === 'zalo' && item.zalo ? item.zalo : item.text;
}

/** Of a rumour the verdict comes first. */
function told(turn: Turn, item: Answering): string {
  const text = textFor(turn, item);
  return item.kind === 'rumours'
    ? `${wordingOf(turn.knowledge, `rumours.${item.verdict}`).text}\n${text}`
    : text;
}

function answerWith(turn: Turn, item: Answering, nearest: readonly string[] = []) {
  const near = relatedTo(turn, item, nearest);
  return {
    kind: 'sure',
    item: item.id,
    title: item.question,
    answer: told(turn, item),
    source: sourceLine(item),
    nearest: near,
    related: fewButtons(turn) ? relatedText(turn, near) : '',
    other: '',
    ...checkButton(turn, item.kind === 'faq' ? item.check : undefined),
  };
}

/** Zalo shows five buttons, which the answer itself needs; more would turn them all into numbers. */
const fewButtons = (turn: Turn): boolean => turn.update.channel === 'zalo';

/** What was nearly meant, then what lies near the answer itself. */
function relatedTo(turn: Turn, item: Answering, nearest: readonly string[]): string[] {
  const { ask } = turn.knowledge.faq(turn.at, turn.person.unit);
  const beside = ask(item.question).nearest.filter(({ score }) => score >= LEAST_RELATED);
  const ids = new Set([...nearest, ...beside.map(({ id }) => id)]);
  ids.delete(item.id);
  return [...ids].slice(0, NEAREST);
}

function relatedText(turn: Turn, ids: readonly string[]): string {
  const { items } = turn.knowledge.faq(turn.at, turn.person.unit);
  const lines = ids.flatMap((id) => items.get(id)?.question ?? []).slice(0, RELATED_AS_TEXT);
  if (lines.length === 0) return '';
  return [wordingOf(turn.knowledge, 'faq.related').text, ...lines.map((line) => `• ${line}`)].join('\n');
}

/** Sure, withdrawn, unsure, unknown; a miss is kept for the editors, without a name. */
export const answer: Service = (turn, data) => {
  const question = textOf(data['question']).trim();
  if (question === '') return { kind: 'nothing-asked' };
  const found = turn.knowledge.faq(turn.at, turn.person.unit).askAll(question);
  const sure = found.flatMap(({ item }) => item ?? []);
  if (sure[0]) return sureAnswer(turn, found, sure as [Answering, ...Answering[]]);
  const nearest = [...new Set(found.flatMap((one) => one.nearest.map(({ id }) => id)))];
  const gone = found.find((one) => one.withdrawn)?.withdrawn;
  const kind = found.some((one) => one.kind === 'unsure') ? 'unsure' : 'unknown';
  noteMiss(turn, question, kind, gone?.item.id ?? nearest[0]);
  if (gone) return { ...withdrawnAnswer(turn, gone), nearest: nearest.slice(0, NEAREST) };
  return { kind, nearest: nearest.slice(0, NEAREST) };
};

/** Two questions in one message get two answers; the one that is not sure is named, and what may be meant is offered first. */
function sureAnswer(turn: Turn, found: readonly Found[], sure: readonly [Answering, ...Answering[]]) {
  const open = found.find(({ item, withdrawn }) => !item && !withdrawn);
  const near = found
    .flatMap((one) => (open && one !== open ? [] : one.nearest))
    .filter(({ id, score }) => score >= LEAST_RELATED && !sure.some((item) => item.id === id));
  const first = answerWith(turn, sure[0], near.map(({ id }) => id).slice(0, NEAREST));
  const all = sure.map((item) => `${item.question}\n${told(turn, item)}\n${sourceLine(item)}`);
  const gone = found.find((one) => one.withdrawn)?.withdrawn;
  if (open) noteMiss(turn, open.question, open.kind === 'unsure' ? 'unsure' : 'unknown', open.nearest[0]?.id);
  const other = open
    ? fill(wordingOf(turn.knowledge, 'faq.other-part').text, { question: open.question })
    : gone
      ? `${gone.item.question}\n${reasonOf(turn, gone)}`
      : '';
  return sure.length > 1
    ? { ...first, other, title: '', answer: all.join('\n\n'), source: '' }
    : { ...first, other };
}

/** Not silence and not a neighbour: why the answer is not given now, and a number to call. */
function withdrawnAnswer(turn: Turn, gone: NonNullable<Found['withdrawn']>) {
  const { contacts } = turn.knowledge.bundle;
  const contact = contacts.find(({ hotline }) => hotline) ?? contacts[0];
  const reason = reasonOf(turn, gone);
  return {
    kind: 'withdrawn',
    title: gone.item.question,
    why: reason,
    phone: contact?.phone,
    who: contact?.name,
  };
}

function reasonOf(turn: Turn, { item, why }: NonNullable<Found['withdrawn']>): string {
  return fill(wordingOf(turn.knowledge, `faq.${why}`).text, { until: sayDay(item.until ?? '') });
}

export const answerOf: Service = (turn, data) => {
  const item = turn.knowledge.faq(turn.at, turn.person.unit).items.get(textOf(data['item']));
  return item ? answerWith(turn, item) : { kind: 'unknown' };
};

export const noteWrong: Service = (turn, data) => {
  noteMiss(turn, textOf(data['question']), 'wrong', textOf(data['item']));
  return {};
};

function noteMiss(
  turn: Turn,
  question: string,
  kind: 'unsure' | 'unknown' | 'wrong',
  nearest?: string,
): void {
  if (question === '' || readCount(question) !== undefined) return;
  const { name } = turn.person;
  const masked = shorten(mask(question, name ? [name] : []), LONGEST_MISS);
  turn.put('misses', {
    ...{ id: turn.update.id, at: turn.at, question: masked, kind },
    ...(nearest ? { nearest } : {}),
  });
}

/** What would be answered: surely, with near questions or a reason, or not at all. */
export function kindOf(turn: Turn, question: string): 'sure' | 'unsure' | 'unknown' {
  const kinds = turn.knowledge
    .faq(turn.at, turn.person.unit)
    .askAll(question)
    .map(({ kind }) => kind);
  if (kinds.includes('sure')) return 'sure';
  return kinds.every((kind) => kind === 'unknown') ? 'unknown' : 'unsure';
}

/** For a question in the middle of a form: only a sure answer interrupts. */
export const isSure = (turn: Turn, question: string): boolean => kindOf(turn, question) === 'sure';
