import { describe, expect, it } from 'vitest';
import { checkWording } from '../../src/content/check-wording.ts';
import { formatFault } from '../../src/content/fault.ts';
import { FAULTS } from './fault-table.ts';
import { check, faq } from './folder.ts';
import type { Fault } from '../../src/content/fault.ts';
import type { NeededWording } from '../../src/content/check-wording.ts';

const GUTTER = ' │ ';

/** What stands over the carets of a frame. */
function underlined({ frame }: Fault): string {
  const rows = frame.split('\n');
  const shown = rows.at(-2)!.split(GUTTER).slice(1).join(GUTTER);
  const carets = rows.at(-1)!.slice(rows.at(-1)!.indexOf(GUTTER) + GUTTER.length);
  expect(rows.at(-2)).toMatch(/^› +\d+ │ /);
  return shown.slice(carets.indexOf('^'), carets.length);
}

const placeOf = ({ path, line, column, severity }: Fault) => `${path}:${line}:${column} ${severity}`;

describe('npm run content finds', () => {
  it.each(FAULTS)('$fault', async ({ files, place, severity, words, message, hint }) => {
    const { faults } = await check(files);
    expect(faults.map(placeOf), faults.map(formatFault).join('\n')).toEqual([`content/${place} ${severity}`]);
    expect(underlined(faults[0]!).startsWith(words), faults[0]!.frame).toBe(true);
    expect(faults[0]!.message).toContain(message);
    expect(faults[0]!.hint).toContain(hint);
    expect(formatFault(faults[0]!).startsWith(`content/${place} `)).toBe(true);
  });

  const needs = (more: Partial<NeededWording> = {}) => [{ id: 'menu.ask', flow: 'menu', ...more }];
  it.each([
    {
      fault: 'wording that a flow needs and nobody wrote',
      text: '## asks\nChào.',
      needed: needs(),
      place: '2:6 error',
      words: '',
      message: 'Thiếu lời ‘menu.ask’ mà luồng menu cần nói',
      hint: 'có phải ‘menu.asks’? thêm mục ‘## ask’ vào wording/menu.md',
    },
    {
      fault: 'wording that nobody says',
      text: '## ask\nChào.\n\n## old.words\nXưa.',
      needed: needs(),
      place: '4:4 warning',
      words: 'old.words',
      message: 'Không luồng nào nói ‘menu.old.words’',
      hint: 'xoá đi',
    },
    {
      fault: 'an unknown {placeholder}',
      text: '## ask\nChào {nane}.',
      needed: needs({ placeholders: ['name', 'step'] }),
      place: '2:6 error',
      words: '{nane}',
      message: 'Không có chỗ điền ‘{nane}’',
      hint: 'có phải ‘{name}’? Chỗ điền cho phép: {name}, {step}',
    },
    {
      fault: 'a button that a flow needs and nobody wrote',
      text: '## ask\nChào.\n- [Gửi](sent)',
      needed: needs({ options: ['send'] }),
      place: '1:4 error',
      words: 'ask',
      message: 'Thiếu nút (send)',
      hint: 'sửa thành (send)',
    },
  ])('$fault', async ({ text, needed, place, words, message, hint }) => {
    const { bundle, faults: before } = await check({ 'wording/menu.md': text });
    expect(before).toEqual([]);
    const faults = checkWording(bundle, needed);
    const [fault] = faults.filter((one) => one.message.includes(message));
    expect(fault && placeOf(fault), faults.map(formatFault).join('\n')).toBe(
      `content/wording/menu.md:${place}`,
    );
    expect(underlined(fault!).startsWith(words)).toBe(true);
    expect(fault!.hint).toContain(hint);
  });

  it('a {placeholder} in an answer, which nothing fills in', async () => {
    const { faults } = await check({ 'faq/a.md': faq({}, 'Chào {ten}.') });
    expect(faults.map(placeOf)).toEqual(['content/faq/a.md:10:6 error']);
    expect(underlined(faults[0]!)).toBe('{ten}');
  });
});
