/** A chat as a conversation that passes when it is played again: for an editor to shorten and keep. */
import { dayOf } from '../core/time.ts';
import type { Message } from '../core/message.ts';
import type { Settings, Who } from './conversation.ts';
import { shown } from './shown.ts';

export interface Turn {
  who: Who;
  act: { say: string } | { press: string };
  /** What each of the two received because of it. */
  said: Record<Who, readonly Message[]>;
}

/** Of each message the first lines are kept: whole messages would break at every change of a word. */
const FIRST_LINES = 2;
/** Drawn anew each time, or told in the day's own time: references, codes, hours. */
const CHANGING =
  /PA-\d{4}-[0-9A-Z]{5}|\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}\b|\d{1,2} giờ(?: \d{2})? \p{L}+ \p{L}+ \d{1,2}\/\d{1,2}/gu;

const NAMES = { member: 'Đoàn viên', officer: 'Cán bộ' } as const;
const CHANNELS = { telegram: 'Telegram', zalo: 'Zalo' } as const;
const PHASES = { 'binh-thuong-moi': 'bình thường mới', 'dich-bung-phat': 'dịch bùng phát' } as const;

/** The text of a file. `settings.at` is a whole minute. */
export function conversationText(title: string, settings: Settings, turns: readonly Turn[]): string {
  const { channel, at, phase, seat } = settings;
  const header = [
    `kênh: ${CHANNELS[channel]}`,
    `ngày: ${dayOf(at)} ${timeOf(at)}`,
    ...(phase ? [`giai đoạn: ${PHASES[phase]}`] : []),
    ...(seat ? [`cán bộ trực: ${seat.unit}`] : []),
  ];
  return `${[`# ${title}`, header.join('\n'), ...turns.map(linesOf)].join('\n\n')}\n`;
}

function timeOf(at: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

function linesOf({ who, act, said }: Turn): string {
  const name = NAMES[who];
  const first = 'say' in act ? `${name}: ${indented(act.say)}` : `${name} bấm: ${act.press}`;
  const told = (to: Who, key: string) =>
    said[to].flatMap((message) => worthSaying(message).map((line) => `${key}: ${line}`));
  return [first, ...told('member', 'Bot'), ...told('officer', 'Bot nói với cán bộ')].join('\n');
}

const indented = (text: string) => text.trim().split('\n').join('\n  ');

function worthSaying(message: Message): string[] {
  const lines = shown(message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const kept = lines.filter((line, i) => i < FIRST_LINES || line.startsWith('Nguồn:'));
  return kept.map((line) => line.replace(CHANGING, '…')).filter((line) => /[\p{L}\p{N}]/u.test(line));
}
