/** What is measured: the tables of routes, and the updates that hit the last of them. As data, the same for every side. */

export type Route =
  { verb: 'hears' | 'command' | 'action'; exact: string } | { verb: 'hears' | 'action'; pattern: string };

/** Telegram's own update: what every side is given. */
export interface Raw {
  update_id: number;
  message?: {
    message_id: number;
    date: number;
    chat: { id: number; type: 'private'; first_name: string };
    from: { id: number; is_bot: false; first_name: string };
    text: string;
    entities?: { type: 'bot_command'; offset: 0; length: number }[];
  };
  callback_query?: { id: string; from: object; chat_instance: string; message: object; data: string };
}

export type Case =
  | { name: string; routes: Route[]; updates: Raw[] }
  /** A form of 8 questions; each of `members` fills it in, `together` at a time. */
  | { name: string; wizard: { members: number; together: number } };

const sizes = [20, 200, 2_000, 20_000];
export const questions = 8;

function message(text: string, user = 1): Raw {
  const length = /^\/\S+/.exec(text)?.[0].length;
  return {
    update_id: 1,
    message: {
      message_id: 1,
      date: 0,
      chat: { id: user, type: 'private', first_name: 'Lan' },
      from: { id: user, is_bot: false, first_name: 'Lan' },
      text,
      ...(length !== undefined && { entities: [{ type: 'bot_command', offset: 0, length }] }),
    },
  };
}

function press(data: string): Raw {
  const { from, ...rest } = message('x').message ?? {};
  return {
    update_id: 1,
    callback_query: { id: '1', from: from ?? {}, chat_instance: '1', message: rest, data },
  };
}

const exact =
  (verb: 'hears' | 'command' | 'action') =>
  (n: number): Route => ({ verb, exact: `word${n}` });
const pattern =
  (verb: 'hears' | 'action') =>
  (n: number): Route => ({ verb, pattern: `^word${n}:(\\d+)$` });
const hit = {
  hears: (n: number) => message(`word${n}`),
  command: (n: number) => message(`/word${n}`),
  action: (n: number) => press(`word${n}`),
};

/** One kind of exact routes, the last one matching. */
function ofKind(verb: 'hears' | 'command' | 'action', size: number): Case {
  const routes = Array.from({ length: size }, (_each, n) => exact(verb)(n));
  return { name: `${verb}, ${size.toLocaleString('en')} routes`, routes, updates: [hit[verb](size - 1)] };
}

/** Hears, commands, actions and regular expressions in turn; each of the last four is hit in turn. */
function mixed(size: number): Case {
  const kinds = [exact('hears'), exact('command'), exact('action'), pattern('hears')];
  const routes = Array.from({ length: size }, (_each, n) => (kinds[n % 4] ?? exact('hears'))(n));
  const updates = [
    hit.hears(size - 4),
    hit.command(size - 3),
    hit.action(size - 2),
    message(`word${size - 1}:7`),
  ];
  return { name: `mixed, ${size.toLocaleString('en')} routes`, routes, updates };
}

function patterns(size: number): Case {
  const routes = Array.from({ length: size }, (_each, n) => pattern('action')(n));
  return {
    name: `RegExp, ${size.toLocaleString('en')} routes`,
    routes,
    updates: [press(`word${size - 1}:7`)],
  };
}

export function listCases(): Case[] {
  return [
    ...(['hears', 'command', 'action'] as const).flatMap((verb) => sizes.map((size) => ofKind(verb, size))),
    ...sizes.map(mixed),
    ...sizes.map(patterns),
    { name: 'form of 8, one member at a time', wizard: { members: 1_000, together: 1 } },
    { name: 'form of 8, 200 members at a time', wizard: { members: 1_000, together: 200 } },
  ];
}

/** The updates of one form, filled in by one member. */
export function form(user: number): Raw[] {
  const answers = Array.from({ length: questions }, (_each, n) => message(`answer ${n}`, user));
  return [message('/form', user), ...answers];
}
