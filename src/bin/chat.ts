/**
 * `npm run chat`: the bot in the terminal, in memory. You are the member; a line that begins with `@` is the officer's. `--save FILE`
 * keeps the chat as a conversation for tests/conversations.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createKnowledge } from '../app/knowledge.ts';
import { contentDirOf } from '../config.ts';
import { loadContent } from '../content/bundle.ts';
import { dateProblem } from '../content/schemas/fields.ts';
import type { Message } from '../core/message.ts';
import type { Settings, Who } from '../rehearsal/conversation.ts';
import type { Player } from '../rehearsal/player.ts';
import { conversationText } from '../rehearsal/save.ts';
import type { Turn } from '../rehearsal/save.ts';
import { momentOf } from '../rehearsal/settings.ts';
import { shown } from '../rehearsal/shown.ts';
import { rehearse } from '../rehearse.ts';
import { argumentsOr, usage } from './arguments.ts';

const A_MINUTE = 60_000;
const MARKS: Readonly<Record<Who, string>> = { member: '     bot│ ', officer: '  cán bộ│ ' };

const USAGE =
  'Cách dùng: npm run chat -- [--zalo] [--on 2021-08-20] [--save tests/conversations/ten-de-nho.md]';

const { values } = argumentsOr(USAGE, {
  options: { save: { type: 'string' }, on: { type: 'string' }, zalo: { type: 'boolean' } },
});
const problem = values.on === undefined ? undefined : dateProblem(values.on);
if (problem) usage(`--on: ${problem.message} (${problem.hint})`);
if (values.save !== undefined && !/^[^.~].*\.md$/.test(basename(values.save)))
  usage('--save cần tên một tệp .md, ví dụ: npm run chat -- --save tests/conversations/tiem-ve-bi-sot.md');
if (values.save !== undefined && existsSync(values.save))
  usage(`Đã có tệp ${values.save}. Chọn tên khác, để không ghi đè.`);

const { bundle } = await loadContent(contentDirOf(process.env), { complete: true });
const upper = bundle.organization.find((unit) => unit.level === 'cap-tren') ?? bundle.organization[0];
const settings: Settings = {
  channel: values.zalo ? 'zalo' : 'telegram',
  at: values.on ? momentOf(values.on, '10:00') : Math.floor(Date.now() / A_MINUTE) * A_MINUTE,
  ...(upper ? { seat: { unit: upper.id, roles: ['handle'] } } : {}),
};
const world = rehearse(createKnowledge(bundle), { at: settings.at });
// As a conversation is played (rehearsal/play.ts): the same people under the same numbers, so that what is saved goes the same way.
const people: Record<Who, Player> = {
  member: world.player(settings.channel, '1'),
  officer: world.player(settings.channel, '800', { name: 'Trần Văn Lan' }),
};
const read: Record<Who, number> = { member: 0, officer: 0 };
const turns: Turn[] = [];

/** Prints what is new, and hands it back. */
function news(): Record<Who, Message[]> {
  const fresh = (who: Who) => {
    const messages = people[who].received().slice(read[who]);
    read[who] += messages.length;
    for (const message of messages) console.log(`${shown(message, true).replace(/^/gm, MARKS[who])}\n`);
    return messages;
  };
  return { member: fresh('member'), officer: fresh('officer') };
}

async function take(who: Who, line: string): Promise<void> {
  const button = /^#(\d+)$/.exec(line);
  const pressed = button && (people[who].received().at(-1)?.rows ?? []).flat()[Number(button[1]) - 1];
  if (pressed?.data) await people[who].pressData(pressed.data);
  else await people[who].say(line);
  const act = pressed?.data ? { press: pressed.label } : { say: line };
  turns.push({ who, act, said: news() });
  if (values.save === undefined) return;
  const title = basename(values.save, '.md').replaceAll('-', ' ');
  // After each turn: whoever leaves by Ctrl+C loses nothing.
  writeFileSync(values.save, conversationText(title, settings, turns));
}

if (settings.seat) {
  await people.officer.say(`/canbo ${await world.app.invite(settings.seat.unit, settings.seat.roles)}`);
  news();
}
console.log(
  'Gõ như đoàn viên. #2 là bấm nút thứ 2. Dòng bắt đầu bằng @ là lời cán bộ, ví dụ @#1. Ctrl+D để thôi.',
);
console.log(
  values.save === undefined
    ? 'Muốn giữ cuộc này làm hội thoại mẫu: npm run chat -- --save tests/conversations/ten-de-nho.md\n'
    : `Đang ghi vào ${values.save}. Xong thì mở tệp ấy, bớt dòng thừa, rồi chạy npm run content.\n`,
);
await take('member', '/start');

const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
lines.prompt();
for await (const line of lines) {
  const text = line.trim();
  if (text.startsWith('@')) await take('officer', text.slice(1).trim());
  else if (text !== '') await take('member', text);
  lines.prompt();
}
await world.stop();
