/** The Zalo Bot Platform: another product than the OA, like Telegram's Bot API but with one update a poll and no buttons. */
import { Hono, type Context } from 'hono';
import type { Env } from '../env.ts';
import type { Ids } from '../ids.ts';
import type { ZaloSettings } from '../options.ts';
import type { Timers } from '../timers.ts';
import { botError, BotRefusal } from './answer.ts';
import { METHODS } from './methods.ts';
import { createBotUpdates, type BotDelivery } from './updates.ts';
import { createBotPhone, sayInGroup, type BotPhone, type BotWorld } from './world.ts';

export type { BotPhone } from './world.ts';

export interface ZaloBot {
  token: string;
  phone(person: { id: string; name: string }): BotPhone;
  /** In a group the bot hears it only when it is called (`calls`). */
  groupSays(groupId: string, person: { id: string; name: string }, text: string, calls: boolean): void;
  photoFetches(): readonly { url: string; status: number }[];
  deliveries(): readonly BotDelivery[];
  /** Resolves when every webhook that is due was answered. */
  idle(): Promise<void>;
}

/** One bot: its routes, and the hands of the people who chat with it. */
export function createZaloBot(deps: {
  token: string;
  now: () => number;
  ids: Ids;
  settings: ZaloSettings;
  timers: Timers;
  serve: BotWorld['serve'];
}): { routes: Hono<Env>; bot: ZaloBot } {
  const world: BotWorld = {
    ...deps,
    chats: new Map(),
    updates: createBotUpdates(deps),
    photoFetches: [],
    sent: { month: '', count: 0 },
  };
  const routes = new Hono<Env>();
  routes.on(['GET', 'POST'], '/:bot{bot[^/]*}/:method', async (c) => {
    try {
      if (c.req.param('bot') !== `bot${deps.token}`) throw new BotRefusal(401);
      const name = c.req.param('method');
      const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
      if (!method) throw new BotRefusal(404);
      const given = parametersOf(c);
      const other = Object.keys(given).find((key) => !method.takes.includes(key));
      if (other !== undefined && deps.settings.strict)
        throw new BotRefusal(400, `Bad Request: unknown parameter ${other}`);
      const result = await method.run(world, given);
      return c.json(result === undefined ? { ok: true } : { ok: true, result });
    } catch (error) {
      if (!(error instanceof BotRefusal)) throw error;
      return c.json(botError(error.status, error.message), error.status as 400);
    }
  });
  return {
    routes,
    bot: {
      token: deps.token,
      phone: (person) => createBotPhone(world, person),
      groupSays: (groupId, person, text, calls) => sayInGroup(world, groupId, person, text, calls),
      photoFetches: () => [...world.photoFetches],
      deliveries: () => world.updates.deliveries(),
      idle: () => world.updates.idle(),
    },
  };
}

/** Query, form, multipart or JSON: all are taken. */
function parametersOf(c: Context<Env>): Record<string, unknown> {
  const body = c.get('form') ?? c.get('body');
  const fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return { ...c.req.query(), ...fields };
}
