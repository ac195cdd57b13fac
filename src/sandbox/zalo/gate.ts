import type { Context, MiddlewareHandler } from 'hono';
import { invalid, Refusal } from './answer.ts';
import type { Env } from './env.ts';
import { asObject, type Fields } from './fields.ts';
import type { Platform } from './platform.ts';
import { appsecretProof } from './sign.ts';
import type { Tokens } from './tokens.ts';

/** What a host says to a token that is not good, and to a missing proof. */
interface Words {
  invalid: number;
  expired: number;
  proof: number;
}
const OPENAPI: Words = { invalid: -216, expired: -220, proof: -242 };

/** Token, proof and pace of every request to one host; the token counts only in the header `access_token`. */
export function gate(
  platform: Platform,
  tokens: Tokens,
  appSecret: string,
  words = OPENAPI,
): MiddlewareHandler<Env> {
  let minute = -1;
  let used = 0;
  return async (c, next) => {
    const token = c.req.header('access_token');
    const state = tokens.access(token);
    if (state !== 'good') throw new Refusal(state === 'expired' ? words.expired : words.invalid);
    const { rpm, appsecretProof: wanted } = platform.settings;
    if (wanted && c.req.header('appsecret_proof') !== appsecretProof(appSecret, token ?? ''))
      throw new Refusal(words.proof);
    const current = Math.floor(platform.now() / 60_000);
    if (current !== minute) {
      minute = current;
      used = 0;
    }
    c.header('X-RateLimit-Limit', String(rpm));
    c.header('X-RateLimit-Remain', String(Math.max(0, rpm - used - 1)));
    if (used >= rpm) throw new Refusal(-32);
    used++;
    await next();
  };
}

/** The JSON object of a POST; -201 when there is none or, in strict mode, it is not called JSON. */
export function jsonBody(c: Context<Env>, platform: Platform): Fields {
  const type = c.req.header('content-type') ?? '';
  if (platform.settings.strict && !type.startsWith('application/json')) throw invalid('Content-Type');
  return asObject(c.get('body'), 'body');
}

/** The JSON in the one query parameter `data`; flat parameters are taken only outside strict mode. */
export function dataQuery(c: Context<Env>, platform: Platform): Fields {
  const query = c.req.query();
  if (query.data === undefined) {
    if (platform.settings.strict) throw invalid('data');
    return query;
  }
  let data: unknown;
  try {
    data = JSON.parse(query.data);
  } catch {
    throw invalid('data');
  }
  return asObject(data, 'data');
}
