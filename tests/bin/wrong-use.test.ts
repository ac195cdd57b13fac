import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it.each(['ask', 'chat', 'backup', 'restore', 'misses'])(
  'npm run %s with an option that it does not have says in one line how it is used',
  (command) => {
    const { status, stderr } = spawnSync('node', ['--import', 'tsx', `src/bin/${command}.ts`, '--help'], {
      encoding: 'utf8',
    });
    expect(stderr).toMatch(new RegExp(`^Cách dùng: npm run .*${command}.*\n$`));
    expect(status).toBe(2);
  },
);
