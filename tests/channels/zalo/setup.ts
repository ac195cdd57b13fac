/** The Zalo channel against the strict stand-in, on one clock that only the test moves, webhooks arriving as they would. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createZalo } from '../../../src/channels/zalo/index.ts';
import type { Zalo, ZaloOptions } from '../../../src/channels/zalo/index.ts';
import type { Update } from '../../../src/core/update.ts';
import { createZaloStandIn } from '../../../src/sandbox/zalo/index.ts';
import type { ZaloStandIn } from '../../../src/sandbox/zalo/index.ts';
import type { ZaloSettings } from '../../../src/sandbox/zalo/options.ts';
import type { ZaloPhone } from '../../../src/sandbox/zalo/phone.ts';
import { memoryTokenStore } from '../../../src/zalo-oa-sdk/index.ts';

export const secrets = {
  appId: '360846524940903967',
  appSecret: 'app-secret',
  oaId: '388613280878808645',
  oaSecret: 'oa-secret',
};

export interface ZaloWorld {
  channel: Zalo;
  standIn: ZaloStandIn;
  phone: ZaloPhone;
  chat: string;
  clock: { at: number };
  /** What came in over the webhook. */
  updates: Update[];
  /** Texts that reached the phone. */
  texts(): string[];
  /** The channel after a restart: it remembers nothing but its tokens. */
  restarted(): Zalo;
  close(): Promise<void>;
}

export async function openZalo(
  settings: Partial<ZaloSettings> = {},
  options: Partial<ZaloOptions> = {},
): Promise<ZaloWorld> {
  const clock = { at: Date.UTC(2026, 10, 21, 3, 0) };
  const now = () => clock.at;
  const standIn = await createZaloStandIn({
    ...secrets,
    firstRefreshToken: 'first',
    now,
    rpm: 100_000,
    csCap: 'unlimited',
    ...settings,
  });
  const phone = standIn.phone({ id: '4800100000000000001', name: 'Lợi' });
  standIn.setInteraction(phone.id, clock.at);
  const updates: Update[] = [];
  const tokens = memoryTokenStore(undefined, now);
  const open = (): Zalo =>
    createZalo({
      ...secrets,
      firstRefreshToken: 'first',
      apiRoot: standIn.url,
      oauthRoot: standIn.oauthUrl,
      rpm: 100_000,
      tokens,
      now,
      againLabel: () => '(gửi lại)',
      cannotCarry: (kind) => `(${kind})`,
      log: { warn: () => {} },
      ...options,
    });
  const channel = open();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const mac = request.headers['x-zevent-signature'];
      const receive = (update: Update) => (updates.push(update), Promise.resolve('applied' as const));
      void channel
        .webhook(Buffer.concat(parts), typeof mac === 'string' ? mac : undefined, receive)
        .then((status) => response.writeHead(status).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return {
    restarted: open,
    ...{ channel, standIn, phone, chat: `zalo:${phone.id}`, clock, updates },
    texts: () =>
      phone
        .bubbles()
        .filter(({ from }) => from === 'bot')
        .map(({ text }) => text),
    async close() {
      await standIn.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
