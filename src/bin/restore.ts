/**
 * `npm run restore -- FILE`: a backup goes into the store that the settings name, of either engine; so it is the way from
 * one engine to the other too. The bot must be stopped. A store that is not empty is refused without `--force`.
 */
import { createReadStream, mkdirSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openAnyStore } from '../open-store.ts';
import { memberFiles } from '../store/member-files.ts';
import { restore, type Restored } from '../store/restore.ts';
import { argumentsOr, usage } from './arguments.ts';
import { explain, settingsOrExit } from './store-command.ts';

const now = () => Date.now();
const USAGE =
  'Cách dùng: npm run restore -- TỆP [--force]      (--force: thay hết những gì đang có trong kho)';

async function bring(path: string, force: boolean): Promise<Restored> {
  const config = settingsOrExit();
  await access(path);
  mkdirSync(config.dataDir, { recursive: true });
  const store = await openAnyStore(config, { now });
  try {
    const lines = () => createInterface({ input: createReadStream(path), crlfDelay: Infinity });
    const files = memberFiles(join(config.dataDir, 'files'));
    return await restore(store, lines, { at: now(), force, files });
  } finally {
    await store.close();
  }
}

const { values, positionals } = argumentsOr(USAGE, {
  allowPositionals: true,
  options: { force: { type: 'boolean' } },
});
const [path] = positionals;
if (!path || positionals.length > 1) usage(USAGE);

try {
  const { rows, files } = await bring(path, values.force === true);
  console.log(`Đã khôi phục ${rows} dòng và ${files} tệp của đoàn viên. Bây giờ hãy khởi động trợ lý.`);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
