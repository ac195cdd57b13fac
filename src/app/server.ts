/** The HTTP routes that outsiders rely on: health, metrics, webhooks. */
import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { BusyError } from './intake.ts';
import { errorLine } from './log.ts';
import type { Log } from './log.ts';

/** Bytes of a webhook's body. */
const LARGEST_BODY = 1024 * 1024;
/** Bytes of all bodies in hand: a few hundred of the largest kind would fill a small machine. */
const MOST_BYTES_IN_HAND = 32 * 1024 * 1024;
/** Seconds after which a platform shall bring an update again that was not stored: Telegram heeds it, Zalo has a ladder of its own. */
const RETRY_AFTER = '5';

export interface ServerParts {
  /** Undefined: all is well; else why not. */
  readiness(): Promise<string | undefined>;
  /** Prometheus text. */
  metrics(): Promise<string>;
  telegram?: {
    secret: string;
    /** Rejects when the update is not stored. */
    take(update: unknown): Promise<void>;
  };
  zalo?: (rawBody: Uint8Array, mac: string | undefined) => Promise<200 | 400 | 401>;
  log: Log;
}

export function createServer(parts: ServerParts): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.text('ok\n'));
  app.get('/readyz', async (c) => {
    const why = await parts.readiness();
    return why === undefined ? c.text('ready\n') : c.text(`${why}\n`, 503);
  });
  app.get('/metrics', async (c) =>
    c.text(await parts.metrics(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  const tooLarge = (c: Context) => c.text('body too large\n', 413);
  const counted = bodyLimit({ maxSize: LARGEST_BODY, onError: tooLarge });
  app.use('/webhooks/*', (c, next) => {
    const told = c.req.header('content-length');
    // Node lets no body be longer than it says. Only one that says nothing has to be counted: that costs as much as a small turn.
    if (told === undefined) return counted(c, next);
    return Number(told) > LARGEST_BODY ? Promise.resolve(tooLarge(c)) : next();
  });

  /** Before the body is read: what is not in hand yet can still be refused for nothing. */
  let bytesInHand = 0;
  const withinBytes: MiddlewareHandler = async (c, next) => {
    const told = Number(c.req.header('content-length') ?? LARGEST_BODY);
    const bytes = told >= 0 && told <= LARGEST_BODY ? told : LARGEST_BODY;
    if (bytesInHand + bytes > MOST_BYTES_IN_HAND) throw new BusyError();
    bytesInHand += bytes;
    try {
      await next();
    } finally {
      bytesInHand -= bytes;
    }
  };

  const { telegram, zalo } = parts;
  if (telegram) {
    const isSecret = sameAs(telegram.secret);
    const knownSecret: MiddlewareHandler = async (c, next) =>
      isSecret(c.req.header('x-telegram-bot-api-secret-token')) ? next() : c.text('wrong secret\n', 401);
    app.post('/webhooks/telegram', knownSecret, withinBytes, async (c) => {
      const update = readJson(await c.req.text());
      if (typeof update !== 'object' || update === null || !('update_id' in update))
        return c.text('not an update\n', 400);
      await telegram.take(update);
      return c.body(null, 200);
    });
  }
  if (zalo) {
    app.get('/webhooks/zalo', (c) => c.text('ok\n'));
    app.post('/webhooks/zalo', withinBytes, async (c) => {
      const raw = new Uint8Array(await c.req.arrayBuffer());
      const status = await zalo(raw, c.req.header('x-zevent-signature'));
      return c.body(null, status);
    });
  }
  app.notFound((c) => c.text('not found\n', 404));
  app.onError((error, c) => {
    // Refused on purpose, and counted: a line for each would be a burden of its own.
    if (error instanceof BusyError)
      return c.text('busy, please repeat\n', 503, { 'retry-after': RETRY_AFTER });
    parts.log.error({ path: c.req.path, error: errorLine(error) }, 'a request could not be answered');
    return c.text('not stored, please repeat\n', 503, { 'retry-after': RETRY_AFTER });
  });
  return app;
}

/** Constant in time whatever was sent, but for its length. */
function sameAs(wanted: string): (given: string | undefined) => boolean {
  const known = Buffer.from(wanted);
  const heard = Buffer.alloc(known.length);
  return (given) => {
    heard.fill(0).write(given ?? '');
    return timingSafeEqual(heard, known) && given !== undefined && Buffer.byteLength(given) === known.length;
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
