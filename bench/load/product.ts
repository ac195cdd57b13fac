/**
 * The product's own form with everything that goes with it: routes, door, turn, store, outbox, jobs, channel. Two things are left out:
 * the log's lines, and Telegram's pace of 30 messages a second, which would be all that is measured.
 */
import { serve } from '@hono/node-server';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { flows } from '../../flows/index.ts';
import { createApp } from '../../src/app/app.ts';
import { createKnowledge } from '../../src/app/knowledge.ts';
import { createServer } from '../../src/app/server.ts';
import { createTelegram } from '../../src/channels/telegram/index.ts';
import { loadContent } from '../../src/content/bundle.ts';
import type { Store } from '../../src/store/store.ts';
import type { Begin, Started } from './side.ts';

const log = { debug() {}, info() {}, warn: console.error, error: console.error };

/** `now`: ms since 1970; a soak's clock runs faster than the machine's. */
export async function startProduct(begin: Begin, store: Store, now: () => number): Promise<Started> {
  const { apiRoot, token, secret, dir } = begin;
  const { bundle } = await loadContent('content', { complete: true });
  const knowledge = createKnowledge(bundle);
  const { pace: _pace, ...telegram } = createTelegram({
    ...{ token, apiRoot, now },
    againLabel: () => '(gửi lại)',
    commands: () => [],
    onProblem: console.error,
  });
  const app = createApp({
    ...{ store, channels: [telegram], flows, now, log },
    knowledge: () => knowledge,
    filesDir: join(dir, 'files'),
    random: Math.random,
    newSecret: () => randomBytes(16).toString('hex'),
  });
  const routes = createServer({
    readiness: app.readiness,
    metrics: app.metricsText,
    telegram: { secret, take: (update) => telegram.take(update as never, app.receive) },
    log,
  });
  const server = serve({ fetch: routes.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  app.dispatcher.start();
  app.jobs.start();
  return {
    port: (server.address() as AddressInfo).port,
    path: '/webhooks/telegram',
    waiting: async () => (await store.stats()).outbox,
  };
}
