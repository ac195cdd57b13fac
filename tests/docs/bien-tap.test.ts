/** Follows docs/bien-tap.md as an editor would: every block of it is done, in its order, on a copy. Slow: five real commands. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentHooks } from '../../src/bin/content-hooks.ts';
import { runContent } from '../../src/content/run.ts';
import { dayOf } from '../../src/core/time.ts';
import { openStore } from '../../src/open-store.ts';

const run = promisify(execFile);

interface Block {
  kind: string;
  /** The file that it writes or changes. */
  path: string;
  text: string;
  line: number;
}

const page = readFileSync('docs/bien-tap.md', 'utf8');
const blocks: Block[] = [...page.matchAll(/^```(\w+) ?(\S*)\n([^]*?)^```$/gm)].map((found) => ({
  kind: found[1]!,
  path: found[2]!,
  text: found[3]!,
  line: page.slice(0, found.index).split('\n').length,
}));

const root = mkdtempSync(join(tmpdir(), 'satcanh-bien-tap-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Lines that begin with a space stand there already; `-` goes, `+` comes in its place. */
function change(path: string, diff: string): void {
  const lines = diff.trimEnd().split('\n');
  const of = (marks: string) =>
    lines
      .filter((line) => marks.includes(line[0]!))
      .map((line) => line.slice(1))
      .join('\n');
  const text = readFileSync(join(root, path), 'utf8');
  expect(text.split('\n').join('\n'), `${path} has\n${of(' -')}`).toContain(`${of(' -')}\n`);
  writeFileSync(
    join(root, path),
    text.replace(`${of(' -')}\n`, () => `${of(' +')}\n`),
  );
}

/** The words of a command line; double quotes keep spaces. */
const wordsOf = (command: string) =>
  [...command.trim().matchAll(/"([^"]*)"|(\S+)/g)].map((found) => found[1] ?? found[2]!);

const ran = new Set<string>();

/** Each command once as typed; the same check again, a dozen times, in this process: it is what the command calls. */
async function command(line: string, typed: readonly string[]): Promise<string> {
  if (ran.has(line) && line.trim() === 'npm run --silent content') return checkAgain();
  ran.add(line);
  const [name = '', ...args] = wordsOf(line);
  const child = run(name, args, { cwd: root, env: { PATH: process.env['PATH'], HOME: root } });
  child.child.stdin!.end(typed.map((one) => `${one}\n`).join(''));
  return child.then(
    ({ stdout }) => stdout,
    (error: { stdout: string; stderr: string }) => `${error.stdout}${error.stderr}`,
  );
}

async function checkAgain(): Promise<string> {
  const out: string[] = [];
  await runContent({
    args: [],
    dir: join(root, 'content'),
    today: dayOf(Date.now()),
    print: (text) => out.push(text),
    hooks: contentHooks,
  });
  return out.join('\n');
}

/** Each shown line is a part of the output, in this order; `…` stands for anything. */
function expectShown(output: string, shown: string, where: string): void {
  let at = 0;
  for (const line of shown.split('\n').filter((one) => one.trim() !== '' && !one.startsWith('> '))) {
    for (const part of line.split('…').filter((one) => one.trim() !== '')) {
      const found = output.indexOf(part.trim(), at);
      expect(found, `${where}: “${part}” is not in:\n${output.slice(at)}`).toBeGreaterThanOrEqual(0);
      at = found + part.trim().length;
    }
  }
}

describe('docs/bien-tap.md', () => {
  beforeAll(async () => {
    cpSync('content', join(root, 'content'), { recursive: true });
    cpSync('tests/conversations', join(root, 'tests/conversations'), { recursive: true });
    for (const name of ['src', 'flows', 'node_modules', 'package.json', 'tsconfig.json'])
      symlinkSync(resolve(name), join(root, name));
    mkdirSync(join(root, 'data'));
    const store = await openStore({ dataDir: join(root, 'data') }, { now: Date.now });
    const miss = {
      id: '1',
      at: Date.now(),
      question: 'xe đưa đón công nhân bỏ tuyến thì hỏi ai',
      kind: 'unknown',
    } as const;
    await store.commit({ at: Date.now() }, () => ({ put: { misses: [miss] } }));
    await store.close();
  });

  it('can be followed from its first block to its last', async () => {
    let output = '';
    for (const [i, block] of blocks.entries()) {
      const where = `docs/bien-tap.md:${block.line}`;
      if (block.kind === 'sh') {
        const next = blocks[i + 1];
        const typed = [...(next?.text ?? '').matchAll(/^> (.*)$/gm)].map((found) => found[1]!);
        output = await command(block.text, typed);
      } else if (block.kind === 'text') expectShown(output, block.text, where);
      else if (block.kind === 'diff') change(block.path, block.text);
      else {
        mkdirSync(dirname(join(root, block.path)), { recursive: true });
        writeFileSync(join(root, block.path), block.text);
      }
    }
    // What an editor has at the end is right: the new item, its conversation, and the saved one.
    const end = await checkAgain();
    expect(end).toContain('tất cả đúng');
    expect(end).not.toContain(' lỗi: ');
    expect(readFileSync(join(root, 'tests/conversations/thu-the-doan-vien.md'), 'utf8')).toContain('Đúng ý');
  }, 600_000);

  it('names only files, folders and keys that there are', () => {
    for (const [, path] of page.matchAll(/`((?:content|tests)\/[\w./-]*)`/g))
      expect(() => readFileSync(join(path!, path!.endsWith('/') ? '.' : '')), path).not.toThrow(/ENOENT/);
    for (const kind of ['sh', 'text', 'diff', 'md'])
      expect(
        blocks.some((block) => block.kind === kind),
        kind,
      ).toBe(true);
    expect(page.match(/```/g)).toHaveLength(blocks.length * 2);
  });
});
