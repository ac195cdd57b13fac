/** The HTTP side: paths, token, bodies, faults, the record of calls. */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type Context } from 'hono';
import type { Fault } from '../phone.ts';
import { faultWords, type Faults } from './faults.ts';
import { findMethod } from './methods/index.ts';
import type { StoredFile } from './files.ts';
import { readCall } from './body.ts';
import { readParameters, type RawCall } from './parameters.ts';
import { badRequest, Refusal, refusalBody } from './refusal.ts';
import type { Webhook } from './webhook.ts';
import type { World } from './world.ts';

export interface CallRecord {
  /** When the request had arrived. */
  at: number;
  method: string;
  body: unknown;
  status: number;
  answer: unknown;
}

export interface ServerOptions {
  token: string;
  world: World;
  webhook: Webhook;
  faults: Faults;
  record(call: CallRecord): void;
  /** Aborted when the stand-in closes. */
  closing: AbortSignal;
}

type Env = { Bindings: HttpBindings };

/** The routes: `/bot<TOKEN>/<method>`, `/file/bot<TOKEN>/<path>` for the bot, `/seen/<path>` for the page. */
export function createServerApp(options: ServerOptions): Hono<Env> {
  const { token, world, faults, closing } = options;
  const app = new Hono<Env>();

  app.get('/seen/*', (c) => fileAnswer(world.files.byPath(c.req.path.slice(6))));
  app.all('*', async (c) => {
    const { path } = c.req;
    const download = /^\/file\/bot([^/]+)\/(.+)$/.exec(path);
    const call = /^\/bot([^/]+)\/([A-Za-z]+)$/.exec(path);
    const given = download?.[1] ?? call?.[1];
    if (given === undefined) return errorAnswer(new Refusal(404, 'Not Found'));
    if (given !== token) return errorAnswer(new Refusal(401, 'Unauthorized'));

    const method = call?.[2] ?? 'file';
    const arrived = world.now();
    const body = call ? await readCall(c.req.raw) : { values: { path: download?.[2] }, files: new Map() };
    const shown = showCall(body);
    const record = (status: number, answer: unknown): void =>
      options.record({
        at: arrived,
        method: findMethod(method)?.name ?? method,
        body: shown,
        status,
        answer,
      });

    const fault = faults.take(method, chatOf(shown));
    if (fault?.kind === 'delay') await pause(fault.ms ?? 0, closing);
    else if (fault && !fault.kind.startsWith('accept-then-')) return faulty(c, fault, record);

    if (!call) {
      const file = world.files.byPath(download?.[2] ?? '');
      record(file ? 200 : 404, undefined);
      return fault?.kind.startsWith('accept-then-') ? hangUp(c) : fileAnswer(file);
    }
    const ending = new AbortController();
    const end = (): void => ending.abort();
    closing.addEventListener('abort', end);
    c.env.outgoing.once('close', end);
    const answer = await runMethod(options, method, body, ending.signal, shown);
    closing.removeEventListener('abort', end);
    record(answer.status, answer.body);
    if (fault?.kind === 'accept-then-drop') return hangUp(c);
    if (fault?.kind === 'accept-then-cut') {
      const text = JSON.stringify(answer.body);
      return c.body(text.slice(0, text.length / 2), 200, { 'content-type': 'application/json' });
    }
    return c.json(answer.body, answer.status as 200, answer.headers);
  });
  return app;
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Record<string, string>;
}

/** Runs one call; refusals become answers, anything else is the stand-in's own mistake and says so with 500. */
export async function runMethod(
  options: Pick<ServerOptions, 'world' | 'webhook'>,
  name: string,
  body: RawCall | Error,
  signal: AbortSignal,
  shown: unknown,
): Promise<Answer> {
  const { world, webhook } = options;
  try {
    const found = findMethod(name);
    if (!found) throw new Refusal(404, 'Not Found: method not found');
    if (body instanceof Error) throw badRequest(body.message);
    const parameters = readParameters(found.name, found.method.parameters, body);
    const raw = { method: found.name, body: shown };
    const done = await found.method.run({ method: found.name, parameters, world, webhook, signal, raw });
    return { status: 200, body: { ok: true, ...done }, headers: {} };
  } catch (error) {
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal(500, `Internal Server Error: ${(error as Error).message}`);
    return { status: refusal.code, body: refusalBody(refusal), headers: {} };
  }
}

function faulty(c: Context<Env>, fault: Fault, record: (status: number, answer: unknown) => void): Response {
  if (fault.kind === 'drop') {
    record(0, undefined);
    return hangUp(c);
  }
  if (fault.kind === 'status') {
    record(fault.status ?? 500, fault.body);
    return new Response(fault.body ?? '', { status: fault.status ?? 500 });
  }
  const code = fault.code ?? 500;
  const retryAfter = code === 429 ? (fault.retryAfter ?? 1) : fault.retryAfter;
  const body = refusalBody(new Refusal(code, faultWords(code, retryAfter), retryAfter));
  record(code, body);
  return c.json(body, code as 500, retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) });
}

function hangUp(c: Context<Env>): Response {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

function errorAnswer(refusal: Refusal): Response {
  return Response.json(refusalBody(refusal), { status: refusal.code });
}

/** Shown by a browser only where it is a picture or a sound; never a page of its own. */
function fileAnswer(file: StoredFile | undefined): Response {
  if (!file) return errorAnswer(new Refusal(404, 'Not Found'));
  const safe = /^(image\/(jpeg|png|gif|webp)|audio\/[a-z0-9.+-]+)$/.test(file.mime);
  const headers = {
    'content-type': safe ? file.mime : 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    ...(safe
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}` }),
  };
  return new Response(new Uint8Array(file.bytes), { headers });
}

/** A call as the record shows it: files by name and size, the webhook's secret left out. */
function showCall(body: RawCall | Error): unknown {
  if (body instanceof Error) return { unreadable: body.message };
  const shown: Record<string, unknown> = { ...body.values };
  if ('secret_token' in shown) shown['secret_token'] = '(left out)';
  for (const [name, file] of body.files) shown[name] = { file: file.name, bytes: file.bytes.length };
  return shown;
}

function chatOf(shown: unknown): string {
  return String((shown as Record<string, unknown>)['chat_id']);
}

function pause(ms: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      closing.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    closing.addEventListener('abort', end);
  });
}
