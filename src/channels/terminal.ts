/** A terminal as a channel: for `npm run chat`. Two people sit at it, a member and an officer of the upper union. */
import type { Message } from '../core/message.ts';
import type { Channel } from './channel.ts';

export const TERMINAL = 'terminal';

export interface Terminal extends Channel {
  /** What the n-th button (from 1) of the last message to that chat carries. */
  button(chat: string, n: number): { label: string; data?: string } | undefined;
}

export function createTerminal(print: (chat: string, text: string) => void): Terminal {
  const last = new Map<string, Message>();
  let ids = 0;
  return {
    name: TERMINAL,
    limits: { text: 100_000, caption: 100_000, buttons: 100, label: 200, data: 1000 },
    canEdit: false,
    forwardsById: true,
    split: (message) => [message],
    send(chat, message) {
      last.set(chat, message);
      print(chat, shown(message));
      return Promise.resolve({ ok: true, messageId: String(++ids) });
    },
    download: () => Promise.reject(new Error('A terminal holds no files.')),
    button: (chat, n) => (last.get(chat)?.rows ?? []).flat()[n - 1],
  };
}

function shown(message: Message): string {
  const buttons = (message.rows ?? []).flat().map((button, i) => `[#${i + 1} ${button.label}]`);
  const file = message.file ? [`(${message.file.kind})`] : [];
  return [message.text, ...file, buttons.join(' ')].filter(Boolean).join('\n');
}
