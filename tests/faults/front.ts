/** What stands before several processes on a server: takes each request to one that answers, as a reverse proxy does. */
import { createServer, request } from 'node:http';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Front {
  readonly url: string;
  /** Where requests go from now on, in turn. */
  behind(urls: readonly string[]): void;
  /** How often each status was answered. */
  statuses(): ReadonlyMap<number, number>;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

export async function createFront(): Promise<Front> {
  let backends: readonly string[] = [];
  let turn = 0;
  const statuses = new Map<number, number>();
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await read(incoming);
      const answer = await ask(incoming, body);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    })().catch(() => outgoing.destroy());
  });

  /** Who cannot be reached is passed over; who was reached and then fell silent may have done it: the platform asks again. */
  async function ask(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    turn++;
    for (let i = 0; i < backends.length; i++) {
      try {
        return await forward(backends[(turn + i) % backends.length]!, incoming, body);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') break;
      }
    }
    return { status: 502, headers: {}, body: Buffer.alloc(0) };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    statuses: () => statuses,
    behind: (urls) => void (backends = urls),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function forward(root: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { connection: _, 'transfer-encoding': __, ...headers } = incoming.headers;
    const asked = request(
      `${root}${incoming.url}`,
      { method: incoming.method, headers, agent: false },
      (answer) =>
        void read(answer).then(
          (read) => resolve({ status: answer.statusCode ?? 502, headers: {}, body: read }),
          reject,
        ),
    );
    asked.once('error', reject);
    asked.end(body);
  });
}
