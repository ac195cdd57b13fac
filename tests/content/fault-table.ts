/** Each fault that `npm run content` promises to find, in the order of the promise: spoilt files, and what must be said of them. */
import { faq } from './folder.ts';
import type { Severity } from '../../src/content/fault.ts';

export interface Row {
  fault: string;
  files: Record<string, string>;
  /** `path:line:column` below `content/`. */
  place: string;
  severity: Severity;
  /** What stands over the carets of the code frame. */
  words: string;
  message: string;
  /** What is allowed, what to do. */
  hint: string;
}

const OTHER = { cau_hoi: 'Ho khan thì sao?', cach_hoi_khac: '[bị ho, ho nhiều, ho khan uống gì]' };
const GARGLE = 'Súc miệng nước muối.';

function row(
  fault: string,
  files: string | Record<string, string>,
  place: string,
  severity: Severity,
  words: string,
  message: string,
  hint: string,
): Row {
  const all = typeof files === 'string' ? { 'faq/a.md': files } : files;
  return {
    fault,
    files: all,
    place: place.includes('/') ? place : `faq/a.md:${place}`,
    severity,
    words,
    message,
    hint,
  };
}
const two = (b: string, a = faq()) => ({ 'faq/a.md': a, 'faq/b.md': b });
const menu = (text: string) => ({ 'wording/menu.md': text });
const from = (nguon: string) => faq({ nguon });

