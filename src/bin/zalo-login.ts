/**
 * `npm run zalo:login`: the OA grants the app, and the bot's store gets the new pair of tokens. The embedded store belongs to one
 * process, so a bot on it must be stopped; on DATABASE_URL it runs on and takes the new pair up by itself. Nothing that is secret
 * is printed.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { keptValue } from '../app/kept.ts';
import { LOGIN, TOKENS } from '../assemble-zalo.ts';
import { loginDone, waitingLogin } from '../channels/zalo/login.ts';
import { createTokenStore } from '../channels/zalo/tokens.ts';
import { readConfig } from '../config.ts';
import type { ZaloSettings } from '../config.ts';
import { openStore } from '../open-store.ts';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { createZaloClient, readCallback, ZaloError } from '../zalo-oa-sdk/index.ts';

const WRONG_SETTINGS = 2;
const now = () => Date.now();

/** `shared`: other processes may have the store open. */
async function login(store: Store, zalo: ZaloSettings, redirectUri: string, shared: boolean): Promise<void> {
  const { appId, appSecret, apiRoot, oauthRoot } = zalo;
  const waiting = keptValue(store, LOGIN, now);
  const { url, state, verifier } = await waitingLogin(waiting, { appId, oauthRoot, redirectUri });
  console.log('1. Mở địa chỉ này trong trình duyệt đã đăng nhập bằng tài khoản quản trị viên của OA:\n');
  console.log(`${url}\n`);
  console.log(
    '2. Bấm đồng ý. Trình duyệt được đưa tới một địa chỉ khác; trang ấy có báo lỗi cũng không sao.',
  );
  console.log('3. Trong vòng 10 phút, chép nguyên địa chỉ trên thanh địa chỉ, dán vào đây rồi bấm Enter.\n');
  const answer = await ask('Địa chỉ: ');
  const { code, oaId } = readCallback(answer, state);
  if (zalo.oaId && oaId && oaId !== zalo.oaId) {
    throw new ZaloError(
      'config',
      'Zalo login: another OA was granted than ZALO_OA_ID',
      'Choose the right OA on the page, or correct ZALO_OA_ID.',
    );
  }
  const tokens = createTokenStore(keptValue(store, TOKENS, now), now, randomUUID);
  const client = createZaloClient({ appId, appSecret, apiRoot, oauthRoot, tokens, now });
  const { refreshDaysLeft } = await client.login(code, verifier);
  await loginDone(waiting);
  console.log(
    `\nXong. Quyền mới đã được cất, sống khoảng ${refreshDaysLeft} ngày và tự đổi khi trợ lý chạy.`,
  );
  console.log(
    shared
      ? 'Trợ lý đang chạy tự nhận quyền mới; trợ lý đang dừng thì khởi động lại.'
      : 'Bây giờ hãy khởi động lại trợ lý.',
  );
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const given = await lines.question(question).finally(() => lines.close());
  return given.trim();
}

function explain(error: unknown): string {
  if (error instanceof StoreError && error.fault === 'locked') {
    return `Trợ lý đang chạy và giữ kho dữ liệu. Hãy dừng nó rồi chạy lại lệnh này; tin của đoàn viên đến lúc ấy sẽ được Zalo gửi lại.`;
  }
  if (error instanceof ZaloError || error instanceof StoreError) return error.message;
  return `Không làm được: ${error instanceof Error ? error.name : 'lỗi lạ'}.`;
}

async function main(): Promise<number> {
  const read = readConfig(process.env);
  if (!read.ok) {
    for (const problem of read.problems) console.error(problem);
    return WRONG_SETTINGS;
  }
  const { zalo, dataDir } = read.config;
  if (!zalo) {
    console.error('ZALO_APP_ID, ZALO_APP_SECRET, ZALO_OA_SECRET: are missing');
    return WRONG_SETTINGS;
  }
  if (!zalo.callbackUrl) {
    console.error('ZALO_CALLBACK_URL: is missing; set it to the Callback URL, exactly as in Zalo’s console');
    return WRONG_SETTINGS;
  }
  let store: Store | undefined;
  try {
    mkdirSync(dataDir, { recursive: true });
    store = await openStore(read.config, { now });
    await login(store, zalo, zalo.callbackUrl, read.config.databaseUrl !== undefined);
    return 0;
  } catch (error) {
    console.error(`\n${explain(error)}`);
    return 1;
  } finally {
    await store?.close();
  }
}

process.exit(await main());
