/** A token store in a folder, for tests with several processes: a lock by mkdir, a save by rename. */
import { mkdir, readFile, rename, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TokenState, TokenStore } from '../../src/zalo-oa-sdk/index.ts';

export function fileTokenStore(folder: string): TokenStore {
  const file = join(folder, 'tokens.json');
  const lock = join(folder, 'lock');
  const load = async (): Promise<TokenState | undefined> => {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as TokenState);
  };
  return {
    load,
    async save(state, expectedGeneration) {
      if (((await load())?.generation ?? 0) !== expectedGeneration) return false;
      const next = `${file}.${process.pid}`;
      await writeFile(next, JSON.stringify(state));
      await rename(next, file);
      return true;
    },
    async lock() {
      try {
        await mkdir(lock);
      } catch {
        return undefined;
      }
      return { release: async () => await rmdir(lock) };
    },
  };
}