// One fault a row reads as a table; the formatter would make ten lines of each.
// prettier-ignore
export const FAULTS: readonly Row[] = [
  row('a wrong value', faq({ chu_de: 'vacxin' }), '4:9', 'error', 'vacxin', '‘vacxin’ không có trong danh sách chu_de', 'có phải ‘vac-xin’? Giá trị cho phép: 5k, vac-xin, trieu-chung'),
  row('a wrong kind of value', faq({ cach_hoi_khac: 'tiêm về sốt' }), '3:16', 'error', 'tiêm về sốt', '‘cach_hoi_khac’ phải là danh sách', 'viết [một, hai]'),
  row('a missing field', faq({ chu_de: undefined }), '2:1', 'error', 'cau_hoi', 'Chưa điền ‘chu_de’', 'thêm dòng ‘chu_de: 5k | vac-xin'),
  row('a missing field of a field', from('{ co_quan: Bộ Y tế, ngay: 2021-07-12 }'), '5:8', 'error', '{ co_quan: Bộ Y tế, ngay: 2021-07-12 }', 'Chưa điền ‘nguon.van_ban’', 'thêm ‘van_ban: …’ vào nguon'),
  row('an empty field', faq({ cau_hoi: '' }), '2:1', 'error', 'cau_hoi', 'Chưa điền ‘cau_hoi’', 'thêm dòng ‘cau_hoi: …’'),
  row('an unknown key', faq({ hethan: '2027-01-01' }), '9:1', 'error', 'hethan', 'Không có trường ‘hethan’', 'có phải ‘het_han’? Tên cho phép: cau_hoi, chu_de'),
  row('an unknown key of a field', from('{ co_quan: A, vanban: B, van_ban: B, ngay: 2021-07-12 }'), '5:22', 'error', 'vanban', 'Không có trường ‘vanban’', 'có phải ‘van_ban’? Tên cho phép: co_quan, van_ban, ngay, lien_ket'),
  row('a day that does not exist', faq({ het_han: '2027-02-30' }), '7:10', 'error', '2027-02-30', 'Ngày 2027-02-30 không có thật', 'tháng 2 năm 2027 có 28 ngày'),
  row('a day written as people do', faq({ het_han: '30/6/2027' }), '7:10', 'error', '30/6/2027', 'phải viết NĂM-THÁNG-NGÀY', 'có phải ‘2027-06-30’?'),
  row('a day in an answer that does not exist', faq({}, 'Nộp trước\nngày 31/4/2027.'), '11:6', 'error', '31/4/2027', 'Ngày 31/4/2027 không có thật', 'tháng 4 năm 2027 có 30 ngày'),
  row('an expired item', faq({ het_han: '2026-11-20' }), '7:10', 'warning', '2026-11-20', 'Đã hết hạn từ 20/11/2026', 'sửa het_han'),
  row('an item that expires soon', faq({ het_han: '2026-12-05' }), '7:10', 'advice', '2026-12-05', 'Còn 14 ngày nữa thì hết hạn', 'sửa het_han'),
  row('a missing source', faq({ nguon: undefined }), '2:1', 'error', 'cau_hoi', 'Chưa điền ‘nguon’', 'nguon: { co_quan: Bộ Y tế, van_ban: 5588/BYT-DP, ngay: 2021-07-12 }'),
  row('a missing approver', faq({ nguoi_duyet: undefined }), '2:1', 'error', 'cau_hoi', 'Chưa điền ‘nguoi_duyet’', 'nguoi_duyet: Ban Tuyên giáo'),

  row('two items that ask the same', two(faq({ ...OTHER, cau_hoi: 'tiem vac xin xong bi sot thi phai lam sao' }, GARGLE)), 'faq/b.md:2:10', 'error', 'tiem vac xin xong bi sot thi phai lam sao', 'Câu hỏi trùng với content/faq/a.md:2', 'gộp hai mục'),
  row('two items that ask nearly the same', two(faq({ ...OTHER, cau_hoi: 'Tiêm vắc xin xong bị sốt thì làm sao?' }, GARGLE)), 'faq/b.md:2:10', 'advice', 'Tiêm vắc xin xong bị sốt thì làm sao?', 'gần giống content/faq/a.md', 'gộp lại'),
  row('two items that answer the same', two(faq(OTHER)), 'faq/b.md:10:1', 'warning', 'N', 'Câu trả lời giống hệt content/faq/a.md', 'gộp hai mục'),
  row('an alias in two items', two(faq({ ...OTHER, cach_hoi_khac: '[bị ho, "Sốt sau tiêm?", ho nhiều]' }, GARGLE)), 'faq/b.md:3:24', 'error', '"Sốt sau tiêm?"', 'Câu hỏi trùng với content/faq/a.md:3', 'chỉ giữ câu này ở một mục'),
  row('two sources that date one document twice', two(faq({ ...OTHER, nguon: '{ co_quan: Bộ Y tế, van_ban: Công văn 5588/BYT-DP, ngay: 2021-07-13 }' }, GARGLE)), 'faq/b.md:5:65', 'warning', '2021-07-13', '5588/BYT-DP ghi ngày 13/7/2021, còn ở content/faq/a.md:5 ghi 12/7/2021', 'sửa nơi sai'),
  row('an answer that dates a document otherwise', two(faq(OTHER, 'Theo công văn 5588/BYT-DP, ngày 21/7/2021.')), 'faq/b.md:10:33', 'warning', '21/7/2021', '5588/BYT-DP ghi ngày 21/7/2021, còn ở content/faq/a.md:5 ghi 12/7/2021', 'sửa nơi sai'),
  row('an item whose successor begins too late', two(faq({ ...OTHER, hieu_luc_tu: '2027-03-01' }, GARGLE), faq({ het_han: '2027-01-31', thay_bang: 'b' })), '9:12', 'warning', 'b', 'Từ 1/2/2027 tới trước 1/3/2027 không mục nào trả lời', 'sửa hieu_luc_tu'),
  row('an item whose successor begins too early', two(faq({ ...OTHER, hieu_luc_tu: '2027-01-01' }, GARGLE), faq({ het_han: '2027-01-31', thay_bang: 'b' })), '9:12', 'warning', 'b', '‘b’ có hiệu lực từ 1/1/2027, khi mục này còn hiệu lực tới 31/1/2027', 'sửa het_han'),
  row('an item whose successor is over before it', two(faq({ ...OTHER, het_han: '2027-01-31' }, GARGLE), faq({ hieu_luc_tu: '2027-02-01', thay_bang: 'b' })), '9:12', 'warning', 'b', '‘b’ đã hết hạn từ 31/1/2027', 'chọn mục khác'),
  row('an end before its beginning', faq({ hieu_luc_tu: '2027-02-01', het_han: '2027-01-31' }), '7:10', 'error', '2027-01-31', 'Hết hạn trước khi có hiệu lực (1/2/2027)', 'sửa het_han hoặc hieu_luc_tu'),
  row('an item that is its own successor', faq({ thay_bang: 'a' }), '9:12', 'error', 'a', 'Mục này không thể thay cho chính nó', 'mã của mục sẽ thay'),
  row('a link to an item that is not there', two(faq(OTHER, 'Xem [[aa]].')), 'faq/b.md:10:5', 'error', '[[aa]]', 'Không có mục ‘aa’ để liên kết tới', 'có phải ‘a’?'),
  row('a successor that is not there', faq({ thay_bang: 'aa' }), '9:12', 'error', 'aa', 'Không có mục ‘aa’ để thay vào', 'có phải ‘a’?'),

  row('an answer too long for Zalo', faq({}, 'Nghỉ ngơi. '.repeat(180)), '10:1', 'error', 'Nghỉ ngơi. Nghỉ', 'Zalo chỉ nhận 2000', 'thêm mục ‘## Zalo’ với bản ngắn'),
  row('an answer too long for Telegram', faq({}, `${'Nghỉ ngơi. '.repeat(380)}\n## Zalo\nNghỉ.`), '10:1', 'error', 'Nghỉ ngơi. Nghỉ', 'Telegram chỉ nhận 4096', 'tách thành hai mục'),
  row('wording too long for Zalo', menu(`## ask\n\n${'Nghỉ. '.repeat(400)}`), 'wording/menu.md:3:1', 'error', 'N', 'Zalo chỉ nhận 2000', 'chia thành nhiều lời ngắn'),
  row('a button without a target', menu('## ask\nChọn đi.\n- [Bỏ qua]()'), 'wording/menu.md:3:12', 'error', ')', 'Nút chưa có đích', 'ví dụ (skip)'),
  row('a button that is half written', menu('## ask\nChọn đi.\n- [Bỏ qua]'), 'wording/menu.md:3:1', 'error', '- [Bỏ qua]', 'Nút chưa có đích, hoặc viết chưa đúng', 'viết ‘- [Chữ trên nút](đích)’'),
  row('a target that Telegram refuses', menu(`## ask\nChọn đi.\n- [Xem](menu:${'x'.repeat(60)})`), 'wording/menu.md:3:9', 'error', `menu:${'x'.repeat(60)}`, 'dài quá 64 byte', 'chọn mã ngắn hơn'),

  row('a tab', faq({ nguoi_duyet: '\tBan Tuyên giáo' }), '8:14', 'error', '·', 'Có ký tự Tab', 'thay bằng dấu cách'),
  row('a colon inside a value', faq({ cau_hoi: 'Sốt: làm sao?' }), '2:10', 'error', 'S', 'Giá trị có dấu hai chấm ở giữa', 'đặt cả giá trị trong ngoặc kép'),
  row('no space after the colon', faq().replace('chu_de: ', 'chu_de:'), '4:1', 'error', 'chu_de:vac-xin', 'Thiếu dấu cách sau dấu hai chấm', 'viết ‘tên: giá trị’'),
  row('a space that is none', faq().replace('chu_de: ', 'chu_de:\u00a0'), '4:8', 'error', '·', 'Có dấu cách đặc biệt', 'gõ lại bằng phím cách'),
  row('a sign without width', faq().replace('chu_de: ', 'chu_de: \u200b'), '4:9', 'error', '·', 'Có dấu cách đặc biệt', 'gõ lại bằng phím cách'),
  row('what # cuts off', faq({ cau_hoi: 'Thông điệp #5K là gì?' }), '2:21', 'warning', '#5K là gì?', 'Phần sau dấu # bị bỏ qua', 'đặt cả câu trong ngoặc kép'),
  row('a key twice', faq({ 'nguoi_duyet ': 'Ban Nữ công' }), '9:1', 'error', 'nguoi_duyet', '‘nguoi_duyet’ viết hai lần', 'xoá dòng kia'),
  row('an alias of YAML', faq({ nguoi_duyet: '*ban' }), '8:14', 'error', '*', 'Dấu & * ! ở đầu giá trị', 'ngoặc kép'),
  row('an anchor', faq({ nguoi_duyet: '&a Ban' }), '8:14', 'error', '&', 'Dấu & * ! ở đầu giá trị', 'ngoặc kép'),
  row('a tag', faq({ nguoi_duyet: '!ban Nữ công' }), '8:14', 'error', '!', 'Dấu & * ! ở đầu giá trị', 'ngoặc kép'),
  row('a sign that may not begin a value', faq({ nguoi_duyet: '@ban' }), '8:14', 'error', '@', 'không được bắt đầu bằng ký tự này', 'ngoặc kép'),
  row('a quote that is not closed', faq({ nguoi_duyet: '"Ban Tuyên giáo' }), '8:14', 'error', '"', 'Thiếu dấu hai chấm, ngoặc hoặc dấu nháy', 'đã mở thì phải đóng'),
  row('an uneven field', faq().replace('chu_de', '  chu_de'), '4:1', 'error', ' ', 'Thụt dòng không đều', 'thụt vào bằng nhau'),
  row('an uneven dash', faq({ cach_hoi_khac: '\n  - bị sốt\n  - sốt cao\n  - sốt nhẹ\n    - sốt rét' }), '7:5', 'error', '-', 'Dấu gạch thụt không đều', 'thẳng hàng'),
  row('a dash without its space', faq({ cach_hoi_khac: '\n  -bị sốt\n  -sốt cao' }), '4:3', 'error', '-bị sốt', '‘cach_hoi_khac’ phải là danh sách', 'bắt đầu bằng ‘- ’'),

  row('a ranking of vaccines', faq({}, 'Loại nào cũng được.\nPfizer tốt hơn Moderna.'), '11:8', 'error', 'tốt hơn', 'So sánh, xếp hạng vắc xin', 'bỏ phần so sánh'),
  row('a ranking that begins with a no', faq({}, 'Không loại nào tốt hơn Pfizer.'), '10:16', 'error', 'tốt hơn', 'So sánh, xếp hạng vắc xin', 'bỏ phần so sánh'),
  row('a ranking as a reason for a no', faq({}, 'Đừng tiêm Sinopharm, AstraZeneca tốt hơn.'), '10:34', 'error', 'tốt hơn', 'So sánh, xếp hạng vắc xin', 'bỏ phần so sánh'),
  row("talk of the virus's origin", faq({}, 'Virus bắt nguồn từ phòng thí nghiệm.'), '10:1', 'error', 'Virus bắt nguồn', 'Nói về nguồn gốc vi rút', 'công đoàn không bàn về nguồn gốc vi rút'),
  row('a virus named after a place', faq({}, 'Hồi đó có virus Vũ Hán.'), '10:11', 'error', 'virus Vũ Hán', 'Gọi tên vi rút', 'viết ‘COVID-19’'),
  row('a ranking in what a flow says', menu('## ask\nAstra kém nhất.'), 'wording/menu.md:2:7', 'error', 'kém nhất', 'So sánh, xếp hạng vắc xin', 'bỏ phần so sánh'),
  row('an unexplained abbreviation', faq({}, 'Hỏi THADS nhé.'), '10:5', 'advice', 'THADS', '‘THADS’ chưa được giải thích', 'viết đầy đủ'),
  row('a sentence of 31 words', faq({}, `Một. Hai ${'ba '.repeat(29)}bốn.`), '10:6', 'advice', `Hai ${'ba '.repeat(29)}bốn.`, 'Câu dài 31 chữ', 'tách thành câu dưới 30 chữ'),
];
