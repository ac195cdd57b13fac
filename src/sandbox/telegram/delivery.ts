/** One try to hand one update to the bot's webhook. */
import type { Update } from './shapes.ts';
import type { Hook } from './webhook.ts';

const LONGEST_RETRY_AFTER = 3_600_000;

export type Outcome = { ok: true; body: string } | { ok: false; why: string; retryAfterMs?: number };

/** Never rejects. Ends early when `ending` is aborted, and by itself after `timeoutMs`. */
export async function deliver(
  hook: Hook,
  update: Update,
  timeoutMs: number,
  ending: AbortController,
): Promise<Outcome> {
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    ending.abort();
  }, timeoutMs);
  try {
    const answer = await fetch(hook.url, {
      method: 'POST',
      // An answer that leads elsewhere is no 2xx: the platform does not follow it.
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(hook.secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': hook.secret }),
      },
      body: JSON.stringify(update),
      signal: ending.signal,
    });
    const body = await answer.text();
    return answer.ok ? { ok: true, body } : refused(answer);
  } catch {
    return { ok: false, why: late ? 'Read timeout expired' : 'Connection refused' };
  } finally {
    clearTimeout(timer);
  }
}

function refused(answer: Response): Outcome {
  const seconds = Number(answer.headers.get('retry-after') ?? NaN);
  const why = `Wrong response from the webhook: ${answer.status} ${answer.statusText}`;
  if (!(seconds > 0)) return { ok: false, why };
  return { ok: false, why, retryAfterMs: Math.min(seconds * 1000, LONGEST_RETRY_AFTER) };
}
