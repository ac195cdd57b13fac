/** The methods by which the bot gets its updates. */
import { badRequest, conflict } from '../refusal.ts';
import type { Hook } from '../webhook.ts';
import type { Call, Done, Methods } from './method.ts';

const LONGEST_POLL = 50;
const MOST_UPDATES = 100;
const CONNECTIONS = 40;
const MOST_CONNECTIONS = 100;
const SECRET_LENGTH = 256;

export const updateMethods: Methods = {
  getUpdates: {
    parameters: ['offset', 'limit', 'timeout', 'allowed_updates'],
    async run({ parameters, world, webhook, signal }) {
      if (webhook.hook()) {
        throw conflict(
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      }
      world.updates.allow(parameters.json('allowed_updates'));
      const seconds = between(parameters.number('timeout') ?? 0, 0, LONGEST_POLL);
      const result = await world.updates.poll(
        {
          offset: parameters.integer('offset') ?? 0,
          limit: between(parameters.integer('limit') ?? MOST_UPDATES, 1, MOST_UPDATES),
          timeoutMs: seconds * 1000,
        },
        signal,
      );
      return { result };
    },
  },
  setWebhook: {
    parameters: [
      'url',
      'certificate',
      'ip_address',
      'max_connections',
      'allowed_updates',
      'drop_pending_updates',
      'secret_token',
    ],
    run(call) {
      const { parameters, world, webhook } = call;
      const url = parameters.text('url');
      if (url === undefined) return removeWebhook(call);
      checkAddress(url);
      const secret = parameters.text('secret_token');
      if (secret !== undefined && secret.length > SECRET_LENGTH) throw badRequest('secret token is too long');
      if (secret !== undefined && !/^[A-Za-z0-9_-]+$/.test(secret)) {
        throw badRequest('secret token contains unallowed characters');
      }
      const wanted = parameters.integer('max_connections') ?? CONNECTIONS;
      const hook: Hook = { url, secret, maxConnections: between(wanted, 1, MOST_CONNECTIONS) };
      world.updates.allow(parameters.json('allowed_updates'));
      if (parameters.flag('drop_pending_updates')) world.updates.clear();
      world.updates.endPoll('terminated by setWebhook request');
      const same = JSON.stringify(webhook.hook()) === JSON.stringify(hook);
      if (!same) webhook.set(hook);
      return { result: true, description: same ? 'Webhook is already set' : 'Webhook was set' };
    },
  },
  deleteWebhook: { parameters: ['drop_pending_updates'], run: removeWebhook },
  getWebhookInfo: {
    parameters: [],
    run({ world, webhook }) {
      const hook = webhook.hook();
      const error = webhook.lastError();
      const allowed = world.updates.allowed();
      const result = {
        url: hook?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: world.updates.pending().length,
        ...(error ? { last_error_date: Math.floor(error.at / 1000), last_error_message: error.message } : {}),
        ...(hook ? { max_connections: hook.maxConnections, ip_address: '127.0.0.1' } : {}),
        ...(allowed.length > 0 ? { allowed_updates: allowed } : {}),
      };
      return { result };
    },
  },
};

function removeWebhook({ parameters, world, webhook }: Call): Done {
  if (parameters.flag('drop_pending_updates')) world.updates.clear();
  const had = webhook.hook() !== undefined;
  webhook.set(undefined);
  return { result: true, description: had ? 'Webhook was deleted' : 'Webhook is already deleted' };
}

/** The platform wants https on one of four ports; the stand-in also takes http on loopback, and nothing else anywhere. */
function checkAddress(url: string): void {
  const bad = (why: string): Error => badRequest(`bad webhook: ${why}`);
  if (!URL.canParse(url)) throw bad('invalid webhook URL specified');
  const { protocol, hostname, port } = new URL(url);
  const loopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (!loopback) throw bad('the stand-in reaches loopback only');
  if (protocol === 'http:') return;
  if (protocol !== 'https:') throw bad('An HTTPS URL must be provided for webhook');
  if (!['', '443', '80', '88', '8443'].includes(port)) {
    throw bad('Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
