import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fold } from '../../src/core/text.ts';
import { parseLexicon } from '../../src/answer/lexicon.ts';
import { createAnswers } from '../../src/answer/search.ts';

const folder = new URL('../../content/lexicon/', import.meta.url);
const files = new Map<string, unknown>();
for (const name of readdirSync(folder).filter((file) => file.endsWith('.yml'))) {
  files.set(name, parse(readFileSync(new URL(name, folder), 'utf8'), { schema: 'core' }));
}
const lexicon = parseLexicon(files);

const entries = [
  {
    id: 'phi',
    phrasings: ['Đoàn phí công đoàn đóng bao nhiêu?', 'Mỗi tháng nộp đoàn phí mấy phần trăm lương?'],
  },
  { id: 'gia-nhap', phrasings: ['Muốn vào công đoàn thì nộp đơn ở đâu?', 'Thủ tục gia nhập công đoàn'] },
  { id: 'tang-ca', phrasings: ['Làm thêm giờ được trả lương thế nào?', 'Tiền tăng ca ngày lễ tính ra sao?'] },
  { id: 'sot', phrasings: ['Tiêm vắc xin xong bị sốt phải làm gì?', 'Sốt sau tiêm uống thuốc gì?'] },
  { id: 'thai-san', phrasings: ['Nghỉ thai sản được mấy tháng?', 'Chế độ sinh con gồm những gì?'] },
  {
    id: 'that-nghiep',
    phrasings: ['Hồ sơ hưởng trợ cấp thất nghiệp', 'Mất việc thì nhận bảo hiểm thất nghiệp thế nào?'],
  },
  { id: 'khau-trang', phrasings: ['Đeo khẩu trang đúng cách thế nào?', 'Khẩu trang dùng mấy giờ thì thay?'] },
  { id: 'no-luong', phrasings: ['Công ty nợ lương thì kêu ai?', 'Chủ chậm trả lương phải làm sao?'] },
  { id: 'ban', phrasings: ['Bàn cũ để ở phòng nào?'] },
  { id: 'bán', phrasings: ['Bán cũ để ở phòng nào?'] },
];
const answers = createAnswers({ entries, lexicon });
const first = (question: string): string | undefined => answers.ask(question).answers[0]?.id;

describe('a question finds its entry however it was typed', () => {
  it.each([
    ['as written', 'Mỗi tháng nộp đoàn phí mấy phần trăm lương?', 'phi'],
    ['without diacritics', 'moi thang nop doan phi may phan tram luong', 'phi'],
    ['half with', 'mỗi thang nộp doan phí may phần tram lương', 'phi'],
    ['in teencode', 'mun vô cđ thì nộp đơn ở đou z ad', 'gia-nhap'],
    ['abbreviated', 'hs hưởng tc tn', 'that-nghiep'],
    ['in Telex keys', 'tieemf vawcs xin xong bij soots phair lamf gif', 'sot'],
    ['in Telex keys, ươ', 'coong ty nowj luwowng thif keeu ai', 'no-luong'],
    ['in VNI keys', 'nghi3 thai sa3n d9u7o7c5 ma61y tha1ng', 'thai-san'],
    ['with typos', 'đeo khẩu trnag đúng cáhc thế nào', 'khau-trang'],
    ['without spaces', 'côngtynợ lươngthì kêuai', 'no-luong'],
    ['glued and folded', 'hosohuongtrocapthatnghiep', 'that-nghiep'],
    ['with extra spaces', 'đe o khẩu tr ang đú ng cá ch', 'khau-trang'],
    ['with stretched letters', 'tiêmmmm vắc xin xong sốtttt phải làm gìiiii', 'sot'],
    ['in other words', 'chích ngừa về bị sốt uống thuốc gì', 'sot'],
    ['in courtesy', 'Dạ cho em hỏi nghỉ thai sản được mấy tháng vậy ạ', 'thai-san'],
  ])('%s', (_, question, id) => {
    expect(first(question)).toBe(id);
  });

  it('in capitals, decomposed, or with tones in the other place: exactly alike', () => {
    const question = 'Làm thêm giờ thì hoà vốn được trả lương thế nào?';
    const { answers: expected } = answers.ask(question);
    for (const other of [question.toUpperCase(), question.normalize('NFD'), question.replace('hoà', 'hòa')]) {
      expect(answers.ask(other).answers).toEqual(expected);
    }
  });

  it('marks that were typed outrank marks that were stripped', () => {
    expect(first('bàn cũ để phòng nào')).toBe('ban');
    expect(first('bán cũ để phòng nào')).toBe('bán');
  });
});

describe('it knows when it does not know', () => {
  it('is sure of a question it was given', () => {
    for (const { id, phrasings } of entries.slice(0, 8)) {
      const result = answers.ask(phrasings[0] ?? '');
      expect(result).toMatchObject({ sure: true, kind: 'sure' });
      expect(result.answers[0]?.id).toBe(id);
    }
  });

  it('refuses other subjects, with marks and without', () => {
    for (const text of [
      'ngày kia trời có nắng không',
      'trận bóng tối qua ai thắng',
      'nấu canh chua cần gì',
      'asdf qwer',
      '',
      '🙂',
      '???',
    ]) {
      expect(answers.ask(text).kind, text).toBe('unknown');
      expect(answers.ask(fold(text)).kind, text).toBe('unknown');
    }
  });

  it('refuses at least nine decoys in ten', () => {
    const answered = lexicon.decoys.filter((text) => answers.ask(text).kind !== 'unknown').length;
    expect(answered).toBeLessThanOrEqual(lexicon.decoys.length * 0.1);
  });
});

describe('two questions in one message', () => {
  const text = 'Nghỉ thai sản được mấy tháng? Đoàn phí công đoàn đóng bao nhiêu?';

  it('get two answers', () => {
    expect(answers.askAll(text).map((result) => result.answers[0]?.id)).toEqual(['thai-san', 'phi']);
    expect(answers.ask(text).parts).toHaveLength(2);
  });

  it('stay one when a part means nothing by itself', () => {
    expect(answers.askAll('Chào bạn! Mình khoẻ? Nghỉ thai sản được mấy tháng')).toHaveLength(1);
    expect(answers.askAll('Nghỉ thai sản được mấy tháng???')).toHaveLength(1);
  });
});

describe('whatever comes in', () => {
  it('never throws, gives at most five scores from 0 to 1, best first, and the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { answers: hits } = answers.ask(text);
        expect(hits.length).toBeLessThanOrEqual(5);
        for (const [i, { score }] of hits.entries()) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(hits[i - 1]?.score ?? 1);
        }
        expect(answers.ask(text).answers).toEqual(hits);
      }),
    );
  });

  it('takes bounded time for 10,000 characters', () => {
    for (const text of [
      'a'.repeat(10_000),
      'congdoan'.repeat(1_250),
      'lương '.repeat(1_700),
      'ab1 '.repeat(2_500),
      '\ud800'.repeat(10_000),
    ]) {
      const start = performance.now();
      answers.ask(text);
      expect(performance.now() - start).toBeLessThan(1_000);
    }
  });

  it('works with nothing to know and nothing to go by', () => {
    const empty = createAnswers({ entries: [], lexicon: parseLexicon(new Map()) });
    expect(empty.ask('gì')).toMatchObject({ kind: 'unknown', answers: [] });
    const odd = parseLexicon(
      new Map<string, unknown>([
        ['chat.yml', 7],
        ['concepts', { a: null }],
        ['decoys.yml', 'x'],
      ]),
    );
    expect(odd).toMatchObject({ chat: new Map(), politeness: [], decoys: ['x'] });
  });
});
