/** A stand-in on a port of its own with a clock that tests move by hand, and grammY's client against it. */
import { Api, GrammyError } from 'grammy';
import { afterEach } from 'vitest';
import { createTelegramStandIn, type TelegramStandIn } from '../../../src/sandbox/telegram/index.ts';

export const TOKEN = '424242:TEST-token_of_nobody';
export const AN = { id: '1001', name: 'An' };
export const BINH = { id: '1002', name: 'Bình' };
export const JPEG = {
  bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]),
  name: 'anh.jpg',
  mime: 'image/jpeg',
};
export const VOICE = { bytes: new Uint8Array([0x4f, 0x67, 0x67, 0x53]), name: 'loi.oga', mime: 'audio/ogg' };
export const PAPER = { bytes: new TextEncoder().encode('đơn'), name: 'đơn xin.txt', mime: 'text/plain' };

export interface Setup {
  standIn: TelegramStandIn;
  api: Api;
  clock: { now: number };
  /** A plain call, as a client in any language would make it. */
  call(method: string, body?: unknown): Promise<{ status: number; body: Answer; headers: Headers }>;
}

export interface Answer {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number };
}

const open: TelegramStandIn[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()));
});

export async function start(
  options: { port?: number; firstId?: number; retryScale?: number; answerTimeout?: number } = {},
): Promise<Setup> {
  const clock = { now: Date.UTC(2026, 10, 21, 3) };
  const standIn = await createTelegramStandIn({
    token: TOKEN,
    now: () => clock.now,
    port: options.port ?? 0,
    firstId: options.firstId ?? 500,
    retryScale: options.retryScale ?? 0.001,
    ...(options.answerTimeout === undefined ? {} : { answerTimeout: options.answerTimeout }),
  });
  open.push(standIn);
  return {
    standIn,
    api: new Api(TOKEN, { apiRoot: standIn.url }),
    clock,
    async call(method, body = {}) {
      const answer = await fetch(`${standIn.url}/bot${TOKEN}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Answer, headers: answer.headers };
    },
  };
}

/** What Telegram said when it refused. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof GrammyError) return error.description;
    throw error;
  }
  throw new Error('the call was accepted');
}

export async function until(ready: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 800; tries += 1) {
    if (ready()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`waited in vain for: ${what}`);
}
