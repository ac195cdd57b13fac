/** A very small Zalo on loopback: what a test scripts is what it answers; every request is kept. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

export interface Seen {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answer = (seen: Seen, response: ServerResponse) => void | Promise<void>;

export interface ZaloServer {
  root: string;
  seen: Seen[];
  /** Requests to this path. */
  to(path: string): Seen[];
  /** The answer for a path, from now on. */
  on(path: string, answer: Answer): void;
  /** Answers for the next requests to a path, one each, before the standing one. */
  next(path: string, ...answers: Answer[]): void;
  close(): Promise<void>;
}

const open: ZaloServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

export const CS = '/v3.0/oa/message/cs';
export const TOKEN = '/v4/oa/access_token';

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export const ok = (data: unknown) => json({ error: 0, message: 'Success', data });
export const fails = (error: number, message = 'no') => json({ error, message });

/** Takes the request and dies: the caller cannot know whether it was done. */
export const reset: Answer = (_, response) => void response.socket?.resetAndDestroy();
export const silence: Answer = () => undefined;
export function raw(text: string, status = 200): Answer {
  return (_, response) => void response.writeHead(status, { 'content-type': 'text/html' }).end(text);
}

export async function zaloServer(): Promise<ZaloServer> {
  const standing = new Map<string, Answer>();
  const queued = new Map<string, Answer[]>();
  const seen: Seen[] = [];
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://zalo');
      const one: Seen = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('latin1'),
      };
      seen.push(one);
      const answer = queued.get(one.path)?.shift() ?? standing.get(one.path) ?? json({ error: -404 }, 404);
      void answer(one, response);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: ZaloServer = {
    root: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    seen,
    to: (path) => seen.filter((one) => one.path === path),
    on: (path, answer) => void standing.set(path, answer),
    next: (path, ...answers) => void queued.set(path, [...(queued.get(path) ?? []), ...answers]),
    close: () =>
      new Promise((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };
  open.push(server);
  return server;
}

/** Sends succeed with ids m1, m2, …; every refresh token works once and brings the next. */
export function behave(
  server: ZaloServer,
  firstRefreshToken = 'refresh-1',
): { spent: () => number; valid: () => string } {
  let sent = 0;
  let spent = 0;
  let refresh = firstRefreshToken;
  let access = 'access-1';
  server.on(TOKEN, (seen, response) => {
    const given = new URLSearchParams(seen.body).get('refresh_token');
    if (given !== refresh)
      return json({ error: -14014, error_name: 'Invalid refresh token' })(seen, response);
    spent++;
    refresh = `refresh-${spent + 1}`;
    access = `access-${spent + 1}`;
    return json({ access_token: access, refresh_token: refresh, expires_in: '90000' })(seen, response);
  });
  server.on(CS, (seen, response) => {
    if (seen.headers.access_token !== access) return fails(-216, 'Access token is invalid')(seen, response);
    return ok({
      message_id: `m${++sent}`,
      user_id: 'u1',
      quota: { quota_type: 'reply', remain: '7', total: '8' },
    })(seen, response);
  });
  return { spent: () => spent, valid: () => access };
}
