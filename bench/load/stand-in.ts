/** The least that is Telegram: takes every call, counts the messages. Fast, so that it is the bots that are measured. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Messages {
  url: string;
  readonly sent: number;
  close(): void;
}

const me = { id: 700700, is_bot: true, first_name: 'Sát Cánh', username: 'sat_canh_bot' };

export async function startMessages(): Promise<Messages> {
  let sent = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const method = request.url?.split('/').at(-1);
      let result: unknown = method === 'getMe' ? me : true;
      if (method === 'sendMessage') {
        sent++;
        const { chat_id: id, text } = JSON.parse(Buffer.concat(parts).toString()) as { chat_id: string; text: string }; // prettier-ignore
        result = { message_id: sent, date: 1_700_000_000, chat: { id: Number(id), type: 'private' }, text };
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, result }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.keepAliveTimeout = 60_000;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get sent() {
      return sent;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
