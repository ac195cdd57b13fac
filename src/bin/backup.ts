/**
 * `npm run backup -- FILE`: the whole store and members' files in one file, of one moment, while the bot serves. The file
 * has its name only when it is whole and on the disk; one of that name is replaced.
 */
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyStore } from '../open-store.ts';
import { backup } from '../store/backup.ts';
import { memberFiles } from '../store/member-files.ts';
import { argumentsOr, usage } from './arguments.ts';
import { explain, settingsOrExit, storeOrExit } from './store-command.ts';

const now = () => Date.now();
const USAGE = 'Cách dùng: npm run backup -- TỆP      (ví dụ: npm run backup -- sao-luu-2026-11-21.jsonl)';

async function write(path: string): Promise<{ lines: number; bytes: number }> {
  const config = settingsOrExit();
  storeOrExit(config);
  const beside = `${path}.tmp`;
  const file = await open(beside, 'w', 0o600);
  let lines = 0;
  let bytes = 0;
  try {
    try {
      for await (const text of inBlocks(
        backup(copyStore(config), now(), memberFiles(join(config.dataDir, 'files'))),
        () => lines++,
      )) {
        await file.writeFile(text);
        bytes += Buffer.byteLength(text);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return { lines, bytes };
}

/** Characters that are written at once: a write a line would be slow. */
const BLOCK = 1 << 18;

async function* inBlocks(lines: AsyncIterable<string>, onLine: () => void): AsyncGenerator<string> {
  let block = '';
  for await (const line of lines) {
    onLine();
    block += line;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield block;
}

const { positionals } = argumentsOr(USAGE, { allowPositionals: true });
const [path] = positionals;
if (!path || positionals.length > 1) usage(USAGE);

try {
  const { lines, bytes } = await write(path);
  console.log(`Đã sao lưu ${lines} dòng, ${(bytes / 2 ** 20).toFixed(1)} MB vào ${path}.`);
  console.log(
    'Tệp này có lời và số của đoàn viên, có cả khoá của các kênh: cất nơi chỉ người quản trị đọc được.',
  );
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
