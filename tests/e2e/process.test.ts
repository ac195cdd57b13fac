import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, freePort, reads, SECRETS, until } from './world.ts';
import type { World } from './world.ts';

describe('the process', () => {
  let world: World | undefined;
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });

  it('npm start ends with exit code 0 within ten seconds of SIGTERM, and leaves nothing running', async () => {
    const port = await freePort();
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: String(port),
      DATA_DIR: mkdtempSync(join(tmpdir(), 'satcanh-npm-')),
    };
    const npm = spawn('npm', ['start'], { env, stdio: 'ignore' });
    const alive = async () =>
      (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined))?.ok === true;
    await until(alive, 60_000, 'the bot');
    const from = Date.now();
    npm.kill('SIGTERM');
    const code = await new Promise((resolve) => npm.once('exit', resolve));
    await until(async () => !(await alive()), 10_000, 'the end');
    expect(Date.now() - from).toBeLessThan(10_000);
    expect([0, null]).toContain(code);
  }, 90_000);

  it('a second process on the same folder is refused in one sentence, and the first goes on', async () => {
    world = await createWorld();
    await world.start();
    const env = {
      PATH: process.env['PATH'],
      PORT: String(await freePort()),
      DATA_DIR: world.dataDir,
      TELEGRAM_BOT_TOKEN: SECRETS.token,
      TELEGRAM_API_ROOT: world.telegram.url,
    };
    const second = spawnSync(process.execPath, ['--import', 'tsx', 'src/main.ts'], { env, encoding: 'utf8' });
    expect(second.status).toBe(1);
    expect(second.stderr.trim().split('\n')).toHaveLength(1);
    expect(second.stderr).toContain(world.dataDir);
    expect((await fetch(`${world.url}/healthz`)).ok).toBe(true);
  }, 60_000);

  it('what was not sent before the end is sent after the next start', async () => {
    world = await createWorld();
    await world.start();
    const member = world.telegram.phone({ id: '77', name: 'Hoa' });
    const repair = world.telegram.setFault({
      method: 'sendMessage',
      kind: 'error',
      code: 429,
      retryAfter: 1,
    });
    await member.say('/start');
    await until(
      () => world!.telegram.calls().some((call) => call.method === 'sendMessage'),
      10_000,
      'a refused send',
    );
    expect(await world.terminate()).toMatchObject({ code: 0 });
    repair();
    await world.start();
    await reads(member, 'trợ lý tự động');
    expect(world.output()).not.toContain(SECRETS.token);
  }, 60_000);
});
