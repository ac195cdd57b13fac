/** A file of conversations: `# title`, a few settings, then a line for each thing said or pressed. */
import type { Bundle, Fault } from '../content/bundle.ts';
import { nearest } from '../content/nearest.ts';
import type { Source } from '../content/source.ts';
import type { Conversation, Line } from './conversation.ts';
import { HEADER_KEYS, isHeaderKey, keyOf, LINE_KEYS } from './keys.ts';
import { lineOf } from './lines.ts';
import { readSetting, usualSettings } from './settings.ts';

const SPEAKS = /^([\p{L}][\p{L} ]*?)\s*:[ \t]*(.*)$/u;

/** Never throws for what is written; a conversation with a fault is left out. Faults are warnings: the running bot is not concerned. */
export function parseConversations(
  source: Source,
  bundle: Bundle,
): { conversations: Conversation[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const conversations: Conversation[] = [];
  const broken = new Set<Conversation>();
  let now: Conversation | undefined;
  let offset = 0;

  const fault = (at: number, length: number, message: string, hint: string) => {
    faults.push(source.fault(at, Math.max(1, length), 'warning', message, hint));
    if (now) broken.add(now);
  };

  for (const written of source.lines) {
    const at = offset;
    offset += written.length + 1;
    const line = written.trimEnd();
    if (line === '' || line.startsWith('>')) continue;
    if (line.startsWith('#')) {
      const title = line.replace(/^#+\s*/, '');
      now = { title, settings: usualSettings(), lines: [], at, length: line.length };
      if (title === '') fault(at, 1, 'Hội thoại chưa có tên', 'viết tên sau dấu #, ví dụ # Tiêm về bị sốt');
      conversations.push(now);
    } else if (!now) {
      fault(at, line.length, 'Trước dòng này chưa có tên hội thoại', 'dòng đầu viết # và một cái tên');
      break;
    } else if (/^\s/.test(line)) goesOn(now, line, at);
    else reads(now, line, at);
  }
  for (const one of conversations)
    if (one.lines.length === 0 && !broken.has(one)) {
      now = one;
      fault(one.at, one.length, 'Hội thoại chưa có dòng nào', 'thêm dòng Đoàn viên: … rồi Bot: …');
    }
  return { conversations: conversations.filter((one) => !broken.has(one)), faults };

  /** A line that begins with spaces belongs to the message above it. */
  function goesOn(one: Conversation, line: string, at: number): void {
    const last = one.lines.at(-1);
    if (last?.kind === 'say') last.text += `\n${line.trim()}`;
    else if (last?.kind === 'expect') last.words += `\n${line.trim()}`;
    else
      fault(at, line.length, 'Dòng thụt vào này không nối được với dòng nào', 'xoá khoảng trắng ở đầu dòng');
  }

  function reads(one: Conversation, line: string, at: number): void {
    const found = SPEAKS.exec(line);
    const key = found && keyOf(found[1]!);
    if (!found || !key) {
      const name = found?.[1] ?? line.split(/[:\s]/)[0]!;
      const near = nearest(found?.[1] ?? line.slice(0, 40), [...LINE_KEYS, ...HEADER_KEYS]);
      const allowed = `Đầu dòng là một trong: ${LINE_KEYS.slice(0, 2).join(', ')}, Bot, Cán bộ, Sau…, rồi dấu hai chấm`;
      const hint = near ? `có phải ‘${near}:’? ${allowed}` : allowed;
      return fault(
        at,
        name.length,
        `Không hiểu dòng này: thiếu tên người nói, hoặc thiếu dấu hai chấm`,
        hint,
      );
    }
    const value = found[2]!.trim();
    const spot = { at: at + line.length - found[2]!.trimStart().length, length: Math.max(1, value.length) };
    if (isHeaderKey(key)) {
      if (one.lines.length > 0)
        return fault(
          at,
          found[1]!.length,
          `‘${key}’ phải đứng trước lời đầu tiên`,
          'đưa lên ngay dưới tên hội thoại',
        );
      const read = readSetting(one.settings, key, value, bundle);
      if ('message' in read) return fault(spot.at, spot.length, read.message, read.hint);
      one.settings = read;
      return;
    }
    const made = lineOf(key, value);
    if ('message' in made) return fault(spot.at, spot.length, made.message, made.hint);
    const line2 = { ...made, ...spot } as Line;
    const problem = placeProblem(one, line2);
    if (problem) return fault(at, found[1]!.length, problem.message, problem.hint);
    one.lines.push(line2);
  }
}

/** What cannot be said here: the bot before anybody spoke, an officer where none sits. */
function placeProblem(one: Conversation, line: Line): { message: string; hint: string } | undefined {
  if (line.kind === 'wait') return undefined;
  if (line.who === 'officer' && !one.settings.seat)
    return {
      message: 'Hội thoại này chưa có cán bộ',
      hint: 'thêm dòng ‘cán bộ trực: mã đơn vị’ ngay dưới tên hội thoại, ví dụ cán bộ trực: ldld-quang-ngai',
    };
  if (line.kind === 'expect' && one.lines.every(({ kind }) => kind === 'wait'))
    return { message: 'Chưa ai nói gì thì bot chưa trả lời', hint: 'thêm dòng Đoàn viên: … ở trên' };
  return undefined;
}
