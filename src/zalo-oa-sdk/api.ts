/** A call of the OA API with everything around it: token, rate, errors that arrive as HTTP 200, the few safe repeats. */
import { createHmac } from 'node:crypto';
import { factsOf } from './codes.ts';
import { ZaloApiError } from './errors.ts';
import { exchange, type Http, type HttpReply } from './http.ts';
import { numberOf } from './json.ts';
import type { Log } from './log.ts';
import type { Priority, Rate } from './rate.ts';
import { hintOf } from './secrecy.ts';
import { msUntilMorning } from './night.ts';
import type { Tokens } from './token.ts';

export interface ApiCall {
  method: 'GET' | 'POST';
  /** With the version: `/v3.0/oa/message/cs`. */
  path: string;
  host?: 'oa' | 'business';
  /** Zalo's own habit: one query parameter `data` of JSON. */
  data?: object;
  query?: Record<string, string>;
  json?: object;
  form?: FormData;
  /** It says something to somebody: never repeated when its outcome is unclear. */
  sends?: boolean;
  priority?: Priority;
}

export interface ApiOptions {
  http: Http;
  roots: { oa: string; business: string };
  tokens: Tokens;
  rate: Rate;
  /** The app secret, when `appsecret_proof` is switched on in the console. */
  proofKey?: string;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  random: () => number;
  log: Log;
}

/** Gives `data` of the envelope. Throws ZaloApiError. */
export type Api = (call: ApiCall) => Promise<unknown>;

/** Repeats of what surely did nothing: a connection that was never made, a read, an upload. */
const REPEATS = 2;
const FIRST_PAUSE_MS = 300;

export function createApi(options: ApiOptions): Api {
  const { tokens, rate, log, now } = options;

  return async function api(call) {
    const endpoint = `${call.method} ${call.path}`;
    let token = await tokens.get();
    let renewed = false;
    for (let repeats = 0; ;) {
      await rate.take(call.priority ?? (call.sends ? 'reply' : 'upkeep'), endpoint);
      const started = now();
      try {
        const reply = await exchange(options.http, wire(call, endpoint, token));
        await rate.learn(reply.headers);
        const error = errorIn(reply, call, endpoint);
        log('debug', 'zalo.call', {
          endpoint,
          status: reply.status,
          code: error?.code ?? 0,
          ms: now() - started,
        });
        if (error) throw error;
        tokens.accepted(token);
        return reply.body.data;
      } catch (error) {
        if (!(error instanceof ZaloApiError)) throw error;
        if (error.class === 'auth' && !renewed) {
          renewed = true;
          token = await tokens.renew(token);
          continue;
        }
        if (error.class === 'rate') throw await limited(error);
        log('warn', 'zalo.failed', { endpoint, class: error.class, code: error.code, reason: error.reason });
        if (error.class !== 'transient' || error.code !== undefined || repeats >= REPEATS) throw error;
        await options.sleep(FIRST_PAUSE_MS * 2 ** repeats++ * (1 + options.random()));
      }
    }
  };

  async function limited(error: ZaloApiError): Promise<ZaloApiError> {
    const retryAfterMs = await rate.block();
    log('warn', 'zalo.rate', { endpoint: error.endpoint, wait: retryAfterMs });
    return new ZaloApiError({ ...factsFrom(error), retryAfterMs });
  }

  function wire(call: ApiCall, endpoint: string, token: string) {
    const url = new URL(options.roots[call.host ?? 'oa'] + call.path);
    if (call.data) url.searchParams.set('data', JSON.stringify(call.data));
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
    const headers: Record<string, string> = { access_token: token };
    if (call.json) headers['content-type'] = 'application/json';
    if (options.proofKey !== undefined) headers.appsecret_proof = appSecretProof(options.proofKey, token);
    const body = call.form ?? (call.json && JSON.stringify(call.json));
    return { method: call.method, url: url.href, endpoint, headers, body, sends: call.sends ?? false };
  }

  function errorIn(reply: HttpReply, call: ApiCall, endpoint: string): ZaloApiError | undefined {
    const { status, body } = reply;
    const code = numberOf(body.error);
    if (code === 0 && status < 400) return undefined;
    if (code === undefined || code === 0) return strange(status, call, endpoint);
    const facts = factsOf(code, typeof body.message === 'string' ? body.message : '');
    const hint = hintOf(body.message, call.json ?? call.data);
    return new ZaloApiError({
      class: facts.class,
      code,
      reason: hint ? `${facts.meaning} (${hint})` : facts.meaning,
      endpoint,
      httpStatus: status,
      remedy: facts.remedy,
      ...((code === -234 || code === -133) && { retryAfterMs: msUntilMorning(now()) }),
    });
  }
}

/** HMAC-SHA256 of the access token, key the app secret, lower-case hex. Source: Zalo OA docs, "appsecret_proof". */
export function appSecretProof(appSecret: string, accessToken: string): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex');
}

/** An answer without Zalo's envelope. */
function strange(httpStatus: number, call: ApiCall, endpoint: string): ZaloApiError {
  const facts = { endpoint, httpStatus, reason: `HTTP ${httpStatus} without an error code` };
  if (httpStatus === 401)
    return new ZaloApiError({ ...facts, class: 'auth', remedy: 'Grant the app again if it stays.' });
  if (httpStatus === 429)
    return new ZaloApiError({ ...facts, class: 'rate', remedy: 'Wait for the next minute.' });
  if (call.sends && httpStatus < 400) {
    const remedy = 'Do not send again: look for the echo webhook or the conversation first.';
    return new ZaloApiError({ ...facts, class: 'unknown_outcome', remedy });
  }
  return new ZaloApiError({
    ...facts,
    class: 'protocol',
    remedy: 'Check the root address; a gateway may have answered.',
  });
}

function factsFrom(error: ZaloApiError) {
  return {
    class: error.class,
    reason: error.reason,
    endpoint: error.endpoint,
    remedy: error.remedy,
    ...(error.code !== undefined && { code: error.code }),
    ...(error.httpStatus !== undefined && { httpStatus: error.httpStatus }),
  };
}
