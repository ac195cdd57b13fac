/** What a person's words and presses mean for the flows: open, back, cancel, home, an answer, and what to do when nothing fits. */
import { isAside, withoutAsides } from '../core/aside.ts';
import { choiceByLabel, choiceByNumber, choicesByPart, numbered } from '../core/choice.ts';
import type { Asked, Choice, Position } from '../core/conversation.ts';
import type { Flows, FlowEvent } from '../core/flow.ts';
import { askOnce, enter, flowOf, stateAt, step } from '../core/flow.ts';
import { formsOf } from '../core/forms.ts';
import { resume } from '../core/resume.ts';
import { mayAsk } from './asking.ts';
import { insteadOfQuestion } from './instead.ts';
import { isSure } from './services/knowledge.ts';
import { createRunner, keepDraft, note, write } from './run-flow.ts';
import type { Watch } from './run-flow.ts';
import type { Service } from './services/service.ts';
import type { EventNow, Turn } from './turn.ts';

/** So many answers are worth a question before they are thrown away. */
const LONG_FORM = 4;
/** As many answers as words may fit and still be named one by one. */
const MOST_MEANT = 4;
/** The action that throws a form away without a further question. */
export const ERASE_FORM = 'form:erase';

export interface Talk {
  /** Before anything else: a position that today's flows do not know becomes one that they do, or is given up kindly. */
  takeUp(turn: Turn): void;
  /** Opens a flow: on top of a form under way, else on the ground of the menu. */
  open(turn: Turn, flow: string, input?: Record<string, unknown>): Promise<void>;
  home(turn: Turn): Promise<void>;
  back(turn: Turn): Promise<void>;
  /** A form is erased; one with many answers only when the member says so twice, or `surely`. */
  cancel(turn: Turn, surely?: boolean): Promise<void>;
  /** What the person did, to the flow that has the word. */
  hear(turn: Turn, event: EventNow): Promise<void>;
  /** A choice that was offered last, by label or number. */
  chosen(turn: Turn, text: string): Choice | undefined;
  choose(turn: Turn, choice: Choice): Promise<void>;
  inForm(turn: Turn): boolean;
  /** Gives a health check up, if one is under way; true when there was one. */
  leavePassing(turn: Turn): boolean;
  note(turn: Turn, content: string, data?: Record<string, unknown>): void;
  /** A form under way shows its question again. */
  goOn(turn: Turn): Promise<void>;
  /** Whatever is under way shows its question again. */
  askAgain(turn: Turn): Promise<void>;
}

