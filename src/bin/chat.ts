/** `npm run chat`: the bot in the terminal, in memory. You are the member; a line that begins with `@` is the officer's. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { flows } from '../../flows/index.ts';
import { createApp } from '../app/app.ts';
import { createKnowledge } from '../app/knowledge.ts';
import { createLog } from '../app/log.ts';
import { createTerminal, TERMINAL } from '../channels/terminal.ts';
import { loadContent } from '../content/bundle.ts';
import type { Event } from '../core/update.ts';
import { createMemoryStore } from '../store/lowdb/index.ts';

const MEMBER = `${TERMINAL}:doan-vien`;
const OFFICER = `${TERMINAL}:can-bo`;
const NAMES: Readonly<Record<string, string>> = { [MEMBER]: 'Đoàn viên', [OFFICER]: 'Cán bộ' };

const now = () => Date.now();
const { bundle } = await loadContent(process.env['CONTENT_DIR'] ?? './content', { complete: true });
const knowledge = createKnowledge(bundle);
const store = createMemoryStore({ now });
const terminal = createTerminal((chat, text) => {
  const mark = chat === OFFICER ? '  cán bộ│ ' : '     bot│ ';
  console.log(
    `${text
      .split('\n')
      .map((line) => mark + line)
      .join('\n')}\n`,
  );
});
const app = createApp({
  store,
  channels: [terminal],
  flows,
  knowledge: () => knowledge,
  filesDir: mkdtempSync(join(tmpdir(), 'satcanh-chat-')),
  now,
  random: Math.random,
  newSecret: () => randomBytes(16).toString('hex'),
  log: createLog('silent'),
});
app.dispatcher.start();

let updates = 0;
async function take(person: string, event: Event): Promise<void> {
  const chat = { person, chat: person, chatType: 'private' as const, name: NAMES[person]! };
  await app.receive({ id: `${TERMINAL}:${++updates}`, channel: TERMINAL, at: now(), ...chat, event });
  await delivered();
}

/** Until everything that this turn said is on the screen. */
async function delivered(): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const { rows, dead } = await store.stats();
    if (rows.outbox <= dead) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function eventOf(person: string, line: string): Event {
  const button = /^#(\d+)$/.exec(line);
  const data = button && terminal.button(person, Number(button[1]))?.data;
  if (data) return { type: 'press', data };
  const command = /^\/(\w+)(?:\s+(.*))?$/.exec(line);
  return {
    type: 'text',
    text: line,
    ...(command ? { command: { name: command[1]!.toLowerCase(), payload: command[2] ?? '' } } : {}),
  };
}

const upper = bundle.organization.find((unit) => unit.level === 'cap-tren') ?? bundle.organization[0];
if (upper) await take(OFFICER, eventOf(OFFICER, `/canbo ${await app.invite(upper.id, ['handle'])}`));
console.log(
  'Gõ như đoàn viên. #2 là bấm nút thứ 2. Dòng bắt đầu bằng @ là lời cán bộ, ví dụ @#1. Ctrl+D để thôi.\n',
);
await take(MEMBER, eventOf(MEMBER, '/start'));

const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
lines.prompt();
for await (const line of lines) {
  const text = line.trim();
  if (text.startsWith('@')) await take(OFFICER, eventOf(OFFICER, text.slice(1).trim()));
  else if (text !== '') await take(MEMBER, eventOf(MEMBER, text));
  lines.prompt();
}
await app.stop();
