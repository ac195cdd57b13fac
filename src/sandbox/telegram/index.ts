/**
 * A strict local stand-in of the Telegram Bot API over loopback HTTP, written from the Bot API reference
 * (core.telegram.org/bots/api). It knows nothing of the bot: same paths, same refusals, same words as the platform.
 */
import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import type { Fault, Phone, StandIn } from '../phone.ts';
import { createFaults } from './faults.ts';
import { changeMembership } from './people.ts';
import { createPhone } from './phone.ts';
import { createServerApp, runMethod, type CallRecord } from './server.ts';
import { createWebhook } from './webhook.ts';
import { createWorld, type Person, type Place, type Toast } from './world.ts';

export interface TelegramStandInOptions {
  token: string;
  /** Milliseconds since 1970: dates of messages, ages of presses and updates. Waiting goes by the machine's clock. */
  now: () => number;
  port?: number;
  /** Where update_id and message_id start, so that a restarted stand-in never uses one again. */
  firstId: number;
  username?: string;
  botName?: string;
  /** Factor on the waits of webhook retries; small in tests. */
  retryScale?: number;
  /** How long a webhook may take to answer, ms; 60 s on the platform. */
  answerTimeout?: number;
}

interface Named {
  id: string;
  name: string;
}

export interface TelegramGroup {
  readonly id: string;
  readonly title: string;
  /** The person's phone, open at the group. The first person brings the bot in. */
  phone(person: Named): Phone;
  /** Turns the bot out, by that person's hand: later sends are refused with 403. */
  kickBot(by: Named): void;
}

export interface TelegramStandIn extends StandIn {
  readonly platform: 'telegram';
  /** A group with the bot in it in privacy mode; `id` is negative, and `-100…` for a supergroup. */
  group(group: { id: string; title: string }): TelegramGroup;
  block(person: Named): void;
  unblock(person: Named): void;
  /** The person has written to the bot before this stand-in was started: the bot may write, no update is made. */
  remember(person: Named): void;
  /** What answerCallbackQuery showed, oldest first; `text` is empty where the press was only acknowledged. */
  answerTexts(): readonly Toast[];
  /** The commands of the default audience, as an app lists them. */
  commands(): readonly { command: string; description: string }[];
  /** The last sendChatAction in a chat since the last message there, with its time in ms. */
  doing(chatId: string): { action: string; at: number } | undefined;
  /** Updates that the bot has not confirmed. */
  pending(): number;
  /** Queues a past update again with its old number, as the platform does after a lost answer. */
  repeat(updateId: number): void;
}

/** Calls that `calls()` remembers. */
const RECORDED = 10_000;

/** Starts listening on 127.0.0.1; rejects when the port is taken. `close` leaves no connection and no timer. */
export async function createTelegramStandIn(options: TelegramStandInOptions): Promise<TelegramStandIn> {
  const { token, now, firstId } = options;
  const closing = new AbortController();
  const me = {
    id: Number(/^\d+/.exec(token)?.[0] ?? 1),
    is_bot: true,
    first_name: options.botName ?? 'Sát Cánh',
    username: options.username ?? 'sat_canh_bot',
  };
  let url = '';
  const world = createWorld({ me, now, firstId, root: () => url });
  const webhook = createWebhook({
    updates: world.updates,
    now,
    retryScale: options.retryScale ?? 1,
    answerTimeout: options.answerTimeout ?? 60_000,
    async onReply(method, values) {
      if (/^get|webhook$/i.test(method)) return;
      const answer = await runMethod(
        { world, webhook },
        method,
        { values, files: new Map() },
        closing.signal,
        values,
      );
      record({ at: now(), method, body: values, status: answer.status, answer: answer.body });
    },
  });
  const faults = createFaults();
  const calls: CallRecord[] = [];
  const record = (call: CallRecord): void => {
    calls.push(call);
    if (calls.length > RECORDED) calls.shift();
  };
  const app = createServerApp({ token, world, webhook, faults, record, closing: closing.signal });
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const starting = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: options.port ?? 0 }, () =>
      resolve(starting),
    );
    starting.once('error', reject);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const phones = new Map<string, Phone>();
  const personOf = ({ id, name }: Named): Person => {
    if (!/^[1-9]\d{0,15}$/.test(id))
      throw new Error(`a Telegram person's id is a positive number, not "${id}"`);
    return world.person(Number(id), name);
  };
  const phoneIn = (place: Place, person: Person): Phone => {
    const key = `${place.chat.id}|${person.user.id}`;
    const phone = phones.get(key) ?? createPhone(world, place, person);
    phones.set(key, phone);
    return phone;
  };
  const privatePlace = (person: Person): Place =>
    world.place({ id: person.user.id, type: 'private', first_name: person.user.first_name });

  function setBlocked(named: Named, blocked: boolean): void {
    const person = personOf(named);
    if (person.blocked === blocked) return;
    person.blocked = blocked;
    const [from, to] = blocked ? ['member', 'kicked'] : ['kicked', 'member'];
    changeMembership(world, privatePlace(person), person, from as string, to as string);
  }

  return {
    platform: 'telegram',
    url,
    phone(named) {
      const person = personOf(named);
      return phoneIn(privatePlace(person), person);
    },
    group({ id, title }) {
      if (!/^-\d{1,15}$/.test(id)) throw new Error(`a Telegram group's id is a negative number, not "${id}"`);
      const known = world.findPlace(Number(id));
      const place =
        known ?? world.place({ id: Number(id), type: id.startsWith('-100') ? 'supergroup' : 'group', title });
      if (!known) place.botStatus = 'left';
      return {
        id,
        title,
        phone(named) {
          const person = personOf(named);
          if (place.botStatus === 'left') {
            place.botStatus = 'member';
            changeMembership(world, place, person, 'left', 'member');
          }
          return phoneIn(place, person);
        },
        kickBot(by) {
          if (place.botStatus !== 'member') return;
          place.botStatus = 'kicked';
          changeMembership(world, place, personOf(by), 'member', 'kicked');
        },
      };
    },
    block: (person) => setBlocked(person, true),
    unblock: (person) => setBlocked(person, false),
    remember(person) {
      personOf(person).started = true;
    },
    answerTexts: () => world.toasts,
    commands: () => world.commands.get('{"type":"default"} ') ?? [],
    doing: (chatId) => world.findPlace(Number(chatId))?.action,
    pending: () => world.updates.pending().length,
    repeat: (updateId) => world.updates.again(updateId),
    setFault: (fault: Fault) => faults.set(fault),
    clearFaults: () => faults.clear(),
    calls: () => calls,
    async close() {
      closing.abort();
      await webhook.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
