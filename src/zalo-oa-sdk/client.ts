/** The client: the parts put together. */
import { createApi } from './api.ts';
import { createBroadcasting, type Broadcasting } from './broadcast.ts';
import { createGroups, type Groups } from './groups.ts';
import { createHistory, type History } from './history.ts';
import { createOa, type Oa } from './oa.ts';
import { exchangeCode, OAUTH_ROOT, type OAuthApp } from './oauth.ts';
import { noLog, type Log } from './log.ts';
import { createRate } from './rate.ts';
import { memoryRateStore, type RateStore } from './rate-store.ts';
import { createSending, type Sending } from './send.ts';
import { createTemplating, type Templates, type Templating } from './templates.ts';
import type { TokenHealth } from './token-state.ts';
import type { TokenStore } from './token-store.ts';
import { createTokens, type Tokens } from './token.ts';
import { createUploads, type Uploads } from './uploads.ts';
import { createUsers, type Users } from './users.ts';

export const API_ROOT = 'https://openapi.zalo.me';
export const BUSINESS_ROOT = 'https://business.openapi.zalo.me';

export interface ZaloOptions<T extends Templates = NoTemplates> {
  appId: string;
  /** The app secret key: OAuth and `appsecret_proof`. It is not the OA secret key of webhooks. */
  appSecret: string;
  /** When given, `getOa` refuses a token that belongs to another OA. */
  oaId?: string;
  tokens: TokenStore;
  /** The first refresh token (API Explorer). Used when the store is empty, or the grant is lost and this one is new. */
  firstRefreshToken?: string;
  apiRoot?: string;
  oauthRoot?: string;
  /** ZBS by phone. Default Zalo's own, or `apiRoot` + `/business` when another `apiRoot` is given, so that no test reaches Zalo. */
  businessRoot?: string;
  fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  now?: () => number;
  sleep?: (ms: number) => Promise<void>;
  /** 0 to 1. */
  random?: () => number;
  /** Milliseconds for one HTTP exchange. */
  timeoutMs?: number;
  /** Calls in any 60 s: 100 on the Growth package. */
  rpm?: number;
  /** Shared by all processes of one OA. */
  rateStore?: RateStore;
  /** Milliseconds a call may wait for its place before it fails as `rate`. */
  maxWaitMs?: number;
  /** Switched on in the console: every call carries the proof. */
  appSecretProof?: boolean;
  /** What is not sure to work on v3: off until you have seen it work. */
  capabilities?: { list?: boolean };
  /** The approved ZBS templates, by names of your own. */
  templates?: T;
  log?: Log;
  /** Called when the grant is lost or found again. */
  onStatus?: (health: TokenHealth) => void;
}

export type NoTemplates = Record<never, never>;

export interface ZaloClient<T extends Templates = NoTemplates>
  extends Sending, Uploads, Users, Oa, History, Groups, Broadcasting, Templating<T> {
  /** For `/readyz` and metrics; asks nobody. */
  tokenHealth(): TokenHealth;
  /** To be called daily: refreshes a token that is getting old. Throws ZaloApiError. */
  keepAlive(): Promise<TokenHealth>;
  /** The end of the permission page: spends the code (ten minutes, once) and stores the pair. Throws ZaloApiError. */
  login(code: string, verifier?: string): Promise<TokenHealth>;
  /** Stores a pair that a person copied from the API Explorer. */
  adoptTokens: Tokens['adopt'];
}

/**
 * One client for one OA. It opens nothing and asks nobody until the first call. Every method throws ZaloPayloadError before the
 * network and ZaloApiError after it.
 */
export function createZaloClient<const T extends Templates = NoTemplates>(
  options: ZaloOptions<T>,
): ZaloClient<T> {
  const now = options.now ?? Date.now;
  const sleep = options.sleep ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const random = options.random ?? Math.random;
  const log = options.log ?? noLog;
  const http = { fetch: options.fetch ?? fetch, timeoutMs: options.timeoutMs ?? 10_000 };
  const app: OAuthApp = {
    appId: options.appId,
    appSecret: options.appSecret,
    oauthRoot: options.oauthRoot ?? OAUTH_ROOT,
    http,
  };
  const tokens = createTokens({
    ...{ app, store: options.tokens, now, sleep, log },
    ...(options.firstRefreshToken && { firstRefreshToken: options.firstRefreshToken }),
    ...(options.onStatus && { onStatus: options.onStatus }),
  });
  const rate = createRate({
    rpm: options.rpm ?? 100,
    store: options.rateStore ?? memoryRateStore(),
    maxWaitMs: options.maxWaitMs ?? 120_000,
    ...{ now, sleep, random },
  });
  const api = createApi({
    ...{ http, tokens, rate, now, sleep, random, log },
    roots: rootsOf(options),
    ...(options.appSecretProof && { proofKey: options.appSecret }),
  });
  return {
    ...createSending(api, { list: options.capabilities?.list ?? false }),
    ...createUploads(api, now),
    ...createUsers(api),
    ...createOa(api, options.oaId),
    ...createHistory(api),
    ...createGroups(api),
    ...createBroadcasting(api),
    ...createTemplating<T>(api, options.templates ?? ({} as T)),
    tokenHealth: tokens.health,
    keepAlive: tokens.keepAlive,
    adoptTokens: tokens.adopt,
    async login(code, verifier) {
      await tokens.adopt(await exchangeCode(app, code, verifier));
      return tokens.health();
    },
  };
}

function rootsOf(options: { apiRoot?: string; businessRoot?: string }): { oa: string; business: string } {
  const oa = (options.apiRoot ?? API_ROOT).replace(/\/+$/, '');
  const business = options.businessRoot ?? (oa === API_ROOT ? BUSINESS_ROOT : `${oa}/business`);
  return { oa, business: business.replace(/\/+$/, '') };
}
