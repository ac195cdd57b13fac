/** Members' updates as both platforms post them, many at once over kept-alive connections, brought again until they are stored. */
import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { SECRETS } from './world.ts';

export interface Posted {
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What a platform would post for one message of a member. `n` numbers the message, for ever. */
export type Writes = (member: number, n: number, text: string) => Posted;

function telegramPosts(member: number, n: number, content: object): Posted {
  const who = { id: member, first_name: `Đoàn viên ${member}` };
  const chat = { ...who, type: 'private' };
  const date = Math.floor(Date.now() / 1000);
  const message = { message_id: n, date, chat, from: { ...who, is_bot: false }, ...content };
  return {
    path: '/webhooks/telegram',
    headers: { 'x-telegram-bot-api-secret-token': SECRETS.webhook },
    body: JSON.stringify({ update_id: n, message }),
  };
}

export const telegramWrites: Writes = (member, n, text) => {
  const command = { type: 'bot_command', offset: 0, length: text.length };
  return telegramPosts(member, n, { text, ...(text.startsWith('/') ? { entities: [command] } : {}) });
};

export const telegramSticker = (member: number, n: number): Posted =>
  telegramPosts(member, n, { sticker: { file_id: 'sticker' } });

export const zaloWrites: Writes = (member, n, text) => {
  const timestamp = String(Date.now());
  const body = JSON.stringify({
    app_id: SECRETS.appId,
    sender: { id: String(member) },
    user_id_by_app: String(member),
    recipient: { id: SECRETS.oaId },
    event_name: 'user_send_text',
    message: { text, msg_id: `m${n}` },
    timestamp,
  });
  const mac = createHash('sha256').update(SECRETS.appId + body + timestamp + SECRETS.oaSecret).digest('hex'); // prettier-ignore
  return { path: '/webhooks/zalo', headers: { 'x-zevent-signature': `mac=${mac}` }, body };
};

export interface Caller {
  /** The HTTP status; 0 when the connection failed. */
  post(posted: Posted): Promise<number>;
  /** ms of each post that was answered 200, from when it had its connection. */
  took: readonly number[];
  close(): void;
}

export function createCaller(url: string, connections: number): Caller {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const took: number[] = [];
  return {
    took,
    post: ({ path, headers, body }) =>
      new Promise((resolve) => {
        const length = Buffer.byteLength(body);
        let began = NaN;
        const sent = request(
          { agent, hostname, port, path, method: 'POST', headers: { ...headers, 'content-type': 'application/json', 'content-length': length } },
          (response) => {
            response.resume();
            response.on('end', () => {
              if (response.statusCode === 200) took.push(performance.now() - began);
              resolve(response.statusCode ?? 0);
            });
          },
        ); // prettier-ignore
        sent.on('socket', () => (began = performance.now()));
        sent.on('error', () => resolve(0));
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

export interface Brought {
  /** ms of the post that was answered 200. */
  took: number;
  /** Posts that were answered otherwise. */
  refused: number;
}

/** Posts it until it is answered 200, as both platforms do; `pause`: ms between tries. Throws after a minute. */
export async function bring(caller: Caller, posted: Posted, pause = 200): Promise<Brought> {
  const from = performance.now();
  for (let refused = 0; ; refused++) {
    const began = performance.now();
    const status = await caller.post(posted);
    if (status === 200) return { took: performance.now() - began, refused };
    if (![0, 503].includes(status) || began - from > 60_000) throw new Error(`A webhook was answered ${status}`);
    await wait(pause);
  }
} // prettier-ignore

export { formOf } from '../../bench/load/form.ts';
