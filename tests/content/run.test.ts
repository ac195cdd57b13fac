import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkWording } from '../../src/content/check-wording.ts';
import { runContent } from '../../src/content/run.ts';
import { TODAY, faq, folderOf } from './folder.ts';
import type { RunContent } from '../../src/content/run.ts';

async function run(dir: string, args: string[] = [], more: Partial<RunContent> = {}) {
  const lines: string[] = [];
  const code = await runContent({ args, dir, today: TODAY, print: (text) => lines.push(text), ...more });
  return { code, out: lines.join('\n') };
}

describe('npm run content', () => {
  it('ends with 0 and one line when all is right', async () => {
    const { code, out } = await run(await folderOf({ 'faq/a.md': faq() }));
    expect(code).toBe(0);
    expect(out).toBe('Đã kiểm tra 1 tệp: không có lỗi nào. Dùng được.');
  });

  it('ends with 1 and a block for each fault when there is an error; the folder may be named', async () => {
    const dir = await folderOf({ 'faq/a.md': faq({ chu_de: 'x', nguoi_duyet: undefined }) });
    const { code, out } = await run('/nowhere', [dir]);
    expect(code).toBe(1);
    expect(out.match(/^content\/faq\/a\.md:\d+:\d+ lỗi: /gm)).toHaveLength(2);
    expect(out).toContain('Đã kiểm tra 1 tệp: 2 lỗi.');
  });

  it('ends with 0 on warnings and advice', async () => {
    const { code, out } = await run(await folderOf({ 'faq/a.md': faq({ het_han: '2026-01-01' }) }));
    expect(code).toBe(0);
    expect(out).toContain('1 cảnh báo');
  });

  it('compares dates with --on, and speaks to machines with --json', async () => {
    const dir = await folderOf({ 'faq/a.md': faq({ het_han: '2026-01-01' }) });
    const { code, out } = await run(dir, ['--on', '2025-12-25', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      files: 1,
      errors: 0,
      warnings: 0,
      advice: 1,
      faults: [{ path: 'content/faq/a.md', line: 7, column: 10, severity: 'advice' }],
    });
  });

  it('asks the hooks about a folder with wording, not about a test folder without', async () => {
    const hooks = [
      (bundle: Parameters<typeof checkWording>[0]) => ({
        faults: checkWording(bundle, [{ id: 'menu.ask', flow: 'menu' }]),
      }),
    ];
    const whole = await run(await folderOf({ 'wording/menu.md': '## asks\nX' }), [], { hooks });
    expect(whole.code).toBe(1);
    expect(whole.out).toContain('Thiếu lời ‘menu.ask’');
    expect((await run(await folderOf({ 'faq/a.md': faq() }), [], { hooks })).code).toBe(0);
  });

  it('does not break over a folder that is not there, nor a wrong command line', async () => {
    expect(await run('/nowhere/content')).toMatchObject({ code: 1 });
    expect(await run('/nowhere', ['--nonsense'])).toMatchObject({ code: 2 });
    expect(await run('/nowhere', ['--on', '2026-02-30'])).toMatchObject({ code: 2 });
    expect(await run('/nowhere', ['a', 'b'])).toMatchObject({ code: 2 });
  });

  it('speaks to a forge with --github: one line a fault, at its place', async () => {
    const dir = await folderOf({ 'faq/a.md': faq({ chu_de: 'vacxin' }) });
    const { code, out } = await run(dir, ['--github']);
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=content\/faq\/a\.md,line=4,col=9::‘vacxin’ không có.*‘vac-xin’/);
  });

  it('writes JSON Schemas for editors, numbers as numbers', async () => {
    const dir = join(await folderOf({}), 'schema');
    expect((await run('/nowhere', ['--schema', dir])).code).toBe(0);
    expect((await readdir(dir)).sort()).toEqual([
      'bulletins.json',
      'calendar.json',
      'campaigns.json',
      'categories.json',
      'contacts.json',
      'faq.json',
      'guidance.json',
      'organization.json',
      'phase.json',
      'policies.json',
      'rumours.json',
    ]);
    const guidance = JSON.parse(await readFile(join(dir, 'guidance.json'), 'utf8'));
    expect(guidance.$schema).toContain('draft-07');
    expect(guidance.properties.thu_tu.type).toBe('integer');
    expect(guidance.required).toEqual(['tieu_de', 'thu_tu', 'nguon', 'hieu_luc_tu', 'nguoi_duyet']);
    expect(guidance.additionalProperties).toBe(false);
  });
});
