/** What a member types through the whole form, and what the bare bot asks: as long as what ours says, with as many buttons. */

export const formOf = (story: string): string[] => [
  '/phananh', 'Đồng ý', 'CĐCS Nhà máy A', 'Lương, thưởng', story, 'Khẩn cấp', '3', 'khu trọ cổng sau', 'Xong',
  'Nhắn qua trợ lý này', 'Không cho xem', 'Gửi',
]; // prettier-ignore

export interface Question {
  text: string;
  rows: string[][];
}

const nav = ['Quay lại', 'Huỷ'];

export const QUESTIONS: readonly Question[] = [
  { text: 'Bước 1/11. Trước khi bắt đầu: phản ánh của anh/chị được chuyển tới cán bộ công đoàn cấp trên để giúp. Anh/chị có thể xem, sửa, xoá bất cứ lúc nào. Anh/chị đồng ý chứ?', rows: [['Đồng ý', 'Không đồng ý'], nav] },
  { text: 'Bước 2/11. Anh/chị làm ở đơn vị nào? Gõ một phần tên cũng được.', rows: [nav] },
  { text: 'Bước 3/11. Khó khăn của anh/chị thuộc việc gì?', rows: [['Lương, thưởng', 'Việc làm'], ['Sức khoẻ', 'Nhà ở'], ['Ăn uống', 'Khác'], nav] },
  { text: 'Bước 4/11. Anh/chị kể chuyện gì đang xảy ra. Viết như đang nhắn cho người quen; gửi ảnh hoặc ghi âm cũng được.', rows: [nav] },
  { text: 'Bước 5/11. Việc này gấp tới đâu?', rows: [['Khẩn cấp', 'Bình thường'], nav] },
  { text: 'Bước 6/11. Khoảng bao nhiêu người gặp khó khăn này?', rows: [['Bỏ qua'], nav] },
  { text: 'Bước 7/11. Anh/chị đang ở đâu?', rows: [['Bỏ qua'], nav] },
  { text: 'Bước 8/11. Anh/chị có ảnh muốn gửi kèm không? Tối đa 5 ảnh.', rows: [['Xong'], nav] },
  { text: 'Bước 9/11. Cán bộ liên hệ với anh/chị bằng cách nào?', rows: [['Nhắn qua trợ lý này', 'Gọi điện'], ['Giấu tên'], nav] },
  { text: 'Bước 10/11. Có cho đơn vị của anh/chị xem không?', rows: [['Cho xem', 'Không cho xem'], nav] },
  { text: 'Bước 11/11. Anh/chị đọc lại: CĐCS Nhà máy A; Lương, thưởng; khẩn cấp; 3 người; khu trọ cổng sau; nhắn qua trợ lý này; không cho đơn vị xem.', rows: [['Gửi'], ['Sửa'], nav] },
  { text: 'Đã nhận phản ánh của anh/chị. Mã PA-2611-ABCDE. Công đoàn cấp trên đang giữ và sẽ trả lời trong 30 phút.', rows: [['Phản ánh của tôi'], ['Trang chủ']] },
]; // prettier-ignore
