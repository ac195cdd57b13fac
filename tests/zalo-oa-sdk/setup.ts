/** What the tests share: a clock that stands still until told, a log that is kept, a client on a loopback Zalo. */
import {
  createZaloClient,
  memoryTokenStore,
  type TokenState,
  type TokenStore,
  type ZaloClient,
  type ZaloOptions,
} from '../../src/zalo-oa-sdk/index.ts';
import { behave, zaloServer, type ZaloServer } from './zalo-server.ts';

export const NOW = Date.UTC(2026, 10, 21, 3, 0, 30);
export const HOUR = 3600_000;

/** Time passes by `pass` and by sleeping. */
export function testClock(start = NOW) {
  let at = start;
  const naps: number[] = [];
  return {
    now: () => at,
    pass: (ms: number) => void (at += ms),
    sleep: async (ms: number) => {
      naps.push(ms);
      at += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
    naps,
  };
}

export function tokens(change: Partial<TokenState> = {}, at = NOW): TokenState {
  return {
    accessToken: 'access-1',
    refreshToken: 'refresh-1',
    accessExpiresAt: at + 25 * HOUR,
    refreshObtainedAt: at,
    generation: 1,
    status: 'ok',
    ...change,
  };
}

/** As after 25 idle hours. */
export const expired = (at = NOW): TokenState =>
  tokens({ accessExpiresAt: at - 1, refreshObtainedAt: at - 25 * HOUR });

export interface Setup {
  server: ZaloServer;
  zalo: ReturnType<typeof behave>;
  clock: ReturnType<typeof testClock>;
  store: TokenStore;
  client: ZaloClient;
  log: string[];
}

export async function setup(options: Partial<ZaloOptions> & { state?: TokenState } = {}): Promise<Setup> {
  const server = await zaloServer();
  const zalo = behave(server);
  const clock = testClock();
  const { state, ...rest } = options;
  const store = options.tokens ?? memoryTokenStore(state ?? tokens(), clock.now);
  const log: string[] = [];
  const client = createZaloClient({
    appId: '360846524940903967',
    appSecret: 'app-secret',
    apiRoot: server.root,
    oauthRoot: server.root,
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0,
    timeoutMs: 3000,
    log: (level, event, facts) => void log.push(JSON.stringify({ level, event, ...facts })),
    ...rest,
    tokens: store,
  });
  return { server, zalo, clock, store, client, log };
}
