/** A tiny bot on both stand-ins, so that the page is tried without the real one. It says back what it hears. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot, InlineKeyboard, Keyboard } from 'grammy';
import type { Sandbox } from '../../../src/sandbox/index.ts';

export interface EchoBot {
  close(): Promise<void>;
}

export async function startEchoBot(sandbox: Sandbox): Promise<EchoBot> {
  const telegram = startTelegram(sandbox);
  const zalo = await startZalo(sandbox);
  return {
    async close() {
      await telegram.stop();
      await new Promise((resolve) => zalo.close(resolve));
    },
  };
}

function startTelegram({ telegram }: Sandbox): Bot {
  const bot = new Bot(telegram.token, { client: { apiRoot: telegram.apiRoot } });
  const keys = new InlineKeyboard()
    .text('Tiếp nhận', 'take')
    .text('Hỏi thêm', 'more')
    .row()
    .url('Mở trang', 'https://example.org/');
  bot.command('keyboard', (ctx) =>
    ctx.reply('Chọn ở dưới', { reply_markup: new Keyboard().text('Bàn phím').resized() }),
  );
  bot.callbackQuery('take', async (ctx) => {
    await ctx.editMessageText('<b>Đã tiếp nhận</b>', { parse_mode: 'HTML' });
    await ctx.answerCallbackQuery({ text: 'Đồng chí vừa tiếp nhận' });
  });
  bot.on('message:photo', (ctx) => ctx.replyWithPhoto(ctx.message.photo[0]!.file_id, { caption: 'Ảnh đây' }));
  bot.on('message', (ctx) =>
    ctx.reply(`Anh/chị vừa nói: ${ctx.message.text ?? '(tệp)'}`, {
      reply_markup: keys,
      reply_parameters: { message_id: ctx.message.message_id },
    }),
  );
  void bot.api.setMyCommands([{ command: 'menu', description: 'Mở menu' }]);
  void bot.start();
  return bot;
}

async function startZalo({ zalo, setZaloWebhook }: Sandbox): Promise<Server> {
  const grant = await fetch(`${zalo.oauthRoot}/v4/oa/access_token`, {
    method: 'POST',
    headers: { secret_key: zalo.appSecret, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      refresh_token: zalo.refreshToken,
      app_id: zalo.appId,
      grant_type: 'refresh_token',
    }),
  });
  const { access_token } = (await grant.json()) as { access_token: string };
  const buttons = ['Đồng ý', 'Bỏ qua', 'Menu'].map((title) => ({
    title,
    type: 'oa.query.hide',
    payload: `#${title}`,
  }));
  const server = createServer((request, response) => {
    let raw = '';
    request.on('data', (part: Buffer) => (raw += part.toString()));
    request.on('end', () => {
      response.end();
      const event = JSON.parse(raw) as {
        sender?: { id: string };
        event_name: string;
        message?: { text?: string };
      };
      if (!event.event_name.startsWith('user_send_')) return;
      const text = `1. Bạn nói: ${event.message?.text ?? event.event_name}`;
      const attachment = { type: 'template', payload: { buttons } };
      void fetch(`${zalo.apiRoot}/v3.0/oa/message/cs`, {
        method: 'POST',
        headers: { access_token, 'content-type': 'application/json' },
        body: JSON.stringify({ recipient: { user_id: event.sender?.id }, message: { text, attachment } }),
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  setZaloWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return server;
}
