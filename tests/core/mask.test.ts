import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask } from '../../src/core/mask.ts';

describe('what editors read of a question tells nobody who asked', () => {
  it.each([
    ['goi lai cho em so 0912 345 678 nhe', 'goi lai cho em so ‹số› nhe'],
    ['sđt +84 91-234-5678', 'sđt ‹số›'],
    ['CCCD của tôi là 051203004567', 'CCCD của tôi là ‹số›'],
    ['phản ánh PA-2611-7K3MX đến đâu rồi', 'phản ánh ‹mã phản ánh› đến đâu rồi'],
    ['pa 2611 7k3mx sao roi', '‹mã phản ánh› sao roi'],
    ['gửi vào hoa.nguyen@cty.vn được không', 'gửi vào ‹email› được không'],
    ['link https://nhan-tien.example/abc có thật không', 'link ‹liên kết› có thật không'],
    ['Tôi tên là Nguyễn Thị Hoa, bị nợ lương', 'Tôi tên là ‹tên›, bị nợ lương'],
    ['em ten la hoa, cho em hoi', 'em ten la ‹tên›, cho em hoi'],
    ['tên tôi là Lan. Nghỉ phép mấy ngày?', 'tên tôi là ‹tên›. Nghỉ phép mấy ngày?'],
    ['Trần Văn Nam ở tổ 3 có được hưởng không', '‹tên› ở tổ 3 có được hưởng không'],
    ['chị nguyen thi hoa nghi viec', 'chị ‹tên› nghi viec'],
    ['anh Hùng quản đốc bắt tăng ca', 'anh ‹tên› quản đốc bắt tăng ca'],
  ])('%s', (question, masked) => {
    expect(mask(question)).toBe(masked);
  });

  it('finds the name that the platform gave, however it is typed', () => {
    expect(mask('minh hoa le day, cho hoi', ['Minh Hoà Lê'])).toBe('‹tên› day, cho hoi');
  });

  it.each([
    'Làm thêm ngày lễ được 300 % lương?',
    'Công văn 5588/BYT-DP ngày 12/7/2021 còn hiệu lực không',
    'nợ 3.000.000 đồng từ 2020-2021',
    'LƯƠNG THƯỞNG TẾT NĂM 2026 THẾ NÀO',
    'Về thành phố Hồ Chí Minh có phải cách ly không',
    'anh chị cho em hỏi gọi 115 hay 19009095',
    'luong thi tinh sao, le thi nghi may ngay',
  ])('leaves alone: %s', (question) => {
    expect(mask(question)).toBe(question);
  });

  it('masking twice is masking once, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(mask(mask(text))).toBe(mask(text));
      }),
    );
  });
});
