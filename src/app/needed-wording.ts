/** Every id of content/wording that flows and app may say: what the content check holds the editors' files against. */
import type { NeededWording } from '../content/check-wording.ts';
import type { Flows } from '../core/flow.ts';

/** What may stand in braces anywhere: fields of the flows' data and of a report. A slip of the pen is found by this list. */
const PLACES = [
  'name', 'step', 'steps', 'title', 'reference', 'unit', 'unitName', 'holder', 'category', 'urgency', 'story', 'gist', 'people', 'place',
  'pin', 'photos', 'voices', 'contact', 'who', 'phone', 'own-unit', 'state', 'sent', 'until', 'officer', 'summary', 'detail', 'words',
  'files', 'at', 'text', 'answer', 'source', 'next', 'nextLabel', 'seats', 'open', 'code', 'waiting', 'why', 'numbers', 'advice', 'told',
  'url', 'channel', 'what', 'check', 'checkLabel', 'version', 'faults', 'more', 'questions', 'groups', 'question', 'other', 'related', 'list',
] as const; // prettier-ignore

/** What the app says by itself, and the families of which it picks one. */
const APP = {
  common: [
    'step', 'back', 'cancel', 'menu', 'cancelled', 'nothing-to-cancel', 'flow-changed', 'old-button', 'miss-1', 'miss-2', 'miss-3', 'which', 'not-here',
    'media-outside', 'sticker', 'welcome', 'cannot-read', 'unknown-command', 'again', 'apology', 'check-left', 'cancel-sure',
    'cannot-carry-voice', 'cannot-carry-document', 'cannot-carry-video', 'cannot-carry-photo',
  ],
  faq: ['expired', 'other-phase', 'related', 'other-part'],
  guidance: ['5k', 'vaccine'],
  'side-effect-check': ['label'],
  'symptom-check': ['label'],
  'hardship-report': ['unit', 'category', 'story', 'urgency', 'people', 'place', 'photos', 'contact', 'own-unit'].map((one) => `edit.${one}`),
  report: [
    'read-back', 'custody', 'unit-unknown', 'urgent', 'normal', 'no-words', 'contact-bot', 'contact-phone', 'contact-hidden', 'name-hidden',
    'own-unit-hidden', 'own-unit-shown',
  ],
  state: ['sent', 'acknowledged', 'resolved', 'rejected', 'closed', 'withdrawn'],
  hop: ['sent', 'enrolled', 'transferred', 'escalated', 'nobody'],
  happened: ['sent', 'acknowledged', 'asked', 'replied', 'resolved', 'rejected', 'member-wrote', 'withdrawn', 'reopened', 'resumed', 'closed'],
  'my-reports': [...['add', 'withdraw', 'reopen', 'close', 'list'].map((one) => `act.${one}`)],
  notice: ['acknowledged', 'ask', 'reply', 'result', 'resolved', 'resumed', 'reject', 'enrolled'],
  card: [
    'private', 'group', 'copy', ...['acknowledge', 'ask', 'reply', 'resolve', 'reject', 'details'].map((one) => `act.${one}`), 'member-wrote',
    'acknowledged', 'already-acknowledged', 'already-yours', 'already-over', 'not-over', 'not-holder', 'not-officer', 'withdrawn', 'reopened', 'closed',
    'digest', 'digest-line', 'digest-more', 'open-private', 'details-sent', 'alarm', 'acknowledged-untold', 'unreachable', 'erased',
  ],
  'officer-words': ['too-late'],
  officer: ['enrolled', 'code-unknown', 'code-used', 'code-expired', 'code-too-many', 'report-waits', 'grant-lost', 'misses', 'card-waits', 'cards-wait', 'not-understood'],
  rumours: ['sai', 'dung', 'dung-mot-phan', 'chua-ket-luan'],
  editors: ['broken', 'mended', 'expiring'],
  'dead-letters': [
    'evening', 'line', 'more', 'label', 'no-reference', 'what-card', 'what-words',
    ...['gone', 'refused', 'unclear', 'late'].flatMap((why) => [`why-${why}`, `label-${why}`, `advice-${why}`]),
  ],
  invite: ['role-handle', 'role-publish', 'role-admin'],
  danger: ['in-form', 'duty-told', 'breath', 'body', 'suicide', 'violence', 'fire', 'child'],
  command: ['menu', '5k', 'vacxin', 'hoidap', 'phananh', 'theodoi', 'huy', 'trogiup'],
} as const; // prettier-ignore

/** The options of a guard that `chose` made. */
function optionsOf(guard: unknown): readonly string[] {
  return ((guard ?? {}) as { options?: readonly string[] }).options ?? [];
}

export function neededWording(flows: Flows): NeededWording[] {
  const said: NeededWording[] = [];
  for (const flow of flows.values()) {
    for (const state of Object.values(flow.states)) {
      const ways = Object.values(state.on ?? {}).flat();
      // Said where the person then stands: on arriving, and on a way that stays.
      const asking = [...(state.entry ?? []), ...ways.flatMap((way) => (way.to ? [] : (way.effects ?? [])))];
      const telling = ways.flatMap((way) => (way.to ? (way.effects ?? []) : []));
      const wanted = (state.on?.choose ?? []).flatMap(({ when }) => optionsOf(when));
      for (const effect of [...asking, ...telling]) {
        if (effect.type !== 'say') continue;
        // A list brings buttons of its own: which of them, only the running bot knows.
        const options = asking.includes(effect) && !effect.list ? wanted : [];
        said.push({ id: effect.content, flow: flow.id, placeholders: PLACES, options });
      }
    }
  }
  // What two states say has only the buttons that both understand.
  for (const one of said) {
    const others = said.filter(({ id }) => id === one.id);
    one.options =
      one.options?.filter((option) => others.every(({ options }) => options?.includes(option))) ?? [];
  }
  const own = Object.entries(APP).flatMap(([file, ids]) =>
    ids.map((id) => ({ id: `${file}.${id}`, placeholders: PLACES })),
  );
  return [...said, ...own];
}
