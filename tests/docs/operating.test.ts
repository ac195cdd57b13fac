/** docs/operating.md and deploy/ are true: each metric and each error is explained, each file is there, the drill runs. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { freePort, until } from '../e2e/world.ts';
import { openStore } from '../../src/open-store.ts';

const page = readFileSync('docs/operating.md', 'utf8');
const dockerfile = readFileSync('deploy/Dockerfile', 'utf8');
const service = readFileSync('deploy/satcanh.service', 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
};

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('sandbox'))
  .map((name) => ({ name, text: readFileSync(join('src', name), 'utf8') }));

/** Errors whose words are made elsewhere: by file, what they begin with or hold. */
const WORDS_FROM_ELSEWHERE: Record<string, string[]> = {
  'store/lowdb/index.ts': ['was removed or taken by another process'],
  'store/lowdb/adapter.ts': ['The store could not write its log'],
  'channels/zalo/index.ts': ['zalo.token.status', 'zalo.token.dying'],
};

/** The words of each `log.error(fields, words)`, up to the first thing filled in. */
function errorsIn(name: string, text: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\blog\.error(\?\.)?$/.test(node.expression.getText(source))) {
      const words = node.arguments.at(-1);
      if (words && ts.isStringLiteralLike(words)) found.push(words.text);
      else if (words && ts.isTemplateExpression(words)) found.push(words.head.text.trim());
      else found.push(...(WORDS_FROM_ELSEWHERE[name] ?? [`${name}: words that this test cannot find`]));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('docs/operating.md', () => {
  it('explains every metric', () => {
    const names = sources.flatMap(({ text }) =>
      [...text.matchAll(/satcanh_[a-z]+(?:_[a-z]+)*/g)].map(([name]) => name),
    );
    const counters = [...readFileSync('src/app/metrics.ts', 'utf8').matchAll(/^ {2}(updates_\w+):/gm)].map(
      ([, name]) => `satcanh_${name}_total`,
    );
    const gauges = ['satcanh_zalo_token_ok', 'satcanh_zalo_refresh_days_left'];
    const all = [...new Set([...names, ...counters, ...gauges])];
    expect(all.length).toBeGreaterThan(12);
    expect(all.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('says what to do about every error of the journal', () => {
    const errors = sources.flatMap(({ name, text }) => errorsIn(name, text));
    expect(errors.length).toBeGreaterThan(12);
    // The page may name the beginning of a long sentence.
    const explained = [...page.matchAll(/`([^`\n]+)`/g)].map(([, words]) => words!);
    expect(
      errors.filter((words) => !explained.some((one) => one.length > 8 && words.startsWith(one))),
    ).toEqual([]);
  });

  it('knows every reason of /readyz', () => {
    const reasons = sources.flatMap(({ name, text }) =>
      name.startsWith('channels')
        ? [...text.matchAll(/\? '((?:Zalo|Telegram): [^']+)'/g)].map(([, words]) => words!)
        : [],
    );
    expect(reasons.length).toBeGreaterThanOrEqual(2);
    for (const words of reasons) expect(page).toContain(words.split(':').slice(0, 2).join(':'));
    expect(page).toContain('`store: …`');
  });

  it('names files and commands that are there', () => {
    for (const [, target] of page.matchAll(/\]\((?!https?:)([^)#]+)/g))
      expect(existsSync(join('docs', target!)), target).toBe(true);
    for (const [, script] of page.matchAll(/npm run ([\w:]+)/g))
      expect(manifest.scripts).toHaveProperty([script!]);
  });
});

describe('deploy/', () => {
  const command = manifest.scripts['start']!.replace(/^exec /, '');
  const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, paths]) => paths!.split(' '));

  it('the image and the unit run what npm start runs', () => {
    const cmd = JSON.parse(/^CMD (.+)$/m.exec(dockerfile)![1]!) as string[];
    expect(cmd.join(' ')).toBe(command);
    expect(/^ExecStart=(.+)$/m.exec(service)![1]).toBe(`/usr/bin/${command}`);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  it('what the image copies is there, is let in by the ignore file, and is enough to run', async () => {
    const allowed = readFileSync('deploy/Dockerfile.dockerignore', 'utf8').split('\n');
    const dir = mkdtempSync(join(tmpdir(), 'satcanh-image-'));
    for (const path of copied) {
      expect(allowed).toContain(`!${path}`);
      cpSync(path, join(dir, path), { recursive: true });
    }
    symlinkSync(join(process.cwd(), 'node_modules'), join(dir, 'node_modules'));
    const port = String(await freePort());
    const [, ...args] = command.split(' ');
    const env = {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: port,
      DATA_DIR: join(dir, 'data'),
    };
    const bot = spawn(process.execPath, args, { cwd: dir, env, stdio: 'ignore' });
    try {
      await until(
        async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok === true,
        60_000,
        'an answer',
      );
    } finally {
      bot.kill('SIGKILL');
    }
  }, 90_000);

  it('what runs imports nothing that only tests need: npm ci --omit=dev is enough', () => {
    const imported = sources.flatMap(({ text }) =>
      [...text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^'.][^']*)'/gm)].map(([, name]) => name!),
    );
    const packages = imported
      .filter((name) => !name.startsWith('node:'))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      );
    expect([...new Set(packages)].filter((name) => !(name in manifest.dependencies))).toEqual([]);
  });

  it('the unit is one that systemd takes', ({ skip }) => {
    const { status, stderr, error } = spawnSync('systemd-analyze', ['verify', 'deploy/satcanh.service'], {
      encoding: 'utf8',
    });
    if (error) {
      console.warn('NOT RUN HERE: systemd-analyze verify. It takes systemd on this machine.');
      return skip('needs systemd-analyze');
    }
    // Whether node and the user are where the unit expects them is the server's matter.
    const complaints = stderr
      .split('\n')
      .filter((line) => line !== '' && !/not executable|No such file/.test(line));
    expect(complaints).toEqual([]);
    expect(status === 0 || stderr.includes('/usr/bin/node')).toBe(true);
  });

  it('the drill restores what it has backed up, and leaves the real store alone', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'satcanh-drill-'));
    const dataDir = join(dir, 'data');
    mkdirSync(join(dir, 'backups'));
    const store = await openStore({ dataDir }, { now: () => Date.now() });
    for (let i = 0; i < 3; i++)
      await store.commit({ update: `telegram:${i}`, at: i }, () => ({
        put: { kept: [{ id: `k${i}`, value: i }] },
      }));
    // The bot serves on meanwhile: it holds the folder.
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, DATA_DIR: dataDir };
    const drill = spawnSync('deploy/drill.sh', [join(dir, 'backups')], { env, encoding: 'utf8' });
    await store.close();
    expect(drill.stderr).toBe('');
    expect(drill.stdout).toMatch(/ 3 kept\n[^]*drill: .* can be restored/);
    expect(drill.status).toBe(0);
    expect(readdirSync(join(dir, 'backups'))).toHaveLength(1);
  }, 90_000);
});
