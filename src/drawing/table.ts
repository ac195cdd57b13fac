/** Every state and every way as a table: also what the picture leaves out. */
import type { Effect } from '../core/effect.ts';
import type { Flow } from '../core/flow.ts';
import { conditionOf, eventOf, flowTitle } from './labels.ts';
import type { Names } from './names.ts';
import type { PlainState, Way } from './ways.ts';
import { waysOf } from './ways.ts';
import { serviceWord } from './words.ts';

export function stateTable(flow: Flow, names: Names = {}): string {
  const rows = Object.entries(flow.states).map(([id, state]) => {
    const title = state.step === undefined ? state.title : `${state.step}. ${state.title}`;
    const first = id === flow.initial ? ' (đầu)' : '';
    const last = state.final ? ' (cuối)' : '';
    const does = (state.entry ?? []).map((effect) => said(effect, names));
    const ways = waysOf(state).map((way) => wayText(flow, state, way, names));
    return `| ${title}${first}${last}<br>\`${id}\` | ${does.join('<br>')} | ${ways.join('<br>')} |`;
  });
  return ['| trạng thái | khi đến | đường đi |', '|---|---|---|', ...rows]
    .map((row) => row.replaceAll('\u00A0', ' '))
    .join('\n');
}

function wayText(flow: Flow, state: PlainState, way: Way, names: Names): string {
  const event = eventOf(state, way, names) || (way.event === 'always' ? 'luôn' : 'kết quả');
  const condition = conditionOf(state, way, names);
  const does = way.effects.map((effect) => said(effect, names));
  const to = way.to === undefined ? 'ở nguyên' : flow.states[way.to]!.title;
  return `${[event, condition].filter(Boolean).join(' ')} → ${[to, ...does].join('; ')}`.replaceAll(
    '|',
    '\\|',
  );
}

function said(effect: Effect, names: Names): string {
  switch (effect.type) {
    case 'say':
      return `nói \`${effect.content}\`${effect.list ? ` với danh sách \`${effect.list}\`` : ''}`;
    case 'call':
      return `gọi \`${effect.service}\` (${serviceWord(effect.service)})`;
    case 'enter':
      return `sang phần [${flowTitle(effect.flow, names)}](${effect.flow}.md) rồi trở lại`;
    case 'go':
      return `chuyển hẳn sang [${flowTitle(effect.flow, names)}](${effect.flow}.md)`;
    case 'take-up-draft':
      return 'lấy lại phiếu viết dở';
    case 'drop-draft':
      return 'bỏ phiếu viết dở';
  }
}
