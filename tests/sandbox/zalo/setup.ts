import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { createZaloStandIn, type ZaloStandIn } from '../../../src/sandbox/zalo/index.ts';
import type { ZaloStandInOptions } from '../../../src/sandbox/zalo/options.ts';

export const SECOND = 1000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const APP = {
  appId: '360846524940903967',
  appSecret: 'test-app-secret',
  oaId: '388613280878808645',
  oaSecret: 'test-oa-secret-key',
  firstRefreshToken: 'first-refresh-token',
  firstAccessToken: 'first-access-token',
};
export const LAN = { id: '246845883529197922', name: 'Lan' };

/** Answers of a wire are looked into, not typed. */
export type Json = ReturnType<typeof JSON.parse>;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

export interface Received {
  raw: string;
  json: Json;
  headers: IncomingHttpHeaders;
}

/** A bot's webhook that keeps what comes and answers as `answer` says: a status, or silence. */
export async function startReceiver(answer: (count: number) => number | 'silence' = () => 200) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const raw = Buffer.concat(parts).toString('utf8');
      received.push({ raw, json: JSON.parse(raw), headers: request.headers });
      const status = answer(received.length);
      if (status !== 'silence') response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const names = () => received.map(({ json }) => json.event_name as string);
  return { received, names, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

/** A stand-in with a clock to move, an access token that works, and Lan, who has just written. */
export async function start(options: Partial<ZaloStandInOptions> = {}) {
  const clock = { at: Date.UTC(2026, 10, 21, 1) };
  const z = await createZaloStandIn({ ...APP, now: () => clock.at, firstId: 1, ...options });
  closers.push(() => z.close());
  const lan = z.phone(LAN);
  await lan.say('chào');
  return { z, clock, lan, ...client(z) };
}

const TOKEN = { access_token: APP.firstAccessToken };

export function client(z: ZaloStandIn) {
  const json = (response: Response): Promise<Json> => response.json();
  const post = async (path: string, body: unknown, headers: Record<string, string> = TOKEN): Promise<Json> =>
    json(
      await fetch(z.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  return {
    post,
    get: async (path: string, data?: object): Promise<Json> => {
      const query = data ? `?data=${encodeURIComponent(JSON.stringify(data))}` : '';
      return json(await fetch(z.url + path + query, { headers: TOKEN }));
    },
    cs: (message: unknown, userId: unknown = LAN.id): Promise<Json> =>
      post('/v3.0/oa/message/cs', { recipient: { user_id: userId }, message }),
    text: (text: string, userId: string = LAN.id): Promise<Json> =>
      post('/v3.0/oa/message/cs', { recipient: { user_id: userId }, message: { text } }),
    upload: async (kind: string, bytes: Uint8Array, name: string, field = 'file'): Promise<Json> => {
      const form = new FormData();
      form.append(field, new Blob([new Uint8Array(bytes)]), name);
      const init = { method: 'POST', headers: TOKEN, body: form };
      return json(await fetch(`${z.url}/v2.0/oa/upload/${kind}`, init));
    },
    token: async (form: Record<string, string>, secret = APP.appSecret): Promise<Json> =>
      json(
        await fetch(`${z.oauthUrl}/v4/oa/access_token`, {
          method: 'POST',
          headers: { secret_key: secret },
          body: new URLSearchParams({ app_id: APP.appId, ...form }),
        }),
      ),
  };
}

export const refresh = (token: string) => ({ grant_type: 'refresh_token', refresh_token: token });
export const buttons = (...list: unknown[]) => ({
  text: 'Anh/chị cần gì?',
  attachment: { type: 'template', payload: { buttons: list } },
});
export const media = (element: object) => ({
  attachment: { type: 'template', payload: { template_type: 'media', elements: [element] } },
});
export const bytes = (hex: string, size = 100) => {
  const all = new Uint8Array(size);
  all.set(Buffer.from(hex, 'hex'));
  return all;
};
export const PNG = '89504e470d0a1a0a';
