/** The bot's side of a webhook, as tests want it to behave. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

export interface Seen {
  id: number;
  text: string;
  secret: string | undefined;
  at: number;
}

export type Reply =
  { status: number; headers?: Record<string, string>; body?: string; waitMs?: number } | 'hang up' | 'never';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** The bot's side: answers each update as `reply` says, 200 by default. */
export async function bot(reply: (seen: Seen, nth: number) => Reply = () => ({ status: 200 })) {
  const seen: Seen[] = [];
  const done: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const update = JSON.parse(await read(request)) as {
        update_id: number;
        message?: { text?: string };
        callback_query?: { data: string };
      };
      const secret = request.headers['x-telegram-bot-api-secret-token'] as string | undefined;
      const text = update.message?.text ?? update.callback_query?.data ?? '';
      const entry: Seen = { id: update.update_id, text, secret, at: performance.now() };
      seen.push(entry);
      const answer = reply(entry, seen.length);
      if (answer === 'never') return;
      if (answer === 'hang up') return void request.socket.destroy();
      if (answer.waitMs) await new Promise((resolve) => setTimeout(resolve, answer.waitMs));
      done.push(text);
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    })();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/telegram`, seen, done };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