export function createTalk(flows: Flows, services: Readonly<Record<string, Service>>, watch?: Watch): Talk {
  const { isForm, isPassing, isKept, ground } = formsOf(flows);
  const { run } = createRunner(flows, services, watch);
  const inForm = (turn: Turn) => turn.conversation.stack.some(isForm);

  function stackOf(turn: Turn): Position[] {
    const { stack } = turn.conversation;
    return stack.length === 0 ? [ground()] : stack;
  }

  function takeUp(turn: Turn): void {
    const resumed = resume(flows, turn.conversation.stack);
    if (resumed) return write(turn, { stack: resumed });
    const { asked: _, ...rest } = turn.conversation;
    turn.conversation = { ...rest, stack: [ground()], misses: 0 };
    note(turn, 'common.flow-changed');
  }

  /** The form goes on: its question is shown again unless the turn has shown it. */
  async function goOn(turn: Turn): Promise<void> {
    const top = turn.conversation.stack.at(-1);
    const last = turn.says.at(-1)?.from;
    if (!top || !inForm(turn) || (last?.flow === top.flow && last.at === top.at)) return;
    await askAgain(turn);
  }

  async function askAgain(turn: Turn): Promise<void> {
    const { stack } = turn.conversation;
    await run(turn, { stack, effects: askOnce(flows, stack), handled: true, arrived: [] });
  }

  async function apply(turn: Turn, event: FlowEvent): Promise<boolean> {
    const next = step(flows, stackOf(turn), event);
    if (!next.handled) return false;
    write(turn, { misses: 0 });
    await run(turn, next);
    await goOn(turn);
    return true;
  }

  async function open(turn: Turn, flow: string, input: Record<string, unknown> = {}): Promise<void> {
    write(turn, { misses: 0 });
    const { form, passing } = flowOf(flows, flow);
    const stack = withoutAsides(flows, stackOf(turn));
    const kept = stack.some(isKept);
    if (form && !passing && kept) {
      write(turn, { stack });
      return goOn(turn);
    }
    // Opened with answers already (Gặp cán bộ), it is another report than the draft.
    const asAnswered = Object.keys(input).length > 0;
    if (form && !passing && turn.conversation.draft && !asAnswered) return open(turn, 'draft');
    const on = form ? kept : stack.some(isForm);
    await run(turn, enter(flows, on ? stack : [ground()], flow, input));
    await goOn(turn);
  }

  /** A form under way is kept as a draft. */
  async function home(turn: Turn): Promise<void> {
    const stack = withoutAsides(flows, stackOf(turn));
    const form = stack.findIndex(isKept);
    if (form >= 0) keepDraft(turn, stack.slice(form));
    write(turn, { misses: 0 });
    await run(turn, enter(flows, [], 'menu'));
  }

  async function back(turn: Turn): Promise<void> {
    const stack = stackOf(turn);
    if (isAside(flows, stack) && stack.at(-1)!.trail.length === 0) {
      write(turn, { stack: stack.slice(0, -1), misses: 0 });
      return goOn(turn);
    }
    if (!(await apply(turn, { type: 'back', at: turn.at }))) await home(turn);
  }

  /** A check is given up, with what was opened on it; the form below it, if any, has the word again. */
  function leavePassing(turn: Turn): boolean {
    const stack = stackOf(turn);
    const first = stack.findIndex(isPassing);
    if (first < 0) return false;
    write(turn, { stack: stack.slice(0, first), misses: 0 });
    return true;
  }

  async function cancel(turn: Turn, surely = false): Promise<void> {
    const busy = stackOf(turn).length > 1;
    if (leavePassing(turn) && inForm(turn)) {
      note(turn, 'common.check-left');
      return goOn(turn);
    }
    const form = stackOf(turn).find(isKept);
    const asked = turn.conversation.asked?.choices.some(({ option }) => option === ERASE_FORM) === true;
    if (form && form.trail.length >= LONG_FORM && !surely && !asked) return note(turn, 'common.cancel-sure');
    write(turn, { stack: [ground()], misses: 0 });
    note(turn, busy ? 'common.cancelled' : 'common.nothing-to-cancel');
    await run(turn, enter(flows, [], 'menu'));
  }

  function chosen(turn: Turn, text: string): Choice | undefined {
    const { asked, stack } = turn.conversation;
    if (!asked) return undefined;
    const top = stack.at(-1);
    const numbersAreText = top !== undefined && flows.get(top.flow)?.states[top.at]?.numbersAreText === true;
    return choiceByLabel(asked, text) ?? (numbersAreText ? undefined : choiceByNumber(asked, text));
  }

  async function choose(turn: Turn, choice: Choice): Promise<void> {
    if (choice.option === 'back') return back(turn);
    if (choice.option === 'cancel') return cancel(turn);
    if (!(await apply(turn, { type: 'choose', option: choice.option, at: turn.at })))
      await missed(turn, 'common.old-button');
  }

  async function hear(turn: Turn, event: EventNow): Promise<void> {
    const now = { ...event, at: turn.at } as FlowEvent;
    if (event.type === 'text' && (await interrupts(turn, event.text))) return;
    // A question was answered: the next words need not be another one.
    const answered = stackOf(turn).at(-1)!.flow === 'faq' && !inForm(turn);
    if (answered && event.type === 'text' && (await goesElsewhere(turn, event.text))) return;
    if (await apply(turn, now)) return;
    const meant = event.type === 'text' && turn.conversation.asked;
    // What a button elsewhere does is not meant by a part of its label.
    const [choice, ...others] = meant
      ? choicesByPart(meant, event.text).filter(({ option }) => !option.includes(':'))
      : [];
    if (choice && others.length === 0) return choose(turn, choice);
    if (choice && others.length < MOST_MEANT) return ask(turn, meant as Asked, [choice, ...others]);
    if (event.type !== 'text') return missed(turn, inForm(turn) ? 'common.not-here' : 'common.media-outside');
    if (inForm(turn)) return missed(turn);
    if (!(await goesElsewhere(turn, event.text))) await open(turn, 'faq', { question: event.text });
  }

  /** Words that look like a question and are meant for somebody else. */
  async function goesElsewhere(turn: Turn, text: string): Promise<boolean> {
    const instead = await insteadOfQuestion(turn, text);
    if (!instead) return false;
    if (instead.note) note(turn, instead.note);
    await open(turn, instead.flow, instead.input);
    return true;
  }

  /** A question in the middle of a form is answered, then the form goes on. */
  async function interrupts(turn: Turn, text: string): Promise<boolean> {
    if (!inForm(turn)) return false;
    const stack = stackOf(turn);
    const takesText = stateAt(flows, stack.at(-1)!).on?.text !== undefined;
    if (!mayAsk(text, takesText) || !isSure(turn, text)) return false;
    write(turn, { misses: 0 });
    await run(turn, enter(flows, stack, 'faq', { question: text, inForm: true }));
    await goOn(turn);
    return true;
  }

  /** Words that fit several answers: they are named with their numbers, and the question is shown again. */
  async function ask(turn: Turn, asked: Asked, among: readonly Choice[]): Promise<void> {
    const all = numbered(asked);
    const list = among.map((one) => `${all.indexOf(one) + 1}. ${one.label}`).join('\n');
    write(turn, { stack: stackOf(turn), misses: 0 });
    note(turn, 'common.which', { list });
    await goOn(turn);
  }

  /** One kind hint, then another, then a way out. */
  async function missed(turn: Turn, hint?: string): Promise<void> {
    const misses = turn.conversation.misses + 1;
    write(turn, { stack: stackOf(turn), misses });
    note(turn, hint ?? `common.miss-${Math.min(misses, 3)}`);
    await goOn(turn);
  }

  return {
    takeUp,
    open,
    home,
    back,
    cancel,
    hear,
    chosen,
    choose,
    inForm,
    leavePassing,
    note,
    goOn,
    askAgain,
  };
}
