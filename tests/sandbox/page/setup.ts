/** A sandbox with a clock and ids that do not move by themselves, closed after each test. */
import { afterEach } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/index.ts';

export const NOW = Date.UTC(2026, 10, 21, 3);
const open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

export async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  let ids = 0;
  const sandbox = await createSandbox({
    now: () => NOW,
    nextId: () => `id-${(ids += 1)}`,
    inspect: async (personKey) => ({ flow: 'menu', state: 'home', title: 'Menu', data: { personKey } }),
    ...options,
  });
  open.push(sandbox);
  return sandbox;
}

/** A POST as the page makes it. */
export async function post(
  sandbox: Sandbox,
  path: string,
  body: unknown = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  return sandbox.routes.request(`/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** The bot's side of Telegram, by a bare call. */
export async function telegram(
  sandbox: Sandbox,
  method: string,
  body: unknown,
): Promise<{ ok: boolean; error_code?: number }> {
  const { apiRoot, token } = sandbox.telegram;
  const answer = await fetch(`${apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { ok: boolean; error_code?: number };
}
