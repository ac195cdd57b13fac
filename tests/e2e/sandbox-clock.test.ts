import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePort, until } from './world.ts';

// Two starts of the real process: the store of the sandbox outlives it, so its time must too.
it('the sandbox’s time goes on after a restart: what is stored is never in the future', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'satcanh-clock-'));
  async function withSandbox<T>(act: (url: string) => Promise<T>): Promise<T> {
    const port = await freePort();
    const env = { PATH: process.env['PATH'], PORT: String(port), DATA_DIR: dataDir };
    const bot = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], { env, stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    try {
      const up = async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.ok === true;
      await until(up, 60_000, 'the bot');
      return await act(url);
    } finally {
      const over = new Promise((resolve) => bot.once('exit', resolve));
      bot.kill('SIGTERM');
      await over;
    }
  }
  const skipped = await withSandbox(async (url) => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify({ step: '24h' }) };
    return (await (await fetch(`${url}/sandbox/clock`, init)).json()) as { ahead: number };
  });
  expect(skipped.ahead).toBe(24 * 3_600_000);
  const later = await withSandbox(async (url) => (await fetch(`${url}/sandbox/clock`)).json());
  expect(later).toMatchObject({ ahead: 24 * 3_600_000 });
}, 120_000);
