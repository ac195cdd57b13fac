import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

describe('settings', () => {
  it('none at all is the sandbox on loopback', () => {
    const read = readConfig({});
    expect(read.ok && { ...read.config }).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDir: './data',
      contentDir: './content',
      sandbox: true,
      logLevel: 'info',
    });
  });

  it('a channel switches the sandbox off unless it is asked for', () => {
    const telegram = { TELEGRAM_BOT_TOKEN: '1:abc' };
    const sandbox = (env: Record<string, string>) => {
      const read = readConfig(env);
      return read.ok && read.config.sandbox;
    };
    expect(sandbox(telegram)).toBe(false);
    expect(sandbox({ ...telegram, SANDBOX: '1' })).toBe(true);
  });

  it('says one line for each wrong value, without repeating it', () => {
    const read = readConfig({
      PORT: 'abc',
      TELEGRAM_BOT_TOKEN: 'my-secret',
      ZALO_APP_ID: '1',
      SANDBOX: 'yes',
      LOG_LEVEL: 'loud',
    });
    expect(read.ok).toBe(false);
    const problems = read.ok ? [] : read.problems;
    expect(problems.map((line) => line.split(':')[0]).sort()).toEqual([
      'LOG_LEVEL',
      'PORT',
      'SANDBOX',
      'TELEGRAM_BOT_TOKEN',
    ]);
    expect(problems.join('\n')).not.toContain('my-secret');
  });

  it('names what of Zalo is missing', () => {
    const read = readConfig({ ZALO_APP_ID: '1', ZALO_OA_SECRET: 's' });
    expect(read.ok ? [] : read.problems).toEqual([
      'ZALO_APP_SECRET: is missing, other ZALO_ settings are there',
    ]);
  });

  it('every secret may come from a file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'satcanh-config-')), 'token');
    writeFileSync(path, '1:from-a-file\n');
    const read = readConfig({ TELEGRAM_BOT_TOKEN_FILE: path });
    expect(read.ok && read.config.telegram?.token).toBe('1:from-a-file');
    const missing = readConfig({ TELEGRAM_BOT_TOKEN_FILE: `${path}-not-there` });
    expect(missing.ok ? [] : missing.problems).toEqual(['TELEGRAM_BOT_TOKEN_FILE: the file cannot be read']);
  });

  it('npm start with a wrong value ends with exit code 2 and does nothing else', () => {
    const dir = join(mkdtempSync(join(tmpdir(), 'satcanh-config-')), 'data');
    const run = spawnSync(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      env: { PATH: process.env['PATH'], PORT: '99999999', DATA_DIR: dir },
      encoding: 'utf8',
    });
    expect(run.status).toBe(2);
    expect(run.stderr.trim()).toBe('PORT: must be 0 to 65535');
    expect(run.stdout).toBe('');
  });
});
