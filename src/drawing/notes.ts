/** What is the same everywhere, said once under the picture instead of being drawn at every state. */
import type { Flow } from '../core/flow.ts';
import { labelOf } from './labels.ts';
import type { Names } from './names.ts';
import type { PlainState, Way } from './ways.ts';
import { waysOf } from './ways.ts';

const IN_FORM =
  'Ở mọi câu hỏi: quay lại → câu vừa trả lời; huỷ → bỏ phiếu, về Trang chủ; trang chủ → cất phiếu viết dở; ' +
  'trợ giúp, câu hỏi chắc có lời đáp → trả lời rồi hỏi tiếp câu đang dở.';
const IN_CHECK =
  'Ở mọi câu hỏi: quay lại → câu vừa trả lời; huỷ, trang chủ → bỏ, không giữ gì; lời báo nguy → số gọi ngay; ' +
  'trợ giúp, câu hỏi chắc có lời đáp → trả lời rồi hỏi tiếp câu đang dở.';
const ELSEWHERE =
  'Ở mọi bước: trang chủ (menu), huỷ → Trang chủ; trợ giúp → Trợ giúp; quay lại → bước trước. ' +
  'Mở từ một phiếu thì theo cách đi của phiếu.';
const STAYS =
  'Không vẽ: câu trả lời được nhận, hoặc chưa hợp lệ và được hỏi lại, mà vẫn ở nguyên chỗ (xem bảng).';

/** `common`: groups of ways that many states share. */
export function notesOf(
  flow: Flow,
  common: readonly { from: string; state: PlainState; way: Way; to: string }[][],
  names: Names,
): string[] {
  const shared = common.map((group) => {
    const { state, way, to } = group[0]!;
    const label = labelOf(state, [way], names).join(', ');
    return `Ở ${group.length} bước (${group.map(({ state }) => state.title).join(', ')}): ${label} → ${flow.states[to]!.title}.`;
  });
  const stays = Object.values(flow.states).some((state) =>
    waysOf(state).some(
      (way) => way.to === undefined && (way.sets || way.effects.some(({ type }) => type === 'say')),
    ),
  );
  const everywhere = flow.passing ? IN_CHECK : flow.form ? IN_FORM : ELSEWHERE;
  return [everywhere, ...shared, ...(stays ? [STAYS] : [])];
}
