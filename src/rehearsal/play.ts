/** Plays a conversation on the bot in memory and says where it went another way. */
import { nearest } from '../content/nearest.ts';
import { oneLine, shorten } from '../core/text.ts';
import type { Message } from '../core/message.ts';
import type { Conversation, Line, Who } from './conversation.ts';
import type { Player } from './player.ts';
import { endOfWords, labelsOf, shown } from './shown.ts';
import type { World } from './world.ts';

export interface Missed {
  line: Line;
  message: string;
  hint: string;
}

/** Characters of the bot's words in a fault. */
const SHOWN = 400;
const MEMBER = '1';
const OFFICER = '800';

/** The first thing that went another way, or nothing. The world is stopped by the caller. */
export async function playConversation(
  world: World,
  conversation: Conversation,
): Promise<Missed | undefined> {
  const people = await seated(world, conversation);
  let said: Record<Who, Message[]> = { member: [], officer: [] };
  let reached: Record<Who, number> = { member: 0, officer: 0 };

  async function act(does: () => Promise<unknown>): Promise<void> {
    const before = {
      member: people.member.received().length,
      officer: people.officer?.received().length ?? 0,
    };
    await does();
    said = {
      member: people.member.received().slice(before.member),
      officer: people.officer?.received().slice(before.officer) ?? [],
    };
    reached = { member: 0, officer: 0 };
  }

  for (const line of conversation.lines) {
    if (line.kind === 'wait') {
      await act(async () => {
        world.clock.at += line.ms;
        await world.settle();
      });
      continue;
    }
    const player = line.who === 'officer' ? people.officer! : people.member;
    if (line.kind === 'say') await act(() => player.say(line.text));
    else if (line.kind === 'send') await act(() => player.do(line.event));
    else if (line.kind === 'press') {
      const data = player.button(line.label)?.data;
      if (data === undefined) return { line, ...noButton(player, line.label) };
      await act(() => player.pressData(data));
    } else {
      const text = said[line.who].map((message) => shown(message)).join('\n');
      const end = endOfWords(text, line.words, line.not ? 0 : reached[line.who]);
      if (line.not ? end !== undefined : end === undefined) return { line, ...otherWords(line, text) };
      if (end !== undefined && !line.not) reached[line.who] = end;
    }
  }
  return undefined;
}

async function seated(
  world: World,
  { settings }: Conversation,
): Promise<{ member: Player; officer?: Player }> {
  const member = world.player(settings.channel, MEMBER);
  if (!settings.seat) return { member };
  const officer = world.player(settings.channel, OFFICER, { name: 'Trần Văn Lan' });
  await officer.say(`/canbo ${await world.app.invite(settings.seat.unit, settings.seat.roles)}`);
  return { member, officer };
}

function noButton(player: Player, label: string): { message: string; hint: string } {
  const labels = [...new Set(player.received().slice(-3).flatMap(labelsOf))];
  const near = nearest(
    label,
    labels.map((one) => one.replace(/^[^\p{L}\p{N}]+/u, '')),
  );
  const there =
    labels.length > 0 ? `các nút đang có: ${labels.join(' · ')}` : 'lúc này không có nút nào, hãy gõ chữ';
  return { message: `Không có nút ‘${label}’ để bấm`, hint: near ? `có phải ‘${near}’? ${there}` : there };
}

function otherWords(
  { words, not }: Extract<Line, { kind: 'expect' }>,
  text: string,
): { message: string; hint: string } {
  const told = text === '' ? 'bot không nói gì' : `bot đã nói: “${shorten(oneLine(text), SHOWN)}”`;
  if (not) return { message: `Bot có nói ‘${shorten(words, 80)}’`, hint: told };
  if (endOfWords(text, words) !== undefined)
    return {
      message: `Bot nói ‘${shorten(words, 80)}’ nhưng trước lời ở dòng trên`,
      hint: 'đổi thứ tự hai dòng Bot',
    };
  return { message: `Bot không nói ‘${shorten(words, 80)}’`, hint: told };
}
