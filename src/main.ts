/** Starts the bot: settings, content, store, channels, HTTP; and the sandbox when no channel is set. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { assembleBot } from './assemble.ts';
import type { RunningBot } from './assemble.ts';
import { openContent } from './assemble-content.ts';
import { createLog, errorLine } from './app/log.ts';
import { formatFault } from './content/fault.ts';
import { readConfig } from './config.ts';

/** SIGTERM: what is in hand is finished within this time, ms. */
const LONGEST_STOP = 9_000;
const WRONG_SETTINGS = 2;

const read = readConfig(process.env);
if (!read.ok) {
  for (const problem of read.problems) console.error(problem);
  process.exit(WRONG_SETTINGS);
}
const { config } = read;
const log = createLog(config.logLevel);
const now = () => Date.now();

const content = await openContent(config, now, log);
if ('refused' in content) {
  for (const fault of content.refused) console.error(formatFault(fault));
  console.error(
    `${config.contentDir}: ${content.refused.length} lỗi. Sửa rồi khởi động lại; npm run content kiểm tra tất cả.`,
  );
  process.exit(1);
}
const { known, follow, stop: stopContent } = content;
const fatal = () => setTimeout(() => process.exit(1), 100).unref();

async function openBot(settings: Parameters<typeof assembleBot>[0], clock = now): Promise<RunningBot> {
  try {
    return await assembleBot(settings, known, clock, log, fatal);
  } catch (error) {
    console.error(errorLine(error));
    process.exit(1);
  }
}

const bots: RunningBot[] = [];
const site = new Hono();
const hasChannel = Boolean(config.telegram ?? config.zalo);
let closeSandbox: (() => Promise<void>) | undefined;

if (hasChannel) {
  const bot = await openBot({
    dataDir: config.dataDir,
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
    ...(config.publicUrl ? { publicUrl: config.publicUrl } : {}),
    ...(config.telegram ? { telegram: config.telegram } : {}),
    ...(config.zalo ? { zalo: config.zalo } : {}),
  });
  bots.push(bot);
  const code = await bot.app.adminCode(config.adminCode);
  if (code && !config.adminCode) console.log(`Mã quản trị đầu tiên (dùng một lần): /canbo ${code}`);
  site.route('/', bot.routes);
}

if (config.sandbox) {
  const { startSandbox } = await import('./sandbox-bot.ts');
  const sandbox = await startSandbox({ config, knowledge: known, now, log, openBot, alone: !hasChannel });
  bots.push(sandbox.bot);
  closeSandbox = sandbox.close;
  site.route('/', sandbox.routes);
}

const server = serve({ fetch: site.fetch, hostname: config.host, port: config.port }, (address) => {
  log.info({ port: address.port }, 'listening');
  if (config.sandbox) console.log(`Sát Cánh, bản giả lập: http://${config.host}:${address.port}/`);
});
server.on('error', (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `PORT: ${config.port} is in use by another program; choose another one`
      : errorLine(error),
  );
  process.exit(1);
});
for (const bot of bots) await bot.start();
follow(bots.map(({ store }) => store));

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), LONGEST_STOP).unref();
  server.close();
  await stopContent();
  for (const bot of bots) await bot.stop();
  await closeSandbox?.();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
