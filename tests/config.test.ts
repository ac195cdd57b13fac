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

  it('of Zalo: half an hour for a colleague, 0 for never; the proof only when asked for; the callback is the public address', () => {
    const needed = { ZALO_APP_ID: '1', ZALO_APP_SECRET: 's', ZALO_OA_SECRET: 'o' };
    const zalo = (env: Record<string, string> = {}) => {
      const read = readConfig({ ...needed, ...env });
      return read.ok ? read.config.zalo : read.problems;
    };
    expect(zalo()).toMatchObject({ handoverMs: 1_800_000, appSecretProof: false });
    expect(zalo()).not.toHaveProperty('callbackUrl');
    expect(zalo({ ZALO_HANDOVER_MINUTES: '0', ZALO_APPSECRET_PROOF: '1' })).toMatchObject({
      handoverMs: 0,
      appSecretProof: true,
    });
    expect(zalo({ PUBLIC_URL: 'https://bot.example.vn/' })).toMatchObject({
      callbackUrl: 'https://bot.example.vn',
    });
    const callback = {
      PUBLIC_URL: 'https://bot.example.vn',
      ZALO_CALLBACK_URL: 'https://bot.example.vn/zalo/',
    };
    expect(zalo(callback)).toMatchObject({ callbackUrl: 'https://bot.example.vn/zalo/' });
    expect(zalo({ ZALO_HANDOVER_MINUTES: '-1' })).toEqual(['ZALO_HANDOVER_MINUTES: must be 0 (off) or more']);
    expect(zalo({ ZALO_CALLBACK_URL: 'bot' })).toEqual([
      'ZALO_CALLBACK_URL: must be an address such as https://bot.example.vn/',
    ]);
  });

  it('a database is another engine; its address is never repeated', () => {
    const url = 'postgres://bot:password@db/satcanh';
    const read = readConfig({ DATABASE_URL: url });
    expect(read.ok && read.config.databaseUrl).toBe(url);
    const wrong = readConfig({ DATABASE_URL: 'mysql://bot:password@db/satcanh' });
    expect(wrong.ok ? [] : wrong.problems).toEqual(['DATABASE_URL: must begin with postgres://']);
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
