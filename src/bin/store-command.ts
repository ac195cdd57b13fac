/** What the commands on the store share: settings, and errors as sentences for the operator. */
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { readConfig, type Config } from '../config.ts';
import { codeOf, StoreError } from '../store/errors.ts';
import { NotEmpty } from '../store/restore.ts';
import { usage } from './arguments.ts';

/** Ends the process with one line for each wrong value. */
export function settingsOrExit(): Config {
  const read = readConfig(process.env);
  if (read.ok) return read.config;
  return usage(read.problems.join('\n'));
}

const FILE_CODES: Readonly<Record<string, string>> = {
  ENOENT: 'Không có tệp hoặc thư mục ấy: xem lại đường dẫn.',
  EACCES: 'Người đang chạy lệnh không có quyền đọc hoặc ghi ở đó.',
  ENOSPC: 'Đĩa đã đầy: dọn chỗ rồi chạy lại. Chưa có gì bị hỏng.',
  '42P01':
    'Cơ sở dữ liệu chưa có bảng của phiên bản này: sao lưu bằng phiên bản đang chạy, hoặc khởi động trợ lý một lần.',
  EISDIR: 'Đó là một thư mục: hãy cho tên một tệp.',
};

/** Ends the process with one line when the embedded store's folder is not there, or holds nothing yet. */
export function storeOrExit({ dataDir, databaseUrl }: Config): void {
  if (databaseUrl || namesIn(dataDir).length > 0) return;
  console.error(
    `Chưa có kho dữ liệu trong thư mục ${resolve(dataDir)}. Đặt DATA_DIR là thư mục dữ liệu của trợ lý, hoặc DATABASE_URL nếu trợ lý dùng PostgreSQL, rồi chạy lại. Nếu trợ lý chưa chạy lần nào thì chưa có gì để đọc.`,
  );
  process.exit(1);
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw error;
  }
}

/** A person's words stand in no error of the store. */
export function explain(error: unknown): string {
  if (error instanceof NotEmpty)
    return 'Kho dữ liệu đang có nội dung, nên chưa có gì thay đổi. Khôi phục vào một kho trống, hoặc thêm --force để thay hết những gì đang có.';
  if (error instanceof StoreError && error.fault === 'locked')
    return 'Trợ lý đang chạy và giữ kho dữ liệu. Hãy dừng nó rồi chạy lại lệnh này.';
  const told = FILE_CODES[codeOf(error)];
  if (told) return told;
  return error instanceof Error ? error.message : 'Không làm được: lỗi lạ.';
}
