/** Questions of our own against the content as it is served: each must find its item, and what has none must not be answered. */
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/core/text.ts';
import { NOON, realKnowledge } from '../play.ts';

/** As members type: without marks, in chat spelling, in keys, with slips. */
const QUESTIONS: readonly (readonly [question: string, id: string])[] = [
  ['nghỉ ốm hưởng mấy phần trăm lương', 'muc-huong-om-dau-bao-nhieu'],
  ['5k la gi', '5k-la-gi'],
  ['con phai deo khau trang ko', 'nen-deo-khau-trang-o-dau'],
  ['tiem ve sot 39 do thi sao', 'sau-tiem-sot-cao'],
  ['em bi sot sau khi tiem thi lam gi', 'sau-tiem-sot-dau-tay'],
  ['Tieemm vawcs xin xong bij soots phair lamf gif', 'sau-tiem-sot-dau-tay'],
  ['co bau tiem vacxin dc k', 'mang-thai-co-tiem-duoc-khong'],
  ['cho con bu co chich ngua dc ko', 'cho-con-bu-co-tiem-duoc-khong'],
  ['dang cam cum co di tiem duoc khong', 'dang-om-co-tiem-duoc-khong'],
  ['benh tieu duong co tiem dc ko', 'benh-nen-co-tiem-duoc-khong'],
  ['di ung tom co tiem dc ko', 'di-ung-phan-ve-co-tiem-duoc-khong'],
  ['ko tiem co bi duoi viec ko', 'bi-doa-duoi-vi-chua-tiem'],
  ['cong ty bat tiem co dung luat khong', 'co-bat-buoc-tiem-khong'],
  ['cong ty no luong 2 thang', 'bi-cham-luong'],
  ['cty chậm lươg thì lm sao', 'bi-cham-luong'],
  ['bi sa thai vo co thi keu ai', 'bi-cham-dut-hop-dong'],
  // `đuổi việc` stands only in the lexicon: likelihood made `dưới việc` of it, and a dismissed member was told "I do not know".
  ['em bi duoi viec', 'bi-cham-dut-hop-dong'],
  ['cty ep viet don xin nghi', 'bi-ep-viet-don-nghi'],
  ['cat tang ca giam luong co dc ho tro khong', 'bi-giam-gio-cat-tang-ca'],
  ['test nhanh 2 vach thi lam gi', 'test-duong-tinh-lam-gi'],
  ['kho tho phai lam sao', 'kho-tho-phai-lam-gi'],
  ['so cap cuu la so may', 'goi-so-nao-khi-khan-cap'],
  ['f0 co duoc huong bhxh khong', 'f0-co-duoc-huong-om-dau'],
  ['xin giay nghi huong bhxh o dau', 'xin-giay-nghi-om-o-dau'],
  ['cong ty ko dong bhxh', 'cong-ty-cham-dong-bhxh'],
  ['con om nghi o nha co luong khong', 'nghi-cham-con-om'],
  ['con duoc nhan 3 trieu f0 khong', 'f0-con-duoc-3-trieu-khong'],
  ['ho tro tien tro con khong', 'tien-thue-tro-con-ho-tro-khong'],
  ['hết tiền ăn rồi phải làm sao', 'het-tien-an-lam-gi'],
  ['tet nay co ve xe ve que khong', 've-xe-tet-cong-doan'],
  ['thuong tet co bat buoc khong', 'cong-ty-khong-thuong-tet'],
  ['qua tet cua cong doan duoc bao nhieu', 'tet-cong-doan-ho-tro-bao-nhieu'],
  ['gui phan anh the nao', 'gui-phan-anh-the-nao'],
  ['phan anh co giau ten duoc khong', 'phan-anh-an-danh'],
  ['GUI PHAN ANH ROI BAO LAU CO TRA LOI', 'bao-lau-co-tra-loi'],
  ['rut lai phan anh', 'rut-phan-anh'],
  ['ma phan anh la gi', 'ma-phan-anh-la-gi'],
  ['muon noi chuyen voi can bo', 'gap-can-bo'],
  ['bạn là robot hả', 'bot-la-nguoi-hay-may'],
  ['ban luu nhung gi ve toi', 'bot-luu-gi-ve-toi'],
  ['xoa du lieu cua toi di', 'xoa-du-lieu-cua-toi'],
  ['dung bot co mat tien ko', 'bot-co-thu-tien-khong'],
  ['nghe noi sap phong toa co that khong', 'sap-phong-toa-tich-tru'],
  ['may bay phun thuoc khu trung ban dem co that ko', 'truc-thang-phun-khu-khuan'],
  ['chia se tin gia bi phat bn tien', 'chia-se-tin-gia-bi-phat-bao-nhieu'],
  ['ruatay thenao chodung', 'rua-tay-khu-khuan-the-nao'],
  ['dung cach nhau may met', 'giu-khoang-cach-may-met'],
  ['vaccine free k', 'tiem-co-mat-tien-khong'],
  ['tiem co mat phi hong', 'tiem-co-mat-tien-khong'],
  ['vaccine nao tot nhat', 'nen-chon-vac-xin-nao'],
  ['tiem tron 2 loai dc ko', 'tiem-hai-mui-khac-loai'],
  ['mui 3 tiem khi nao', 'mui-3-mui-4-khi-nao'],
  ['di tiem mang theo gi', 'di-tiem-can-mang-gi'],
  ['app khong hien mui tiem', 'ung-dung-khong-hien-mui-tiem'],
  ['be 10 tuoi co bat buoc tiem khong', 'tre-5-11-tuoi-co-bat-buoc-tiem'],
  ['huyet ap cao ko cho tiem', 'huyet-ap-cao-luc-kham-sang-loc'],
  ['trieeuj chuwngs covid laf gif', 'trieu-chung-covid-la-gi'],
  ['F1 có phải cách ly không', 'f1-co-phai-cach-ly'],
];

