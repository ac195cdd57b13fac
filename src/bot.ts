/** Every route of the bot, in the order in which they are tried. For both channels: a press, a word or a command is the same everywhere. */
import { Composer } from './router/index.ts';
import type { BotContext } from './app/bot-context.ts';
import { CARD_ACTS } from './app/card.ts';
import { eraseMember } from './app/erase.ts';
import { handOver, silentWhileHandedOver } from './app/handover.ts';
import { answeringOfficer, officerAgrees } from './app/exchange.ts';
import { dangerWords, groupManners, officersAtWork, pleasantries } from './app/manners.ts';
import { NOT_SETTLED, saysHowItWent, SETTLED } from './app/settled.ts';
import { ERASE_FORM } from './app/talk.ts';
import { aChoice, aMenuItem, word } from './app/triggers.ts';

const REFERENCE = 'PA-\\d{4}-[2-9A-HJKMNP-Z]{5}';

const AFTER_VACCINATION = [
  'kiểm tra phản ứng sau tiêm', 'kiểm tra sau tiêm', 'kiểm tra phản ứng', 'kiểm tra tác dụng phụ', 'theo dõi sau tiêm',
  'kiểm tra phản ứng phụ', 'phản ứng sau tiêm',
]; // prettier-ignore
const SYMPTOMS = [
  'kiểm tra triệu chứng',
  'kiểm tra sức khoẻ',
  'kiểm tra sức khỏe',
  'kiểm tra covid',
  'kiểm tra',
];
/** A question for an officer, in the member's own words: category and answers of the form are known. */
const MEET_OFFICER = { quick: true, category: 'hoi-can-bo', urgency: 'normal', contact: 'bot' };

export function createBot(): Composer<BotContext> {
  const bot = new Composer<BotContext>();

  // Before everything: who left, how to behave in a group, where the conversation stood, and whoever is in danger.
  bot.on('unfollow', (ctx) => ctx.left());
  bot.on('withdraw', (ctx) => eraseMember(ctx.turn, ctx.turn.person.id));
  bot.on('handover', (ctx) => handOver(ctx.turn, ctx.update.event.until));
  bot.use(groupManners);
  bot.use((ctx, next) => (ctx.takeUp(), next()));
  bot.use(dangerWords);
  bot.use(silentWhileHandedOver);

  // The first screen, and the commands.
  bot.start((ctx) => ctx.home());
  bot.on('follow', (ctx) => ctx.home());
  bot.command('menu', (ctx) => ctx.home());
  bot.command('5k', (ctx) => ctx.open('guidance', { topic: '5k' }));
  bot.command('vacxin', (ctx) => ctx.open('guidance', { topic: 'vaccine' }));
  bot.command('hoidap', (ctx) => ctx.open('faq', { question: ctx.payload }));
  bot.command('phananh', (ctx) => ctx.open('hardship-report'));
  bot.command('theodoi', (ctx) => ctx.open('my-reports'));
  bot.command('canbo', (ctx) => (ctx.payload ? ctx.enrol(ctx.payload) : ctx.open('officer')));
  bot.command('hopthu', (ctx) => ctx.open('officer'));
  bot.command('huy', (ctx) => ctx.cancel());
  bot.command(['trogiup', 'help'], (ctx) => ctx.open('help'));
  bot.command(/.*/, (ctx) => ctx.say('common.unknown-command'));

  // Words that work in every state.
  bot.hears(word('menu', 'trang chủ', 'bắt đầu', 'về menu'), (ctx) => ctx.home());
  bot.hears(word('huỷ', 'hủy', 'huỷ bỏ', 'huỷ đi', 'thoát', 'không gửi nữa', 'thôi không gửi nữa'), (ctx) =>
    ctx.cancel(),
  );
  bot.hears(word('quay lại', 'trở lại'), (ctx) => ctx.back());
  bot.hears(word('trợ giúp', 'giúp', 'help'), (ctx) => ctx.open('help'));

  // Buttons that are good at any time.
  bot.action('menu:home', (ctx) => ctx.home());
  bot.action('menu:5k', (ctx) => ctx.open('guidance', { topic: '5k' }));
  bot.action('menu:vaccine', (ctx) => ctx.open('guidance', { topic: 'vaccine' }));
  bot.action('menu:side-effect-check', (ctx) => ctx.open('side-effect-check'));
  bot.action('menu:symptom-check', (ctx) => ctx.open('symptom-check'));
  bot.action(ERASE_FORM, (ctx) => ctx.cancel(true));
  bot.action('form:go-on', (ctx) => ctx.goOn());
  bot.action('menu:ask', (ctx) => ctx.open('faq'));
  bot.action('menu:report', (ctx) => ctx.open('hardship-report'));
  bot.action('menu:meet-officer', (ctx) => ctx.open('hardship-report', MEET_OFFICER));
  bot.action('menu:my-reports', (ctx) => ctx.open('my-reports'));
  bot.action('menu:help', (ctx) => ctx.open('help'));
  bot.action('menu:officer', (ctx) => ctx.open('officer'));
  bot.action(new RegExp(`^report:(open|add|withdraw|reopen|close):(${REFERENCE})$`), (ctx) => {
    const [, act, reference] = ctx.match;
    return ctx.open('my-reports', { reference, ...(act === 'open' ? {} : { act }) });
  });
  bot.action(/^dead:(list|again|aside)$/, (ctx) =>
    ctx.open('dead-letters', ctx.match[1] === 'list' ? {} : { act: ctx.match[1] }),
  );
  bot.action(new RegExp(`^card:(open|${CARD_ACTS.join('|')}):(${REFERENCE})$`), (ctx) =>
    ctx.officerPressed(ctx.match[1]!, ctx.match[2]!),
  );

  // Answers to the question asked last, pressed or typed; then the menu's own labels and numbers.
  bot.on('press', (ctx) => ctx.answerPressed());
  bot.on('text', officersAtWork);
  bot.hears(aChoice, (ctx) => ctx.answerTyped());
  bot.hears(aMenuItem, (ctx) => ctx.menuItemTyped());
  bot.hears(
    word('phản ánh', 'gửi phản ánh', 'tôi muốn phản ánh', 'em muốn phản ánh', 'muốn phản ánh'),
    (ctx) => ctx.open('hardship-report'),
  );
  bot.hears(word(...SETTLED), saysHowItWent('close'));
  bot.hears(word(...NOT_SETTLED), saysHowItWent('reopen'));
  bot.hears(word(...AFTER_VACCINATION), (ctx) => ctx.open('side-effect-check'));
  bot.hears(word(...SYMPTOMS), (ctx) => ctx.open('symptom-check'));
  bot.hears(word('phiếu đang giữ', 'các phiếu đang giữ'), (ctx) => ctx.open('officer'));

  // Words and files: to the officer who wrote last; else to the flow under way, else as a question.
  bot.on(['text', 'photo', 'voice'], answeringOfficer);
  bot.on('text', officerAgrees);
  bot.on('text', pleasantries);
  bot.on(['text', 'photo', 'voice', 'document', 'location', 'contact'], (ctx) => ctx.hear());
  bot.on('sticker', (ctx) => ctx.say('common.sticker'));
  bot.on('other', (ctx) => ctx.say('common.cannot-read'));
  return bot;
}
