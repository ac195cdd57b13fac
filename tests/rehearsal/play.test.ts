import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.ts';
import { checkConversations } from '../../src/rehearsal/check.ts';
import { endOfWords } from '../../src/rehearsal/shown.ts';
import { rehearsalOf } from '../../src/rehearse.ts';
import { realKnowledge } from '../play.ts';

const run = promisify(execFile);
const { bundle } = await realKnowledge();

async function check(...texts: string[]) {
  const dir = mkdtempSync(join(tmpdir(), 'satcanh-conversations-'));
  texts.forEach((text, i) => writeFileSync(join(dir, `${i}.md`), text));
  const { faults, summary } = await checkConversations(rehearsalOf(bundle, dir), flows);
  return {
    told: faults.map(({ line, column, message, hint }) => `${line}:${column} ${message} · ${hint}`),
    summary,
    faults,
  };
}

describe('a conversation played', () => {
  it('that goes as written tells nothing, and counts the steps', async () => {
    const { told, summary } = await check('# A\nĐoàn viên: /start\nBot: Sát Cánh\nBot: [😷 5K]\n');
    expect(told).toEqual([]);
    expect(summary).toMatch(/^Đã thử 1 hội thoại mẫu: tất cả đúng\. 2\/\d+ bước của \d+ luồng/);
    expect(summary).toMatch(/chưa có: menu\.home, .* và \d+ bước nữa\.$/);
  });

  it('that went another way says where, and what the bot said instead', async () => {
    const { told, faults, summary } = await check('# A\nĐoàn viên: huỷ\nBot: Không có việc\nBot: tạm biệt\n');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^4:6 Bot không nói ‘tạm biệt’ · bot đã nói: “Không có việc gì đang làm dở\./);
    expect(faults[0]!.severity).toBe('warning');
    expect(summary).toContain('1 hội thoại không còn đúng');
  });

  it.each([
    [
      'the order',
      'Đoàn viên: huỷ\nBot: Tôi là Sát Cánh\nBot: Không có việc',
      '4:6 Bot nói ‘Không có việc’ nhưng trước lời ở dòng trên',
    ],
    ['what is not to be said', 'Đoàn viên: huỷ\nBot không nói: việc gì', '3:16 Bot có nói ‘việc gì’'],
    [
      'only what the last act brought',
      'Đoàn viên: huỷ\nĐoàn viên: 5k\nBot: Không có việc',
      '4:6 Bot không nói',
    ],
    [
      'a button that is not there',
      'Đoàn viên: menu\nĐoàn viên bấm: Hoi đap a',
      '3:16 Không có nút ‘Hoi đap a’ để bấm · có phải ‘Hỏi đáp’?',
    ],
    ['a silent bot', 'Đoàn viên: menu\nSau: 1 giờ\nBot: này', '4:6 Bot không nói ‘này’ · bot không nói gì'],
  ])('tells of %s', async (_, lines, told) => {
    expect((await check(`# A\n${lines}\n`)).told.join()).toContain(told);
  });

  it('a folder that is not there has no conversations, and nothing is said', async () => {
    expect(await checkConversations(rehearsalOf(bundle, '/nowhere'), flows)).toEqual({ faults: [] });
  });

  it('words: white space and case do not count, marks do; … stands for anything', () => {
    expect(endOfWords('Mã phản ánh:\n  PA-2611-ABCDE', 'mã phản ánh: pa-…')).toBeDefined();
    expect(endOfWords('Nguồn: Bộ Y tế', 'Nguon')).toBeUndefined();
    expect(endOfWords('một hai ba', 'ba … một')).toBeUndefined();
  });
});

describe('npm run chat', () => {
  it('--save keeps a chat as a conversation that passes, and never writes over a file', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'satcanh-chat-'));
    const file = join(dir, 'no-luong.md');
    const chat = (input: string, ...args: string[]) => {
      const child = run(process.execPath, ['--import', 'tsx', 'src/bin/chat.ts', ...args]);
      child.child.stdin!.end(input);
      return child;
    };
    const typed = [
      'tiem ve bi sot',
      '#1',
      'phản ánh khó khăn',
      '#1',
      'nha may a',
      '#1',
      '#1',
      'Nợ lương hai tháng',
      '#2',
      '3',
      '#1',
    ];
    const sends = ['xong', '#1', '#1', '#1', '@#1', '@#2', '@Công ty tên gì?', 'menu'];
    const { stdout } = await chat([...typed, ...sends, ''].join('\n'), '--save', file, '--on', '2026-11-20');
    expect(stdout).toContain(`Đang ghi vào ${file}`);
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(
      /^# no luong\n\nkênh: Telegram\nngày: 2026-11-20 10:00\ncán bộ trực: ldld-quang-ngai\n/,
    );
    expect(text).toContain('Cán bộ bấm: ✅ Tiếp nhận');
    expect(text).not.toMatch(/PA-\d{4}/);
    const { faults, summary } = await checkConversations(rehearsalOf(bundle, dir), flows);
    expect(faults).toEqual([]);
    expect(summary).toContain('1 hội thoại mẫu: tất cả đúng');
    await expect(chat('', '--save', file)).rejects.toMatchObject({ code: 2 });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect((await chat('')).stdout).toContain('npm run chat -- --save tests/conversations/');
  }, 60_000);
});
