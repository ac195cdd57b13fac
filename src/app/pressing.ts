/** How pressing an update is, for a burst: told from itself alone; of words, only the conversation knows. Pure. */
import type { Conversation } from '../core/conversation.ts';
import { dangerIn } from '../core/danger.ts';
import type { Flow, Flows } from '../core/flow.ts';
import { questionTag, readAnswer } from '../core/press.ts';
import { labelKey } from '../core/text.ts';
import type { Update } from '../core/update.ts';

/** Who passes first. A report is also whatever an officer does about one. */
export const RANK = { danger: 0, report: 1, question: 2, rest: 3 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

/** Beside the forms themselves: what forms call, and what officers and members do about reports. */
const ABOUT_REPORTS = new Set([
  'consent', 'choose-unit', 'draft', 'danger', 'my-reports', 'officer', 'officer-words', 'invite',
]); // prettier-ignore
const OPENS_A_REPORT = new Set(['phananh', 'canbo', 'hopthu', 'theodoi']);
const ACTIONS_ABOUT_REPORTS = /^(card:|report:|menu:(report|my-reports|officer)$)/;

export interface Pressing {
  /** By itself. `words`: a question, unless the person is in the middle of a report. */
  ofUpdate(update: Update): Rank | 'words';
  /** For words: by where the person's conversation stands. */
  ofConversation(conversation: Conversation | undefined): Rank;
}

export function createPressing(flows: Flows): Pressing {
  const aboutReports = (flow: Pick<Flow, 'id' | 'form'>) => flow.form === true || ABOUT_REPORTS.has(flow.id);
  const tags = new Set<string>();
  for (const flow of flows.values())
    if (aboutReports(flow)) for (const at of Object.keys(flow.states)) tags.add(questionTag(flow.id, at));

  function ofPress(data: string): Rank {
    const tag = readAnswer(data)?.tag;
    return ACTIONS_ABOUT_REPORTS.test(data) || (tag && tags.has(tag)) ? RANK.report : RANK.question;
  }

  /** What answers one certain message is most often an officer's answer to a card. */
  function ofText(text: string, isReply = false): Rank | 'words' {
    if (dangerIn(text)) return RANK.danger;
    return isReply || labelKey(text).startsWith('phan anh') ? RANK.report : 'words';
  }

  return {
    ofUpdate({ event }) {
      switch (event.type) {
        case 'text':
          if (event.command) return OPENS_A_REPORT.has(event.command.name) ? RANK.report : RANK.question;
          return ofText(event.text, event.replyTo !== undefined);
        case 'photo':
        case 'document':
          return event.caption ? ofText(event.caption) : 'words';
        case 'press':
          return ofPress(event.data);
        case 'voice':
        case 'location':
        case 'contact':
          return 'words';
        // A colleague writes by hand, a consent is taken back: the bot must know before it says more.
        case 'handover':
        case 'withdraw':
          return RANK.report;
        default:
          return RANK.rest;
      }
    },
    ofConversation: (conversation) =>
      conversation?.stack.some(({ flow }) => aboutReports(flows.get(flow) ?? { id: flow }))
        ? RANK.report
        : RANK.question,
  };
}
