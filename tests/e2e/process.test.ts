import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, freePort, fromBot, reads, SECRETS, until } from './world.ts';
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

  it('SIGTERM lets a slow platform answer: what is being sent arrives once; what hangs is left, and labelled after the start', async () => {
    world = await createWorld();
    await world.start();
    const member = world.telegram.phone({ id: '78', name: 'Hoa' });
    /** The stand-in notes a call when it answers: that one is under way is seen from the bot's side. */
    const underWay = async () => {
      const waits = async () => /_waiting 1\b/.test(await (await fetch(`${world!.url}/metrics`)).text());
      await until(waits, 20_000, 'a send');
      await new Promise((resolve) => setTimeout(resolve, 500));
    };
    const slow = world.telegram.setFault({ method: 'sendMessage', kind: 'delay', ms: 3_000 });
    await member.say('/start');
    await underWay();
    expect(await world.terminate()).toMatchObject({ code: 0 });
    const arrived = fromBot(member).length;
    expect(arrived).toBe(1);

    slow();
    await world.start();
    const hangs = world.telegram.setFault({ method: 'sendMessage', kind: 'delay', ms: 60_000, times: 1 });
    await member.say('menu');
    await underWay();
    const end = await world.terminate();
    expect(end.code).toBe(0);
    expect(end.took).toBeLessThan(10_000);
    hangs();
    await world.start();
    expect((await reads(member, '(gửi lại)')).text).toContain('Anh/chị');
    expect(fromBot(member)).toHaveLength(arrived + 1);
  }, 120_000);

  it('/readyz says that Telegram refuses the token, and that it takes it again', async () => {
    world = await createWorld();
    await world.start();
    const ready = async () => {
      const answer = await fetch(`${world!.url}/readyz`);
      return `${answer.status} ${await answer.text()}`;
    };
    await until(async () => (await ready()) === '200 ready\n', 10_000, 'readiness');
    const repair = world.telegram.setFault({ kind: 'error', code: 401 });
    const member = world.telegram.phone({ id: '79', name: 'Lan' });
    await member.say('/start');
    await until(
      async () => (await ready()).startsWith('503 Telegram: the token is refused'),
      20_000,
      'the alarm',
    );
    expect(await ready()).not.toContain(SECRETS.token);
    repair();
    await until(async () => (await ready()) === '200 ready\n', 40_000, 'readiness again');
    await reads(member, 'trợ lý tự động');
  }, 120_000);
});
