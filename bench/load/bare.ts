/**
 * A bare grammY bot with the same form: its session in a file or in PostgreSQL by grammY's own adapters, one answer an update.
 * It answers from within the handler, saves the session afterwards, and knows an update again by the session's last number.
 */
import { mkdir, open, rename } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Bot, session, webhookCallback } from 'grammy';
import type { Context, SessionFlavor, StorageAdapter } from 'grammy';
import pg from 'pg';
import { QUESTIONS } from './form.ts';
import { serveSide } from './side.ts';
import type { Begin } from './side.ts';

interface Session {
  step: number;
  answers: Record<string, string>;
  last: number;
}
type BareContext = Context & SessionFlavor<Session>;

/** The peers are there only when bench's own package is installed. */
const peer = async <T>(name: string): Promise<T> => (await import(name)) as T;

async function storageOf({ storage, dir, databaseUrl }: Begin): Promise<StorageAdapter<Session>> {
  if (storage === 'PostgreSQL') {
    type Psql = { PsqlAdapter: { create(o: { tableName: string; client: unknown }): Promise<StorageAdapter<Session>> } }; // prettier-ignore
    const { PsqlAdapter } = await peer<Psql>('@grammyjs/storage-psql');
    // As many connections as ours has.
    const client = new pg.Pool({ connectionString: databaseUrl, max: 15 });
    return PsqlAdapter.create({ tableName: 'sessions', client });
  }
  type Files = { FileAdapter: new (options: { dirName: string }) => StorageAdapter<Session> };
  const { FileAdapter } = await peer<Files>('@grammyjs/storage-file');
  const files = new FileAdapter({ dirName: dir });
  return storage === 'file' ? files : durable(files, dir);
}

/** The adapter's files, but whole and on the disk when the update is answered: what it takes to lose nothing at a power cut. */
function durable(files: StorageAdapter<Session>, dir: string): StorageAdapter<Session> {
  return {
    read: (key) => files.read(key),
    delete: (key) => files.delete(key),
    async write(key, value) {
      const folder = join(dir, key.slice(-2));
      await mkdir(folder, { recursive: true });
      const path = join(folder, `${key}.json`);
      const file = await open(`${path}.tmp`, 'w');
      await file.writeFile(JSON.stringify(value, null, '\t'));
      await file.datasync();
      await file.close();
      await rename(`${path}.tmp`, path);
      const parent = await open(folder);
      await parent.sync();
      await parent.close();
    },
  };
}

serveSide(async (begin) => {
  const bot = new Bot<BareContext>(begin.token, { client: { apiRoot: begin.apiRoot } });
  const initial = (): Session => ({ step: 0, answers: {}, last: 0 });
  bot.use(session({ initial, storage: await storageOf(begin) }));
  bot.on('message:text', async (ctx) => {
    const { session } = ctx;
    if (ctx.update.update_id <= session.last) return;
    session.last = ctx.update.update_id;
    if (ctx.message.text.startsWith('/')) Object.assign(session, { step: 0, answers: {} });
    else session.answers[`step-${session.step}`] = ctx.message.text;
    const { text, rows } = QUESTIONS[session.step++ % QUESTIONS.length]!;
    const inline_keyboard = rows.map((row) => row.map((label) => ({ text: label, callback_data: label.slice(0, 20) }))); // prettier-ignore
    await ctx.reply(text, inline_keyboard.length > 0 ? { reply_markup: { inline_keyboard } } : {});
  });
  await bot.init();
  const handle = webhookCallback(bot, 'http', { secretToken: begin.secret });
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, path: '/', waiting: () => Promise.resolve(0) };
});
