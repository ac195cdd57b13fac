import { describe, expect, it } from 'vitest';
import { defineFlow } from '../../src/core/flow.ts';
import { namesFrom, renderSvg, toDot } from '../../src/drawing/index.ts';
import { example, names } from './example.ts';

const dot = toDot(example, names);
const lineOf = (start: string, text = dot) =>
  text.split('\n').filter((line) => line.trim().startsWith(start));

describe('a picture of a flow', () => {
  it('shows titles with the numbers of their steps, safe from marks of the picture language', () => {
    expect(lineOf('"ask" [')[0]).toContain('1. Hỏi &quot;gì&quot; &amp; &lt;ai&gt;');
    expect(lineOf('"people" [')[0]).toContain('2. Số người');
  });

  it('merges the ways between two states into one label, with the words on the buttons', () => {
    const ways = lineOf('"ask" -> "people"');
    expect(ways).toHaveLength(1);
    expect(ways[0]).toContain('chọn “Đồng\u00A0ý” / no / skip');
  });

  it('says the option itself where no words are handed in', () => {
    expect(toDot(example)).toContain('chọn yes / no / skip');
  });

  it('says that there is a condition where a guard has no name', () => {
    expect(lineOf('"ask" -> "left"')[0]).toContain('chọn có điều kiện');
  });

  it('draws a state that waits for a service lighter than one that waits for a person', () => {
    expect(lineOf('"look" [')[0]).toContain('class="passing"');
    expect(lineOf('"look" [')[0]).toContain('tìm đơn vị');
    expect(lineOf('"people" [')[0]).toContain('class="state"');
  });

  it('draws ends double, ways back dashed and without pull, ways onward with pull', () => {
    expect(lineOf('"left" [')[0]).toContain('peripheries=2');
    expect(lineOf('"people" -> "ask"')[0]).toMatch(/constraint=false, style=dashed/);
    expect(lineOf('"look" -> "people"')[0]).toContain('weight=5');
  });

  it('draws the flows that are called, and what follows their end', () => {
    expect(lineOf('"ask" -> "flow faq"')[0]).toContain('viết');
    expect(lineOf('"flow faq" [')[0]).toContain('Hỏi đáp');
    expect(lineOf('"ask" -> "left"')[0]).toContain('xong Hỏi đáp');
  });

  it('leaves out what stays, and says below what is the same everywhere', () => {
    expect(lineOf('"people" -> "people"')).toEqual([]);
    expect(dot).toContain('quay lại → câu vừa trả lời');
    expect(dot).toContain('Không vẽ:');
  });

  it('marks where somebody is and by which way they came', () => {
    const marked = toDot(example, { ...names, current: 'people', visited: ['look', 'people'] });
    expect(lineOf('"people" [', marked)[0]).toMatch(/class="state current".*fillcolor="#fde68a"/);
    expect(lineOf('"look" [', marked)[0]).toMatch(/class="passing visited".*fillcolor="#dcfce7"/);
    expect(lineOf('"ask" [', marked)[0]).toContain('class="state"');
  });

  it('says a way that five states share once, in a note, and draws five ways back as one list', () => {
    const keys = ['a', 'b', 'c', 'd', 'e'] as const;
    const skip = Object.defineProperty(() => true, 'name', { value: 'đã sửa xong' });
    const pick = (option: string) => Object.defineProperty(() => true, 'name', { value: option });
    const states = Object.fromEntries(
      keys.map((key, i) => [
        key,
        {
          title: `Câu ${key}`,
          always: [{ when: skip, to: 'end' }],
          on: { text: [{ to: keys[i + 1] ?? 'edit' }] },
        },
      ]),
    );
    const edit = { title: 'Sửa', on: { choose: keys.map((to) => ({ when: pick(to), to })) } };
    const long = defineFlow<object>()({
      id: 'long',
      version: 1,
      title: 'Dài',
      initial: 'a',
      data: {},
      states: { ...states, edit, end: { title: 'Hết', final: true } } as never,
    });
    const drawn = toDot(long);
    expect(drawn).not.toContain('-> "end"');
    expect(drawn.replaceAll('\\l', ' ')).toContain('Ở 5 bước (Câu a, Câu b, Câu c, Câu d, Câu e)');
    expect(lineOf('"edit" ->', drawn)).toHaveLength(1);
    expect(lineOf('"back from edit" [', drawn)[0]).toContain('Câu a · Câu b');
  });

  it('becomes the same SVG each time, with ids for CSS and a font that falls back', async () => {
    const svg = await renderSvg(dot);
    expect(svg).toBe(await renderSvg(toDot(example, names)));
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain('id="n_people" class="node state"');
    expect(svg).toContain(`font-family="'Noto Sans', 'Open Sans', sans-serif"`);
    expect(svg).toContain('Số người');
  });

  it('refuses a text that is no picture, with the reason', async () => {
    await expect(renderSvg('digraph {')).rejects.toThrow(/syntax error/);
  });
});

describe('words on buttons', () => {
  const worded = (text: string, buttons: { label: string; option: string }[] = []) => ({ text, buttons });
  const { label } = namesFrom(
    new Map(),
    new Map([
      ['form.review', worded('Đọc lại', [{ label: '📨 Gửi', option: 'send' }])],
      ['form.edit.unit', worded('Sửa đơn vị')],
      ['form.act.add', worded('➕ Viết thêm')],
    ]),
  );

  it('are the button itself, or the words that stand for an item of a list, without emoji', () => {
    expect(label!('form.review', 'send')).toBe('Gửi');
    expect(label!('form.edit', 'unit')).toBe('Sửa đơn vị');
    expect(label!('form.detail', 'add')).toBe('Viết thêm');
    expect(label!('other.detail', 'add')).toBeUndefined();
  });
});
