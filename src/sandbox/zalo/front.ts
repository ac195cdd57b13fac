import type { Context, MiddlewareHandler } from 'hono';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Fault } from '../phone.ts';
import { failure } from './answer.ts';
import { botError } from './bot/answer.ts';
import type { Env } from './env.ts';
import type { createFaults } from './faults.ts';
import { oauthError } from './oauth.ts';
import type { Timers } from './timers.ts';
import { methodOf, type createTranscript } from './transcript.ts';

interface Door {
  now: () => number;
  timers: Timers;
  faults: ReturnType<typeof createFaults>;
  transcript: ReturnType<typeof createTranscript>;
}

/** The way in of every request: reads the body once, plays the faults, writes the transcript. */
export function frontDoor(door: Door): MiddlewareHandler<Env> {
  return async (c, next) => {
    // The control door is not Zalo's: no fault, no transcript.
    const control = c.req.path.startsWith('/__emu/');
    await readBody(c);
    const fault = control ? undefined : door.faults.take(c.req.path, personOf(c.get('body')));
    if (fault?.kind === 'drop') return hangUp(c);
    const made = fault && (await play(door, c, fault));
    if (made) c.res = made;
    else await next();
    if (!control && !c.req.path.startsWith('/openapi/cdn/')) await note(door, c);
    if (fault?.kind === 'accept-then-drop') return hangUp(c);
    if (fault?.kind === 'accept-then-cut') await cutOff(c);
    return undefined;
  };
}

/** Whom a message is for. */
function personOf(body: unknown): string | undefined {
  const { recipient } = (body ?? {}) as { recipient?: { user_id?: unknown } };
  return recipient?.user_id === undefined ? undefined : String(recipient.user_id);
}

/** The answer a fault makes up; undefined when the request goes on to its route. */
async function play(door: Door, c: Context<Env>, fault: Fault): Promise<Response | undefined> {
  if (fault.kind === 'delay') await door.timers.sleep(fault.ms ?? 0);
  if (fault.kind === 'status') {
    const body = fault.body ?? '<html><body><h1>Bad Gateway</h1></body></html>';
    return new Response(body, {
      status: fault.status ?? 502,
      headers: { 'content-type': body.startsWith('<') ? 'text/html' : 'application/json' },
    });
  }
  if (fault.kind !== 'error') return undefined;
  const code = fault.code ?? -200;
  if (c.req.path.startsWith('/bot')) return c.json(botError(code), code as 400);
  return c.json(c.req.path.startsWith('/oauth') ? oauthError(code) : failure(code));
}

/** Leaves the JSON in `body` and the form in `form`; a body that is neither stays text and is refused later. */
async function readBody(c: Context<Env>): Promise<void> {
  const type = c.req.header('content-type') ?? '';
  if (c.req.method === 'GET') return c.set('body', c.req.query());
  if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) {
    const form = await c.req.parseBody().catch(() => undefined);
    c.set('form', form);
    return c.set('body', form && Object.fromEntries(Object.entries(form).map(describe)));
  }
  const text = await c.req.text();
  try {
    c.set('body', JSON.parse(text));
  } catch {
    c.set('body', text);
  }
}

function describe([name, value]: [string, unknown]): [string, unknown] {
  if (!(value instanceof File)) return [name, value];
  return [name, { name: value.name, type: value.type, size: value.size }];
}

async function note(door: Door, c: Context<Env>): Promise<void> {
  const text = await c.res.clone().text();
  let answer: unknown = text;
  try {
    answer = JSON.parse(text);
  } catch {
    // An HTML page or a cut-off body is kept as it is.
  }
  const { status } = c.res;
  door.transcript.add({ at: door.now(), method: methodOf(c.req.path), body: c.get('body'), status, answer });
}

async function cutOff(c: Context<Env>): Promise<void> {
  const { status, headers } = c.res;
  const text = await c.res.text();
  c.res = new Response(text.slice(0, text.length / 2), {
    status,
    headers: { 'content-type': headers.get('content-type') ?? 'application/json' },
  });
}

function hangUp(c: Context<Env>): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
