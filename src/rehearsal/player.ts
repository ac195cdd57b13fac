/** One person at the bot: what they write and press, and what they have received. */
import type { App } from '../app/app.ts';
import { labelKey } from '../core/text.ts';
import type { Button, Message } from '../core/message.ts';
import type { Event, Update } from '../core/update.ts';
import type { ChannelName, Sent } from './world.ts';

/** Between two acts, ms. */
const A_MOMENT = 1000;

export interface Player {
  id: string;
  say(text: string): Promise<Message[]>;
  /** Presses the newest button with that label, wherever it stands in this chat. */
  press(label: string): Promise<Message[]>;
  pressData(data: string): Promise<Message[]>;
  do(event: Event): Promise<Message[]>;
  /** The newest button with exactly that label (emoji, case and marks aside), else one that contains it. */
  button(label: string): Button | undefined;
  /** Everything received, oldest first. */
  received(): Message[];
  last(): Message;
}

interface Surroundings {
  app: App;
  sent: readonly Sent[];
  clock: { at: number };
  settle(): Promise<void>;
  newUpdate(): number;
}

/** Throws where a test asks for what is not there: a button, a first message. */
export function createPlayer(
  { app, sent, clock, settle, newUpdate }: Surroundings,
  channel: ChannelName,
  number: string,
  where: { group?: string; name?: string },
): Player {
  const person = `${channel}:${number}`;
  const chat = where.group ? `${channel}:${where.group}` : person;
  const received = () => sent.filter((one) => one.chat === chat).map((one) => one.message);

  async function act(event: Event): Promise<Message[]> {
    const before = received().length;
    clock.at += A_MOMENT;
    const update: Update = {
      id: `${channel}:u${newUpdate()}`,
      channel,
      at: clock.at,
      person,
      chat,
      chatType: where.group ? 'group' : 'private',
      name: where.name ?? 'Nguyễn Thị Hoa',
      event,
    };
    await app.receive(update);
    await settle();
    return received().slice(before);
  }

  function button(label: string): Button | undefined {
    const buttons = received().flatMap((message) => (message.rows ?? []).flat());
    const key = labelKey(label);
    return (
      buttons.findLast((one) => labelKey(one.label) === key) ??
      buttons.findLast((one) => one.label.includes(label))
    );
  }

  return {
    id: person,
    do: act,
    say: (text) => act(textEvent(text)),
    press: (label) => {
      const found = button(label);
      if (!found?.data)
        throw new Error(`No button "${label}". Last message: ${JSON.stringify(received().at(-1))}`);
      return act({ type: 'press', data: found.data });
    },
    pressData: (data) => act({ type: 'press', data }),
    button,
    received,
    last: () => {
      const last = received().at(-1);
      if (!last) throw new Error(`${person} has received nothing`);
      return last;
    },
  };
}

/** `/canbo MÃ` is a command, as a platform says it. */
function textEvent(text: string): Event {
  const found = /^\/(\w+)(?:\s+([^]*))?$/.exec(text);
  const command = found && { name: found[1]!.toLowerCase(), payload: found[2] ?? '' };
  return { type: 'text', text, ...(command ? { command } : {}) };
}
