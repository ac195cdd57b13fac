import { expect, it } from 'vitest';
import { createFiles } from '../../src/app/files.ts';
import type { Store } from '../../src/store/store.ts';

it('a store that is away when files are looked for does not end the process: it had, with nobody to hear the error', async () => {
  const said: string[] = [];
  const away = () => Promise.reject(new Error('PostgreSQL cannot be reached'));
  const note = (_: object, message: string) => void said.push(message);
  const files = createFiles({
    dir: 'nowhere',
    store: { read: away, commit: away } as unknown as Store,
    channels: new Map(),
    now: () => 0,
    log: { debug: note, info: note, warn: note, error: note },
  });
  await files.copyWaiting();
  await files.copyWaiting();
  expect(said).toEqual(Array(2).fill('files to copy could not be looked for; tried again soon'));
});
