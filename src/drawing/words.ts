/** Vietnamese for the names that code gives: what a picture says of a guard, a service, an event. */
import type { FlowEventType } from '../core/flow.ts';

export const EVENTS: Readonly<Record<FlowEventType, string>> = {
  text: 'viết',
  choose: 'chọn',
  photo: 'ảnh',
  voice: 'ghi âm',
  document: 'tệp',
  location: 'vị trí',
  contact: 'danh thiếp',
  back: 'quay lại',
  result: 'kết quả',
  returned: 'xong',
};

const SERVICES: Readonly<Record<string, string>> = {
  greeting: 'xem đã gặp chưa',
  'consent-given': 'xem lời đồng ý',
  'give-consent': 'ghi lời đồng ý',
  'my-unit': 'nhớ đơn vị',
  'find-units': 'tìm đơn vị',
  'remember-unit': 'ghi nhớ đơn vị',
  'guidance-topic': 'tìm các thẻ',
  'guidance-card': 'mở thẻ',
  'check-outcome': 'tìm lời hướng dẫn',
  answer: 'tìm câu trả lời',
  'answer-of': 'mở câu trả lời',
  'note-wrong': 'ghi câu chưa đúng ý',
  'describe-report': 'soạn bản đọc lại',
  'file-report': 'lập phiếu, báo cán bộ',
  'my-reports': 'tìm phản ánh của tôi',
  'my-report': 'mở phản ánh',
  'add-words': 'chuyển lời thêm',
  withdraw: 'rút phản ánh',
  reopen: 'mở lại phản ánh',
  close: 'đóng phản ánh',
  'raise-alarm': 'báo người trực',
  'my-seats': 'xem vai cán bộ',
  'show-card': 'mở phiếu',
  'officer-words': 'chuyển lời cán bộ',
  'make-invitation': 'tạo mã mời',
};

const GUARDS: Readonly<Record<string, string>> = {
  known: 'đã biết',
  any: 'có đơn vị khớp',
  givenBefore: 'đã đồng ý trước đây',
  'kind: nothing-asked': 'chưa hỏi gì',
  surelyInForm: 'chắc chắn, giữa phiếu',
  'kind: sure': 'chắc chắn',
  'kind: unsure': 'chưa chắc',
  'found: false': 'không có',
  hasNext: 'còn thẻ sau',
  made: 'tạo được',
  first: 'lần đầu',
  draft: 'có phiếu viết dở',
  'count: 0': 'chưa có',
  chosen: 'đã chọn sẵn',
  rated: 'điểm 1–5',
  writesWords: 'có chữ',
  'seated: false': 'chưa là cán bộ',
  admin: 'quản trị',
  shown: 'mở được',
  done: 'chuyển được',
  agreed: 'đồng ý',
  'held: false': 'chưa ai giữ',
  isStory: 'có chữ',
  isPlace: 'tên nơi chốn',
  isCount: 'con số',
  isPhone: 'đúng số',
  hasCaption: 'kèm lời',
  hasRoom: 'còn chỗ',
  tooLong: 'quá dài',
  unitUnknown: 'chưa rõ đơn vị',
  isQuick: 'báo nguy',
  toldAlready: 'báo nguy, đã kể',
  saysYes: 'nói là phải',
  saysNo: 'nói là không',
  saysUnsure: 'nói là không chắc',
  tellsFever: 'nói số độ',
  tellsHighFever: 'từ 39 độ',
  tellsNoFever: 'dưới 37,5 độ',
  noFever: 'không sốt',
  'outcome: goi-115': 'gọi 115',
  'outcome: o-nha': 'ở nhà',
  saysUnknown: 'nói là không rõ',
  stillWriting: 'còn đang viết',
  answered: 'vừa trả lời',
  wasEdited: 'đã sửa',
  toldEarly: 'đã kể trước',
  tellsMore: 'kể thêm',
  saysUrgent: 'nói là gấp',
  saysNotUrgent: 'nói là không gấp',
  saysNothing: 'nói là không có',
  wasAsked: 'một câu hỏi',
  asksOfficer: 'gặp cán bộ',
  add: 'viết thêm',
  withdraw: 'rút lại',
  reopen: 'chưa ổn',
  close: 'đã ổn',
  ask: 'hỏi thêm',
  reply: 'trả lời',
  reject: 'từ chối',
  result: 'kết quả',
};

/** A name without a Vietnamese word is shown as plain words: `hasPlentyOfRoom` as `has plenty of room`. */
const plain = (name: string) =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
const wordFrom = (words: Readonly<Record<string, string>>, name: string) =>
  Object.hasOwn(words, name) ? words[name]! : /^[\p{ASCII}]+$/u.test(name) ? plain(name) : name;

export const serviceWord = (service: string) => wordFrom(SERVICES, service);

/** An unnamed guard still says that there is a condition. */
export const guardWord = (name: string | undefined) =>
  name === undefined ? 'có điều kiện' : wordFrom(GUARDS, name);
