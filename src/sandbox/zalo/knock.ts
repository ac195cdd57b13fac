import type { ZaloSettings } from './options.ts';
import { macOf } from './sign.ts';
import type { Timers } from './timers.ts';

/** HTTP status, or why there was none. */
export type Outcome = number | 'timeout' | 'failed' | 'closed';

/** One signed POST to the bot's webhook, given up after the platform's time. */
export function createKnock(deps: {
  appId: string;
  oaSecret: string;
  settings: ZaloSettings;
  timers: Timers;
}) {
  const open = new Set<AbortController>();
  let closed = false;
  return {
    async send(
      url: string,
      raw: string,
      how: { retry: number; mac?: string | null | undefined; headers?: Record<string, string> },
    ): Promise<Outcome> {
      const mac = how.mac === undefined ? sign(deps, raw) : how.mac;
      const headers: Record<string, string> = { 'content-type': 'application/json', ...how.headers };
      if (mac !== null) headers['x-zevent-signature'] = `mac=${mac}`;
      if (how.retry > 0) headers.num_retry = String(how.retry);
      const control = new AbortController();
      open.add(control);
      let late = false;
      const cancel = deps.timers.after(deps.settings.webhookTimeout, () => {
        late = true;
        control.abort();
      });
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers,
          body: raw,
          redirect: 'manual',
          signal: control.signal,
        });
        await answer.arrayBuffer();
        return answer.status;
      } catch {
        return closed ? 'closed' : late ? 'timeout' : 'failed';
      } finally {
        cancel();
        open.delete(control);
      }
    },
    close() {
      closed = true;
      for (const control of open) control.abort();
    },
  };
}

/** The timestamp signed is the one printed in the body; a body without one is signed with an empty one. */
function sign(deps: { appId: string; oaSecret: string }, raw: string): string {
  let timestamp: unknown;
  try {
    timestamp = (JSON.parse(raw) as { timestamp?: unknown }).timestamp;
  } catch {
    timestamp = undefined;
  }
  const printed = typeof timestamp === 'string' || typeof timestamp === 'number' ? String(timestamp) : '';
  return macOf(deps.appId, raw, printed, deps.oaSecret);
}