const OTHER_SUBJECTS = [
  'ngày mai trời mưa không',
  'thoi tiet ha noi cuoi tuan',
  'đội nào vô địch ngoại hạng anh',
  'lich thi dau bong da toi nay',
  'giá vàng hôm nay',
  'nấu phở bò thế nào',
  'kqxs miền bắc',
  'mua xe trả góp',
  'asdf qwer zxcv',
];
/** Of the union's world or of health, and yet without an item: at most a careful question back. */
const NEAR = [
  'Công ty có xe đưa đón công nhân không',
  'nghỉ cưới được mấy ngày',
  'lương tối thiểu vùng là bao nhiêu',
  'đăng ký tạm trú ở đâu',
  'triệu chứng tiểu đường',
  'tiêm phòng dại ở đâu',
  'thuốc đau bụng',
  'căn tin mấy giờ mở cửa',
];
const TWO: readonly (readonly [text: string, ids: readonly string[]])[] = [
  ['di tiem mang theo gi? tiem xong ngoi lai bao lau?', ['di-tiem-can-mang-gi', 'o-lai-diem-tiem-bao-lau']],
  ['Công ty nợ lương thì kêu ai?\nmã phản ánh là gì', ['bi-cham-luong', 'ma-phan-anh-la-gi']],
];
/** Of all questions so many must be answered, surely or among the three that are offered. */
const RESOLVED = 0.9;

describe('the content as it is served', async () => {
  const { askAll } = (await realKnowledge()).faq(NOON);
  const kindsOf = (text: string) => askAll(text).map(({ kind }) => kind);

  it('answers members’ questions: no sure answer is wrong, nine of ten are resolved', () => {
    const lost: string[] = [];
    for (const [question, id] of QUESTIONS) {
      const [found] = askAll(question);
      if (found?.kind === 'sure') expect(found.item?.id, question).toBe(id);
      const offered = found?.kind === 'unsure' && found.nearest.slice(0, 3).some((hit) => hit.id === id);
      if (found?.kind !== 'sure' && !offered) lost.push(question);
    }
    expect(lost.length, lost.join(' · ')).toBeLessThanOrEqual(QUESTIONS.length * (1 - RESOLVED));
  });

  it.each(OTHER_SUBJECTS)('does not answer: %s', (question) => {
    expect(kindsOf(question)).toEqual(['unknown']);
    expect(kindsOf(fold(question))).toEqual(['unknown']);
  });

  it.each(NEAR)('is not sure of what it has no item for: %s', (question) => {
    expect(kindsOf(question)).not.toContain('sure');
    expect(kindsOf(fold(question))).not.toContain('sure');
  });

  it.each(TWO)('gives two answers to: %s', (text, ids) => {
    expect(askAll(text).map(({ item }) => item?.id)).toEqual(ids);
  });
});
