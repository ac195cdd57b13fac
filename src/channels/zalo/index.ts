/** Zalo OA as a channel: the SDK knows Zalo, this folder knows both. */
import { createHash } from 'node:crypto';
import type { FileRef } from '../../core/update.ts';
import type { RateStore, TokenHealth, TokenStore } from '../../zalo-oa-sdk/index.ts';
import {
  createZaloClient,
  dedupeKey,
  OPEN_MS,
  parseEvent,
  verifyMac,
  ZaloError,
} from '../../zalo-oa-sdk/index.ts';
import type { Channel, Receive } from '../channel.ts';
import { createDoubts } from './doubt.ts';
import { LIMITS, split } from './message.ts';
import { sendMessage } from './send.ts';
import { readEvent, ZALO } from './update.ts';

export interface ZaloOptions {
  appId: string;
  appSecret: string;
  oaId?: string;
  /** Signs webhooks; not the app secret. */
  oaSecret: string;
  firstRefreshToken?: string;
  apiRoot: string;
  oauthRoot: string;
  rpm: number;
  /** Every call carries the proof: switched on in Zalo's console. */
  appSecretProof?: boolean;
  /** A colleague wrote in OA Manager: the bot is silent for that member so long, ms; 0: never. Default 30 minutes. */
  handoverMs?: number;
  tokens: TokenStore;
  /** Calls of the last minute, shared by all processes of the OA; left out: this process's own. */
  rateStore?: RateStore;
  now(): number;
  againLabel(): string;
  cannotCarry(kind: string): string;
  /** The grant was lost (`reauth_required`) or found again. */
  onGrant?(health: TokenHealth): void;
  /** A webhook of a name that is not known; Zalo's name of it. */
  onUnknown?(event: string): void;
  log: { warn(fields: object, message: string): void; error?(fields: object, message: string): void };
}

export interface Zalo extends Channel {
  /** HTTP status for one webhook. Rejects when what it caused is not stored. */
  webhook(rawBody: Uint8Array, mac: string | undefined, receive: Receive): Promise<200 | 400 | 401>;
  tokenHealth(): TokenHealth;
  /** To be called daily: the refresh token must not die of idleness. */
  keepAlive(): Promise<unknown>;
}

/** Bytes. */
const LARGEST_DOWNLOAD = 20 * 1024 * 1024;
const TIMEOUT = 30_000;
/** A call that would wait longer for its place in the minute comes back, and waits in the outbox where others can pass, ms. */
const LONGEST_WAIT = 2_000;
const HANDOVER = 30 * 60_000;
/** Characters of an unknown event's name in the log. */
const LONGEST_NAME = 64;
/** Zalo's CDN. Source: captured payloads. Nothing else is fetched: an address in a webhook could point anywhere. */
const CDN = /(^|\.)(zdn\.vn|zadn\.vn|zaloapp\.com|zalo\.me)$/;

export function createZalo(options: ZaloOptions): Zalo {
  const { appId, oaId, oaSecret } = options;
  const client = createZaloClient({
    appId,
    appSecret: options.appSecret,
    ...(oaId ? { oaId } : {}),
    ...(options.firstRefreshToken ? { firstRefreshToken: options.firstRefreshToken } : {}),
    apiRoot: options.apiRoot,
    oauthRoot: options.oauthRoot,
    rpm: options.rpm,
    tokens: options.tokens,
    ...(options.rateStore ? { rateStore: options.rateStore } : {}),
    maxWaitMs: LONGEST_WAIT,
    now: options.now,
    ...(options.appSecretProof ? { appSecretProof: true } : {}),
    ...(options.onGrant ? { onStatus: options.onGrant } : {}),
    // The rest comes with the outcome of a send.
    log: (level, event, facts) => (level === 'error' ? options.log.error?.(facts, event) : undefined),
  });
  const doubts = createDoubts(client, options.now);
  const pressKey = createHash('sha256').update(`press|${appId}|${oaSecret}`).digest('hex');
  const { now, againLabel, cannotCarry, handoverMs = HANDOVER } = options;
  const sending = { client, doubts, pressKey, now, againLabel, cannotCarry };

  function noteUnknown(event: string, malformed: string | undefined): void {
    options.onUnknown?.(event);
    const fields = { event: event.slice(0, LONGEST_NAME), ...(malformed ? { malformed } : {}) };
    options.log.warn(fields, 'Zalo sent an event that this version does not know');
  }

  return {
    name: ZALO,
    limits: LIMITS,
    canEdit: false,
    forwardsById: false,
    replyWithin: OPEN_MS,
    split,
    send: (chat, message, sendOptions) => sendMessage(sending, chat, message, sendOptions),
    trouble: () =>
      client.tokenHealth().status === 'reauth_required'
        ? 'Zalo: the OA has to grant the app again: npm run zalo:login (docs/zalo.md, part 8)'
        : undefined,
    gauges: () => gaugesOf(client.tokenHealth()),
    tokenHealth: client.tokenHealth,
    keepAlive: client.keepAlive,

    async webhook(rawBody, mac, receive) {
      if (!mac) return 401;
      // The signature covers a field of the body: without JSON there is none to compute.
      if (!isJson(rawBody)) return 400;
      if (!verifyMac(rawBody, mac, appId, oaSecret)) return 401;
      try {
        const event = parseEvent(rawBody);
        if (event.kind === 'oa_echo') doubts.echo(event);
        if (event.kind === 'unknown') noteUnknown(event.event_name, event.malformed);
        const update = readEvent(event, {
          pressKey,
          oaId,
          at: now(),
          handoverMs,
          key: dedupeKey(event, rawBody),
        });
        if (update) await receive(update);
        return 200;
      } catch (error) {
        if (error instanceof ZaloError && error.class === 'protocol') return 400;
        throw error;
      }
    },

    async download(file: FileRef) {
      const url = new URL(file.id);
      const allowed = url.protocol === 'https:' ? CDN.test(url.hostname) : false;
      if (!allowed && url.origin !== new URL(options.apiRoot).origin) {
        throw new Error(`A file was not fetched: ${url.hostname} is not an address of Zalo's.`);
      }
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) }).catch(
        () => undefined,
      );
      if (!response?.ok)
        throw new Error(`A file could not be fetched from Zalo (HTTP ${response?.status ?? 'none'}).`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length > LARGEST_DOWNLOAD) throw new Error('A file from Zalo is larger than 20 MB.');
      return { bytes, name: url.pathname.split('/').at(-1) ?? 'file' };
    },
  };
}

function gaugesOf({ status, refreshDaysLeft }: TokenHealth): Record<string, { help: string; value: number }> {
  const granted = {
    help: '1: the grant of the OA stands; 0: it must be given again',
    value: status === 'reauth_required' ? 0 : 1,
  };
  if (refreshDaysLeft === undefined) return { zalo_token_ok: granted };
  const left = { help: 'Days until an idle refresh token of Zalo dies', value: refreshDaysLeft };
  return { zalo_token_ok: granted, zalo_refresh_days_left: left };
}

function isJson(rawBody: Uint8Array): boolean {
  try {
    return typeof JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody)) === 'object';
  } catch {
    return false;
  }
}
