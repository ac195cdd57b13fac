import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../src/content/source.ts';
import { parseConversations } from '../../src/rehearsal/parse.ts';
import { momentOf } from '../../src/rehearsal/settings.ts';
import { realKnowledge } from '../play.ts';

const { bundle } = await realKnowledge();
const parse = (text: string) => parseConversations(sourceOf('conversations/a.md', text), bundle);
const places = (text: string) =>
  parse(text).faults.map(({ line, column, message, hint }) => `${line}:${column} ${message} · ${hint}`);

describe('a conversation as written', () => {
  it('is read with its settings, in any case and without marks; notes and empty lines are passed over', () => {
    const { conversations, faults } = parse(
      [
        '# Một tên',
        'KENH: zalo',
        'Ngày: 2021-08-20 14:30',
        'giai đoạn: dịch bùng phát',
        'cán bộ trực: LĐLĐ tỉnh Quảng Ngãi, xử lý, quản trị',
        '',
        '> lời ghi cho người sau',
        'đoàn viên: dòng một',
        '  dòng hai',
        'Đoàn viên bấm: Xong',
        'Đoàn viên gửi ảnh:',
        'Bot: một … hai',
        'Bot không nói với cán bộ: ba',
        'Sau: 2 giờ',
        '# Tên thứ hai',
        'Cán bộ trực: tld',
        'Cán bộ: /canbo',
      ].join('\n'),
    );
    expect(faults).toEqual([]);
    expect(conversations.map(({ title }) => title)).toEqual(['Một tên', 'Tên thứ hai']);
    expect(conversations[0]!.settings).toEqual({
      channel: 'zalo',
      at: momentOf('2021-08-20', '14:30'),
      phase: 'dich-bung-phat',
      seat: { unit: 'ldld-quang-ngai', roles: ['handle', 'admin'] },
    });
    expect(new Date(momentOf('2021-08-20', '14:30')).toISOString()).toBe('2021-08-20T07:30:00.000Z');
    expect(conversations[0]!.lines).toMatchObject([
      { kind: 'say', who: 'member', text: 'dòng một\ndòng hai' },
      { kind: 'press', who: 'member', label: 'Xong' },
      { kind: 'send', event: { type: 'photo' } },
      { kind: 'expect', who: 'member', words: 'một … hai', not: false },
      { kind: 'expect', who: 'officer', words: 'ba', not: true },
      { kind: 'wait', ms: 7_200_000 },
    ]);
  });

  it.each([
    ['Đoàn viên: chào', '1:1 Trước dòng này chưa có tên hội thoại · dòng đầu viết # và một cái tên'],
    ['# A\n\nDoan viem: chào', '3:1 Không hiểu dòng này'],
    ['# A\n\nDoan viem: chào', 'có phải ‘Đoàn viên:’?'],
    ['# A\nĐoàn viên chào', '2:1 Không hiểu dòng này: thiếu tên người nói, hoặc thiếu dấu hai chấm'],
    ['# A\nBot: chào', '2:1 Chưa ai nói gì thì bot chưa trả lời'],
    ['# A\nĐoàn viên:', '2:11 Sau dấu hai chấm chưa có lời nhắn'],
    ['# A\nĐoàn viên: a\nBot: ', '3:5 Sau dấu hai chấm chưa có lời của bot'],
    ['# A\nĐoàn viên: a\nCán bộ: b', '3:1 Hội thoại này chưa có cán bộ · thêm dòng ‘cán bộ trực: mã đơn vị’'],
    ['# A\nkênh: Facebook\nĐoàn viên: a', '2:7 Không có kênh ‘Facebook’ · viết Telegram hoặc Zalo'],
    [
      '# A\nngày: 21/11/2026\nĐoàn viên: a',
      '2:7 Ngày ‘21/11/2026’ phải viết NĂM-THÁNG-NGÀY · có phải ‘2026-11-21’?',
    ],
    ['# A\nngày: 2026-02-30\nĐoàn viên: a', '2:7 Ngày 2026-02-30 không có thật'],
    ['# A\nngày: 2026-11-21 25:00\nĐoàn viên: a', '2:7 Giờ ‘25:00’ phải viết GIỜ:PHÚT'],
    ['# A\ngiai đoạn: tết\nĐoàn viên: a', '2:12 Không có giai đoạn ‘tết’'],
    ['# A\ncán bộ trực: ldld-quang-ngay\nĐoàn viên: a', 'có phải ‘ldld-quang-ngai’?'],
    [
      '# A\ncán bộ trực: tld, trưởng\nĐoàn viên: a',
      'Không có vai ‘trưởng’ · viết xử lý, tuyên truyền hoặc quản trị',
    ],
    ['# A\nĐoàn viên: a\nkênh: Zalo', '3:1 ‘kênh’ phải đứng trước lời đầu tiên'],
    ['# A\nĐoàn viên: a\nSau: hai giờ', '3:6 Không hiểu khoảng thời gian ‘hai giờ’ · ví dụ Sau: 2 giờ'],
    ['# A\nĐoàn viên gửi danh thiếp: 12', '‘12’ không phải số điện thoại'],
    ['# A\n  thụt vào', 'không nối được với dòng nào'],
    ['# A\n# B\nĐoàn viên: a', '1:1 Hội thoại chưa có dòng nào'],
    ['#\nĐoàn viên: a', '1:1 Hội thoại chưa có tên'],
  ])('%j: %s', (text, told) => {
    expect(places(text).join('\n')).toContain(told);
    expect(parse(text).faults.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  it('with a fault is not played; its neighbours in the file are', () => {
    const { conversations } = parse('# A\nBot: x\n# B\nĐoàn viên: a\n');
    expect(conversations.map(({ title }) => title)).toEqual(['B']);
  });
});
