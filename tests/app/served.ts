/** The app behind real HTTP in the test's own process, over a store and a channel of the test's. */
import { serve } from '@hono/node-server';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flows } from '../../flows/index.ts';
import { createApp } from '../../src/app/app.ts';
import type { App } from '../../src/app/app.ts';
import { createServer } from '../../src/app/server.ts';
import type { Channel } from '../../src/channels/channel.ts';
import type { Store } from '../../src/store/store.ts';
import { realKnowledge } from '../play.ts';

export const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

type Routes = Pick<Parameters<typeof createServer>[0], 'telegram' | 'zalo'>;

export interface Served {
  app: App;
  /** `http://127.0.0.1:…`, without a path. */
  url: string;
  /** Not the store: it is the test's. */
  close(): Promise<void>;
}

/** `routes`: where the channel's webhook comes in. */
export async function serveApp(
  { store, channel, now }: { store: Store; channel: Channel; now: () => number },
  routes: (receive: App['receive']) => Routes,
): Promise<Served> {
  const knowledge = await realKnowledge();
  const filesDir = mkdtempSync(join(tmpdir(), 'satcanh-files-'));
  const app = createApp({
    ...{ store, flows, now, log: quiet, channels: [channel], filesDir },
    knowledge: () => knowledge,
    random: () => 0.5,
    newSecret: () => '0'.repeat(32),
  });
  const { fetch } = createServer({
    readiness: () => Promise.resolve(undefined),
    metrics: () => Promise.resolve(''),
    log: quiet,
    ...routes(app.receive),
  });
  const server = await new Promise<Server>((resolve) => {
    const made = serve({ fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(made)) as Server;
  });
  return {
    app,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await app.stop();
      server.closeAllConnections();
      server.close();
      rmSync(filesDir, { recursive: true, force: true });
    },
  };
}
