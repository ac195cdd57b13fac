/** What stands in docs/flows/: for each flow a picture, a page, a machine for the XState editor; and a list of them. */
import type { Flow, Flows } from '../core/flow.ts';
import { stepsOf } from '../core/flow.ts';
import { toDot } from './dot.ts';
import { toMermaid } from './mermaid.ts';
import type { Names } from './names.ts';
import { pictureOf } from './picture.ts';
import { renderSvg } from './svg.ts';
import { stateTable } from './table.ts';
import { toXState } from './xstate.ts';

const MADE =
  '<!-- Made by `npm run flows` from flows/ and content/wording/: change those, not this file. -->';

/** File name → text, the same for the same flows and words. */
export async function drawAll(flows: Flows, names: Names = {}): Promise<Map<string, string>> {
  const files = new Map<string, string>([['README.md', indexOf(flows)]]);
  for (const flow of flows.values()) {
    files.set(`${flow.id}.svg`, await renderSvg(toDot(flow, names)));
    files.set(`${flow.id}.md`, pageOf(flow, names));
    files.set(`${flow.id}.xstate.json`, `${JSON.stringify(toXState(flow), null, 2)}\n`);
  }
  return files;
}

/** How long it is and how it can end, in a sentence. */
function summaryOf(flow: Flow): string {
  const states = Object.values(flow.states);
  const ends = states.filter(({ final }) => final).map(({ title }) => `“${title}”`);
  const size = flow.form
    ? `${flow.passing ? 'Hỏi' : 'Phiếu'} ${stepsOf(flow)} bước, ${states.length} trạng thái`
    : `${states.length} trạng thái`;
  const end = ends.length > 0 ? `kết thúc ở ${ends.join(', ')}` : 'không tự kết thúc';
  return `${size}; bắt đầu ở “${flow.states[flow.initial]!.title}”, ${end}.`;
}

function pageOf(flow: Flow, names: Names): string {
  const { notes } = pictureOf(flow, names);
  return [
    MADE,
    `# ${flow.title}`,
    `\`${flow.id}\`, bản ${flow.version}. ${summaryOf(flow)}`,
    `![${flow.title}](${flow.id}.svg)`,
    notes.map((note) => `- ${note}`).join('\n'),
    `Cùng hình ấy bằng chữ; mở bằng trình sửa XState: [${flow.id}.xstate.json](${flow.id}.xstate.json).`,
    `\`\`\`mermaid\n${toMermaid(flow, names)}\`\`\``,
    '## Các trạng thái',
    stateTable(flow, names),
    '[Mọi luồng](README.md)\n',
  ].join('\n\n');
}

function indexOf(flows: Flows): string {
  const rows = [...flows.values()].map(
    (flow) =>
      `| [${flow.title}](${flow.id}.md) | ${summaryOf(flow)} | [SVG](${flow.id}.svg), [XState v5](${flow.id}.xstate.json) |`,
  );
  return [
    MADE,
    '# Các luồng hội thoại',
    'Vẽ từ mã bằng `npm run flows`. Cách viết một luồng: [flows/README.md](../../flows/README.md).',
    ['| luồng | tóm tắt | tệp |', '|---|---|---|', ...rows].join('\n'),
    [
      '## Đọc hình',
      '- Ô xanh: trạng thái chờ người trả lời; số đứng trước là bước của phiếu. Ô trắng viền đứt: máy tự làm, không chờ ai. Viền đôi: kết thúc. Ô tím: luồng khác được gọi.',
      '- Chữ trên mũi tên: việc người đó làm (viết, chọn nút nào, ảnh, ghi âm, vị trí, danh thiếp), hoặc điều kiện. “còn lại”: không rơi vào cách nào kể trước.',
      '- Mũi tên nét đứt: quay ngược lên. Nét chấm: câu hỏi được bỏ qua vì đã biết hoặc không cần.',
      '- Điều giống nhau ở mọi nơi (trang chủ, huỷ, quay lại, trợ giúp) không vẽ, mà ghi dưới hình.\n',
    ].join('\n'),
  ].join('\n\n');
}
