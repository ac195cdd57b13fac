/** What the `yaml` package's error codes mean to an editor. */
import type { ErrorCode } from 'yaml';

const QUOTE = 'đặt cả giá trị trong ngoặc kép "…"';
const OTHER = {
  message: 'Dòng này không đúng cách viết YAML',
  hint: 'mỗi dòng là ‘tên: giá trị’, hoặc ‘- giá trị’ trong danh sách',
};

const MESSAGES: Partial<Record<ErrorCode, { message: string; hint: string }>> = {
  BLOCK_AS_IMPLICIT_KEY: { message: 'Giá trị có dấu hai chấm ở giữa', hint: QUOTE },
  BAD_SCALAR_START: { message: 'Giá trị không được bắt đầu bằng ký tự này', hint: QUOTE },
  BAD_ALIAS: { message: 'Dấu & * ! ở đầu giá trị có nghĩa riêng trong YAML', hint: QUOTE },
  BAD_INDENT: {
    message: 'Thụt dòng không đều, hoặc ngoặc mở mà chưa đóng',
    hint: 'các dòng cùng cấp thụt vào bằng nhau; đóng đủ ] và }',
  },
  MISSING_CHAR: {
    message: 'Thiếu dấu hai chấm, ngoặc hoặc dấu nháy',
    hint: 'mỗi dòng là ‘tên: giá trị’; nháy và ngoặc đã mở thì phải đóng',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'Thiếu dấu cách sau dấu hai chấm',
    hint: 'viết ‘tên: giá trị’, có dấu cách sau hai chấm',
  },
  MULTIPLE_DOCS: { message: 'Có dòng --- ở giữa tệp', hint: 'xoá dòng ---' },
  BAD_DQ_ESCAPE: { message: 'Dấu \\ trong ngoặc kép không đúng', hint: "bỏ dấu \\, hoặc dùng ngoặc đơn '…'" },
  TAB_AS_INDENT: { message: 'Có ký tự Tab', hint: 'thay bằng dấu cách' },
  UNEXPECTED_TOKEN: OTHER,
};

/** Vietnamese message and hint of a syntax error. */
export function yamlMessage(code: ErrorCode): { message: string; hint: string } {
  return MESSAGES[code] ?? OTHER;
}
