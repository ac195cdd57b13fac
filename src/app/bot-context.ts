/** What a route of the bot holds: the update, the turn, and the product's verbs. */
import { Context } from '../router/index.ts';
import type { Update } from '../core/update.ts';
import { numbered } from '../core/choice.ts';
import type { Asked, Choice } from '../core/conversation.ts';
import { offered, readAnswer } from '../core/press.ts';
import type { CardAct } from './card.ts';
import { enrol } from './enrol.ts';
import type { Officers } from './officers.ts';
import type { Talk } from './talk.ts';
import { menuItem } from './triggers.ts';
import type { EventNow, Turn } from './turn.ts';
import { notice } from './words.ts';

/** Runs another route with this press, as if the button had been touched: a typed label of an action. */
export type Dispatch = (ctx: BotContext) => Promise<void>;

export class BotContext extends Context {
  readonly turn: Turn;
  private readonly talk: Talk;
  private readonly officers: Officers;
  private readonly dispatch: Dispatch;

  /** `update`: the turn's own, or the press that a typed label stands for. The turn is always the same one. */
  constructor(turn: Turn, talk: Talk, officers: Officers, dispatch: Dispatch, update: Update = turn.update) {
    super(update);
    this.turn = turn;
    this.talk = talk;
    this.officers = officers;
    this.dispatch = dispatch;
  }

  /** A stored position of older flows is led over, or given up kindly. */
  takeUp(): void {
    this.talk.takeUp(this.turn);
  }
  get inForm(): boolean {
    return this.talk.inForm(this.turn);
  }
  /** A health check is given up; true when one was under way. */
  leavePassing(): boolean {
    return this.talk.leavePassing(this.turn);
  }
  home(): Promise<void> {
    return this.talk.home(this.turn);
  }
  back(): Promise<void> {
    return this.talk.back(this.turn);
  }
  cancel(surely = false): Promise<void> {
    return this.talk.cancel(this.turn, surely);
  }
  open(flow: string, input: Record<string, unknown> = {}): Promise<void> {
    return this.talk.open(this.turn, flow, input);
  }
  hear(): Promise<void> {
    return this.talk.hear(this.turn, this.update.event as EventNow);
  }
  /** One wording by itself; a form under way asks its question again. */
  async say(content: string, data: Record<string, unknown> = {}): Promise<void> {
    this.talk.note(this.turn, content, data);
    await this.talk.goOn(this.turn);
  }

  goOn(): Promise<void> {
    return this.talk.goOn(this.turn);
  }

  askAgain(): Promise<void> {
    return this.talk.askAgain(this.turn);
  }

  typedChoice(): Choice | undefined {
    return this.talk.chosen(this.turn, this.text ?? '');
  }
  async answerTyped(): Promise<void> {
    const choice = this.typedChoice();
    if (choice) await this.take(choice);
  }
  async answerPressed(): Promise<void> {
    const answer = readAnswer(this.callbackQuery?.data ?? '');
    const { asked } = this.turn.conversation;
    const choice = answer && asked?.tag === answer.tag ? pressed(asked, answer.option) : undefined;
    if (choice) await this.take(choice);
    else await this.say('common.old-button');
  }
  menuItemTyped(): Promise<void> {
    const choice = menuItem(this);
    return choice ? this.take(choice) : Promise.resolve();
  }

  /** Answers go to the flow; actions to their own route. */
  private take(choice: Choice): Promise<void> {
    if (choice.option === 'menu') return this.home();
    if (!choice.option.includes(':')) return this.talk.choose(this.turn, choice);
    const update: Update = { ...this.turn.update, event: { type: 'press', data: choice.option } };
    return this.dispatch(new BotContext(this.turn, this.talk, this.officers, this.dispatch, update));
  }

  async enrol(code: string): Promise<void> {
    const done = await enrol(this.turn, code);
    const to = { channel: this.update.channel, chat: this.update.chat };
    const values = done.ok ? { unit: done.unit, name: done.officer.name, waiting: done.waiting || '' } : {};
    this.turn.send(
      to,
      notice(this.turn.knowledge, done.ok ? 'officer.enrolled' : `officer.code-${done.why}`, values),
    );
  }
  officerPressed(act: string, reference: string): Promise<void> {
    return this.officers.press(this.turn, act as CardAct, reference);
  }
  replyToCard(reference: string, text: string): Promise<void> {
    return this.officers.replyToCard(this.turn, reference, text);
  }
  left(): void {
    this.turn.person = { ...this.turn.person, gone: true };
  }
}

function pressed(asked: Asked, option: string): Choice | undefined {
  const found = offered(
    asked.choices.map((choice) => choice.option),
    option,
  );
  return asked.choices.find((choice) => choice.option === found);
}

/** Whether the last message had answers to which a number could belong. */
export function hasNumbers(asked: Asked | undefined): boolean {
  return asked !== undefined && numbered(asked).length > 0;
}
