/** The same handlers, driven by what Telegram and what Zalo bring. */
import type { Update as TelegramUpdate } from 'grammy/types';
import { expect, it } from 'vitest';
import type { Message } from '../../src/core/message.ts';
import type { Update } from '../../src/core/update.ts';
import { keyboardOf } from '../../src/channels/telegram/message.ts';
import { readUpdate } from '../../src/channels/telegram/update.ts';
import { buttonsOf, split } from '../../src/channels/zalo/message.ts';
import { readEvent } from '../../src/channels/zalo/update.ts';
import { Composer, Context, Format, Markup, Scenes, fmt, session } from '../../src/router/index.ts';
import { parseEvent } from '../../src/zalo-oa-sdk/index.ts';

type Ctx = Context & { scene: Scenes.SceneContextScene<Ctx>; wizard: Scenes.WizardContextWizard<Ctx> };
type Said = { text: string } | { photo: string } | { location: [number, number] } | { data: string };
interface Phone {
  /** What the platform posts, read by its channel. */
  bring(said: Said): Update | undefined;
  /** What a press of the first button of this message brings back. */
  buttonOf(message: Message): string;
}

function createBot() {
  const form = new Scenes.WizardScene<Ctx>(
    'form',
    async (ctx) => {
      await ctx.reply('Tên?', Markup.keyboard(['Bỏ qua']));
      ctx.wizard.next();
    },
    async (ctx) => {
      await ctx.reply(`Chào ${ctx.text}`);
      await ctx.scene.leave();
    },
  );
  const bot = new Composer<Ctx>(session(), new Scenes.Stage<Ctx>([form]));
  return bot
    .command('xem', (ctx) => ctx.reply(`xem ${ctx.args.join('+')}`, Markup.inlineKeyboard([go])))
    .command('form', (ctx) => ctx.scene.enter('form'))
    .action(/^go:(\d+)$/, async (ctx) => {
      await ctx.answerCbQuery();
      await ctx.reply(fmt`đi ${Format.bold(ctx.match[1] ?? '')}`);
    })
    .hears('Trợ giúp', (ctx) => ctx.reply('giúp', Markup.keyboard(['Trợ giúp'])))
    .on('photo', (ctx) => ctx.reply(`ảnh ${ctx.message.file.kind}`))
    .on('location', (ctx) => ctx.reply(`ở ${ctx.message.latitude}`))
    .on('message', (ctx) => ctx.reply('gì ạ?'));
}
const go = Markup.button.callback('Đi', 'go:7');

const from = { id: 42, is_bot: false, first_name: 'Lan' };
const message = { message_id: 5, date: 0, from, chat: { id: 42, type: 'private', first_name: 'Lan' } };
let serial = 0;

const telegram: Phone = {
  bring(said) {
    const of = (part: object) => ({ message: { ...message, ...part } });
    const raw = (): object => {
      if ('data' in said)
        return { callback_query: { id: 'q', from, chat_instance: '1', message, data: said.data } };
      if ('photo' in said)
        return of({ photo: [{ file_id: said.photo, file_unique_id: 'u', width: 1, height: 1 }] });
      if ('location' in said)
        return of({ location: { latitude: said.location[0], longitude: said.location[1] } });
      const length = /^\/\S+/.exec(said.text)?.[0].length;
      return of({
        text: said.text,
        ...(length && { entities: [{ type: 'bot_command', offset: 0, length }] }),
      });
    };
    return readUpdate({ update_id: ++serial, ...raw() } as TelegramUpdate, { id: 1, username: 'bot' }, 0);
  },
  buttonOf(out) {
    const first = keyboardOf(out)?.inline_keyboard[0]?.[0];
    return first !== undefined && 'callback_data' in first ? first.callback_data : '';
  },
};

const pressKey = 'a key of the test';
const zalo: Phone = {
  bring(said) {
    const attached = (type: string, payload: object) => ({ attachments: [{ type, payload }] });
    const [name, part] =
      'photo' in said
        ? ['user_send_image', attached('image', { url: said.photo, thumbnail: said.photo })]
        : 'location' in said
          ? [
              'user_send_location',
              attached('location', { coordinates: { latitude: `${said.location[0]}`, longitude: '1' } }),
            ]
          : ['user_send_text', { text: 'data' in said ? said.data : said.text }];
    const body = {
      app_id: '1',
      event_name: name,
      timestamp: '0',
      sender: { id: '42' },
      recipient: { id: '7' },
      message: { msg_id: `m${++serial}`, ...part },
    };
    const event = parseEvent(new TextEncoder().encode(JSON.stringify(body)));
    return readEvent(event, { pressKey, oaId: '7', at: 0, key: `${serial}` });
  },
  buttonOf(out) {
    // On Zalo a press comes back as the words that the button carries, signed for this person.
    const first = split(out).flatMap((each) => buttonsOf(each, '42', pressKey))[0];
    return first?.type === 'oa.query.hide' ? String(first.payload) : '';
  },
};

async function converse(phone: Phone): Promise<string[]> {
  const bot = createBot();
  let last: Message = { text: '' };
  const answers: string[] = [];
  const say = async (said: Said): Promise<void> => {
    const update = phone.bring(said);
    if (update === undefined) throw new Error('the channel did not read it');
    const ctx = new Context(update) as Ctx;
    await bot.handle(ctx);
    for (const effect of ctx.effects) if (effect.type === 'send') answers.push((last = effect.message).text);
  };
  await say({ text: '/xem một "hai ba"' });
  await say({ data: phone.buttonOf(last) });
  await say({ text: 'Trợ giúp' });
  await say({ data: phone.buttonOf(last) });
  await say({ photo: 'https://example.org/p.jpg' });
  await say({ location: [10.5, 1] });
  await say({ text: 'trợ giúp' });
  await say({ text: '/form' });
  await say({ data: phone.buttonOf(last) });
  return answers;
}

it.each([
  ['Telegram', telegram],
  ['Zalo', zalo],
])('%s', async (_name, phone) => {
  expect(await converse(phone)).toEqual([
    'xem một+hai ba',
    'đi 7',
    'giúp',
    'giúp',
    'ảnh photo',
    'ở 10.5',
    'gì ạ?',
    'Tên?',
    'Chào Bỏ qua',
  ]);
});
