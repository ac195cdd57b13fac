import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const HOUSE = join(import.meta.dirname, '..', '..');
const ON = ['--on', '2026-11-21'];

// The real command on the real content: a few seconds each, so only what the tests in memory cannot show.
describe('npm run content, on a copy of what the bot says', () => {
  let parent: string;
  let dir: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'content-command-'));
    dir = join(parent, 'content');
    await cp(join(HOUSE, 'content'), dir, { recursive: true });
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  function run(args: string[], env: Record<string, string> = {}) {
    const done = spawnSync('npm', ['run', '--silent', 'content', '--', ...args], {
      cwd: HOUSE,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    return { code: done.status, out: done.stdout };
  }

  async function change(path: string, from: string, to: string): Promise<{ line: number; column: number }> {
    const text = await readFile(join(dir, path), 'utf8');
    const at = text.indexOf(from);
    expect(at, `${from} in ${path}`).toBeGreaterThanOrEqual(0);
    await writeFile(join(dir, path), text.slice(0, at) + to + text.slice(at + from.length));
    const before = text.slice(0, at).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1 };
  }

  it('spoilt: ends with 1, and each block begins with its place', async () => {
    const topic = await change('faq/5k/5k-la-gi.md', 'chu_de: 5k', 'chu_de: 5kk');
    const place = await change('wording/menu.md', '## ', '## ghost\nChào {nobody}.\n\n## ');
    await change('wording/consent.md', '## report', '## reports');
    const { code, out } = run([dir, ...ON]);
    expect(code).toBe(1);
    const heads = out.split('\n').filter((line) => /^content\/\S+:\d+:\d+ lỗi: /.test(line));
    expect(heads).toContain(
      `content/faq/5k/5k-la-gi.md:${topic.line}:${topic.column + 8} lỗi: ‘5kk’ không có trong danh sách chu_de`,
    );
    expect(heads.join('\n')).toMatch(
      /^content\/wording\/consent\.md:\d+:\d+ lỗi: Thiếu lời ‘consent\.report’ mà luồng \S+ cần nói$/m,
    );
    expect(out).toContain(
      `content/wording/menu.md:${place.line}:4 cảnh báo: Không luồng nào nói ‘menu.ghost’\n`,
    );
    expect(out).toMatch(/ \d+ │ chu_de: 5kk\n +│ {9}\^{3}\n +│? += gợi ý: /u);
    expect(out).toContain('Đoàn viên vẫn thấy bản tốt gần nhất');
  }, 60_000);

  it('with advice only: ends with 0', async () => {
    const long = `Hai ${'ba '.repeat(29)}bốn.`;
    const { line } = await change('faq/5k/5k-la-gi.md', '\n---\n', `\n---\n${long}\n`);
    const { code, out } = run([dir, ...ON]);
    expect(out).toContain(`content/faq/5k/5k-la-gi.md:${line + 2}:1 góp ý: Câu dài 31 chữ`);
    expect(out).not.toMatch(/^content\/\S+ lỗi: /m);
    expect(code).toBe(0);
  }, 60_000);

  it('takes an empty CONTENT_DIR for none', () => {
    const { code, out } = run(ON, { CONTENT_DIR: '' });
    expect(code).toBe(0);
    expect(out).toMatch(/Đã kiểm tra \d{3} tệp: .*Dùng được\./);
    expect(out).not.toContain('Tệp này không được dùng');
  }, 60_000);
});
