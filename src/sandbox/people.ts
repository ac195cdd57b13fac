/** The sandbox's cast: invented people, none of them real. */

export type PhoneKey = 'member-telegram' | 'member-zalo' | 'officer' | 'admin';

export interface Role {
  key: PhoneKey;
  platform: 'telegram' | 'zalo';
  /** The platform's id of the person who holds the phone at the start; the same in every run, so that who is enrolled stays so. */
  id: string;
  name: string;
  /** What the page calls the phone. */
  title: string;
  /** One line under the name. */
  about: string;
  /** What an empty screen says. */
  empty: string;
  /** Things to try, offered on an empty screen. */
  tries: readonly string[];
  /** Somebody else may take the phone: only members' phones. */
  newcomers: boolean;
}

export const CAST: readonly Role[] = [
  {
    key: 'member-telegram',
    platform: 'telegram',
    id: '5000100001',
    name: 'Nguyễn Thị Hạnh',
    title: 'Đoàn viên · Telegram',
    about: 'Công nhân may, gõ có dấu',
    empty: 'Chọn một gợi ý, hoặc gõ như trên điện thoại của mình.',
    tries: ['Phản ánh khó khăn', 'Tiêm vắc xin xong bị sốt phải làm sao?', '5K'],
    newcomers: true,
  },
  {
    key: 'member-zalo',
    platform: 'zalo',
    id: '4800100000000000001',
    name: 'Trần Văn Lợi',
    title: 'Đoàn viên · Zalo',
    about: 'Thợ cơ khí, gõ không dấu',
    empty: 'Chọn một gợi ý, hoặc gõ như trên điện thoại của mình.',
    tries: ['phan anh kho khan', 'tiem ve bi sot uong thuoc gi', '5k'],
    newcomers: true,
  },
  {
    key: 'officer',
    platform: 'telegram',
    id: '5000100002',
    name: 'Phạm Thị Thu',
    title: 'Cán bộ · Telegram',
    about: 'LĐLĐ tỉnh Quảng Ngãi',
    empty: 'Phản ánh mà đoàn viên gửi sẽ hiện ở đây, kèm các nút xử lý.',
    tries: [],
    newcomers: false,
  },
  {
    key: 'admin',
    platform: 'telegram',
    id: '5000100003',
    name: 'Lê Minh Quang',
    title: 'Quản trị · Telegram',
    about: 'Quản trị viên đầu tiên',
    empty: 'Ghi danh cán bộ, nhận các báo động của trợ lý.',
    tries: [],
    newcomers: false,
  },
];

const NEWCOMERS = [
  'Đỗ Thị Mai',
  'Hoàng Văn Nam',
  'Bùi Thị Lan',
  'Vũ Đức Thắng',
  'Đinh Thị Hoa',
  'Ngô Văn Sơn',
];

/** The name of the n-th newcomer, from 0; after the list a number tells namesakes apart. */
export function newcomerName(n: number): string {
  const name = NEWCOMERS[n % NEWCOMERS.length]!;
  return n < NEWCOMERS.length ? name : `${name} ${Math.floor(n / NEWCOMERS.length) + 1}`;
}
