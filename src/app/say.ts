/** What was said in a turn, as messages: short notes and the question in one bubble, `Bước n/m`, the ways about. */
import type { Asked, Choice } from '../core/conversation.ts';
import { flowOf, stateAt, stepsOf } from '../core/flow.ts';
import type { Flows } from '../core/flow.ts';
import type { Button, Message } from '../core/message.ts';
import { answerData, HOME, questionTag } from '../core/press.ts';
import { lastLists, lists } from './lists.ts';
import type { Said, Turn } from './turn.ts';
import { buttonOf, fill, wordingOf } from './words.ts';

/** Notes and question share a bubble up to this many characters: Zalo counts messages, and one is easier to read. */
const ONE_BUBBLE = 900;
/** Longer labels stand alone in their row on a narrow phone. */
const SHORT_LABEL = 18;

interface Spoken {
  text: string;
  choices: Choice[];
  links: Button[];
}

/** Sends what was said, and remembers what was asked. */
export async function speak(turn: Turn, flows: Flows): Promise<void> {
  if (turn.says.length === 0) return;
  const values = stepValues(turn, flows);
  const spoken: Spoken[] = [];
  for (const said of turn.says) {
    const offered = said.list ? lists[said.list]!(turn, said.from.data) : [];
    spoken.push(speakOne(turn, values, said, Array.isArray(offered) ? offered : await offered));
  }
  const last = turn.says.at(-1)!;
  const question = spoken.at(-1)!;
  const nav = waysAbout(turn, flows, last);
  // `Bước 3/11 · Loại khó khăn`, while the form waits for an answer.
  const step = values && fill(wordingOf(turn.knowledge, 'common.step').text, values);
  if (step) question.text = `${step}\n${question.text}`;

  const asked: Asked = {
    tag: questionTag(last.from.flow, last.from.at),
    choices: [...question.choices, ...nav],
  };
  turn.conversation = { ...turn.conversation, asked };
  const to = { channel: turn.update.channel, chat: turn.update.chat };
  for (const message of bubbles(spoken, rowsOf(asked, question.links))) turn.send(to, message);
  turn.says = [];
}

/** `listed`: the answers that depend on the world. */
function speakOne(turn: Turn, steps: StepValues | undefined, said: Said, listed: readonly Choice[]): Spoken {
  const wording = wordingOf(turn.knowledge, said.content);
  const values = { ...steps, ...said.from.data, name: turn.person.name };
  const written: Choice[] = [];
  const links: Button[] = [];
  for (const button of wording.buttons) {
    const label = fill(button.label, values);
    const option = fill(button.option, values);
    if (isLink(option)) links.push(buttonOf(label, option, String));
    else if (option !== '') written.push({ label, option });
  }
  return { text: fill(wording.text, values), choices: inOrder(said, listed, written), links };
}

const isLink = (option: string): boolean => /^(https?:|tel:)/.test(option);

function inOrder({ list }: Said, listed: readonly Choice[], written: readonly Choice[]): Choice[] {
  return list && lastLists.has(list) ? [...written, ...listed] : [...listed, ...written];
}

/** In a form back and cancel; elsewhere the way home, unless it is shown already. */
function waysAbout(turn: Turn, flows: Flows, last: Said): Choice[] {
  const { stack } = turn.conversation;
  if (stack.some((position) => flowOf(flows, position.flow).form)) {
    return [way(turn, 'common.back', 'back'), way(turn, 'common.cancel', 'cancel')];
  }
  return last.from.flow === 'menu' ? [] : [way(turn, 'common.menu', 'menu')];
}

function way({ knowledge }: Turn, id: string, option: string): Choice {
  return { label: wordingOf(knowledge, id).text, option, nav: true };
}

type StepValues = Readonly<Record<'step' | 'steps' | 'title', string | number>>;

function stepValues(turn: Turn, flows: Flows): StepValues | undefined {
  const frame = turn.conversation.stack.findLast(
    (position) => flowOf(flows, position.flow).form && stateAt(flows, position).step !== undefined,
  );
  if (!frame) return undefined;
  const { step, title } = stateAt(flows, frame);
  return { step: step!, steps: stepsOf(flowOf(flows, frame.flow)), title };
}

function rowsOf(asked: Asked, links: readonly Button[]): Button[][] {
  const buttons: Button[] = asked.choices.map((choice) => ({
    label: choice.label,
    data: choice.option === 'menu' ? HOME : answerData(asked.tag, choice.option),
    ...(choice.nav ? { nav: true } : {}),
  }));
  const rows: Button[][] = [];
  for (const button of [...links, ...buttons]) {
    const row = rows.at(-1);
    const fits =
      row?.length === 1 && row[0]!.label.length <= SHORT_LABEL && button.label.length <= SHORT_LABEL;
    if (fits && Boolean(row[0]!.nav) === Boolean(button.nav)) row.push(button);
    else rows.push([button]);
  }
  return rows;
}

function bubbles(spoken: readonly Spoken[], rows: Button[][]): Message[] {
  const texts: string[] = [];
  for (const { text } of spoken) {
    if (text === '') continue;
    const before = texts.at(-1);
    if (before !== undefined && before.length + text.length <= ONE_BUBBLE)
      texts[texts.length - 1] = `${before}\n\n${text}`;
    else texts.push(text);
  }
  return texts.map((text, i) => (i === texts.length - 1 && rows.length > 0 ? { text, rows } : { text }));
}
