/** Runs flows for one turn: carries out what a step wants, until nothing more is wanted. */
import type { Position } from '../core/conversation.ts';
import type { Effect, PlacedEffect } from '../core/effect.ts';
import type { Flows, Step } from '../core/flow.ts';
import { askOnce, enter, step } from '../core/flow.ts';
import { formsOf } from '../core/forms.ts';
import { resume } from '../core/resume.ts';
import type { Service } from './services/service.ts';
import type { Turn } from './turn.ts';

/** A turn that takes more steps than this runs in a circle. */
const MOST_STEPS = 100;

/** Drafts kept behind the newest one. */
const MOST_EARLIER = 5;

/** Told of every state that a conversation comes to. */
export type Watch = (position: Position) => void;

/** Says one wording by itself: no question of a flow. */
export function note(turn: Turn, content: string, data: Record<string, unknown> = {}): void {
  turn.says.push({ content, from: { flow: 'menu', at: 'home', data } });
}

export function write(turn: Turn, change: Partial<Turn['conversation']>): void {
  turn.conversation = { ...turn.conversation, ...change };
}

/** What most steps want: nothing has to be waited for. */
function say(turn: Turn, { content, list, from }: Extract<PlacedEffect, { type: 'say' }>): void {
  turn.says.push({ content, ...(list ? { list } : {}), from });
}

/** The draft is taken up, or thrown away; the one before it, if any, takes its place. */
function dropDraft(turn: Turn): void {
  const { draft: _draft, earlier: [next, ...others] = [], ...rest } = turn.conversation;
  turn.conversation = {
    ...rest,
    ...(next ? { draft: next } : {}),
    ...(others.length > 0 ? { earlier: others } : {}),
  };
}

/** The draft that stood there before is kept behind it: a quick report in danger must not cost a long one. */
export function keepDraft(turn: Turn, draft: Position[]): void {
  const { draft: before, earlier = [] } = turn.conversation;
  const kept = before ? [before, ...earlier].slice(0, MOST_EARLIER) : earlier;
  write(turn, { draft, ...(kept.length > 0 ? { earlier: kept } : {}) });
}

export function createRunner(
  flows: Flows,
  services: Readonly<Record<string, Service>>,
  watch?: Watch,
): { run(turn: Turn, first: Step): Promise<void> } {
  const { ground } = formsOf(flows);

  async function run(turn: Turn, first: Step): Promise<void> {
    write(turn, { stack: first.stack });
    if (watch) first.arrived.forEach(watch);
    const queue = [...first.effects];
    for (let steps = 0; queue.length > 0; steps++) {
      if (steps > MOST_STEPS)
        throw new Error(`The flow "${queue[0]!.from.flow}" runs in a circle at "${queue[0]!.from.at}".`);
      const effect = queue.shift()!;
      if (effect.type === 'say') say(turn, effect);
      else queue.unshift(...(await carryOut(turn, effect)));
    }
  }

  function follow(turn: Turn, next: Step): PlacedEffect[] {
    if (watch) next.arrived.forEach(watch);
    write(turn, { stack: next.stack });
    return next.effects;
  }

  async function carryOut(
    turn: Turn,
    effect: Exclude<PlacedEffect, { type: 'say' }>,
  ): Promise<PlacedEffect[]> {
    const { from } = effect;
    const stack = turn.conversation.stack;
    switch (effect.type) {
      case 'call': {
        const service = services[effect.service];
        if (!service)
          throw new Error(`Flow "${from.flow}" calls the service "${effect.service}", which does not exist.`);
        const value = await service(turn, from.data);
        const top = turn.conversation.stack.at(-1);
        if (top?.flow !== from.flow || top.at !== from.at) return [];
        return follow(
          turn,
          step(flows, turn.conversation.stack, {
            type: 'result',
            service: effect.service,
            value,
            at: turn.at,
          }),
        );
      }
      case 'enter':
        return follow(
          turn,
          enter(flows, stack, effect.flow, { ...passed(effect, from.data), ...effect.input }),
        );
      case 'go':
        return follow(turn, enter(flows, [ground()], effect.flow, effect.input));
      case 'take-up-draft': {
        const draft = resume(flows, turn.conversation.draft ?? []);
        dropDraft(turn);
        write(turn, { stack: [ground(), ...(draft ?? [])] });
        if (!draft) note(turn, 'common.flow-changed');
        return askOnce(flows, turn.conversation.stack);
      }
      case 'drop-draft': {
        dropDraft(turn);
        return [];
      }
    }
  }

  function passed(
    effect: Extract<Effect, { type: 'enter' }>,
    data: Record<string, unknown>,
  ): Record<string, unknown> {
    return Object.fromEntries(
      (effect.pass ?? []).filter((key) => data[key] !== undefined).map((key) => [key, data[key]]),
    );
  }

  return { run };
}
