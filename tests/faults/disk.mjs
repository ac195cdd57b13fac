/**
 * Loaded before the bot: a disk that says what it has for good, is slow to say so, and may fail at it. In place of a preloaded
 * library and of strace, so that it runs on every machine. SYNCED: the file that gets a line `path TAB bytes` for each sync,
 * before anybody hears of it; SLOW_SYNC: ms; FAIL_SYNC: the number of the sync that fails.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

const { SYNCED, SLOW_SYNC = '0', FAIL_SYNC = '0' } = process.env;
const { open } = fs.promises;
let syncs = 0;

const note = (path, bytes) => fs.appendFileSync(SYNCED, `${path}\t${bytes}\n`);

fs.promises.open = async (path, ...rest) => {
  const file = await open(path, ...rest);
  // What a process finds when it opens a file has outlived the one before.
  note(path, (await file.stat()).size);
  for (const name of ['sync', 'datasync']) {
    const sync = file[name].bind(file);
    file[name] = async () => {
      const { size } = await file.stat();
      await pause(Number(SLOW_SYNC));
      if (++syncs === Number(FAIL_SYNC)) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
      await sync();
      note(path, size);
    };
  }
  return file;
};
syncBuiltinESMExports();
