import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as sdk from '../../src/zalo-oa-sdk/index.ts';

test('every function that the README names exists', () => {
  const readme = readFileSync(new URL('../../src/zalo-oa-sdk/README.md', import.meta.url), 'utf8');
  const table = readme.split('## Functions')[1]?.split('## Errors')[0] ?? '';
  const firstCells = table
    .split('\n')
    .flatMap((line) => (line.startsWith('| `') ? [line.split('|')[1] ?? ''] : []));
  const names = firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map((match) => match[1] ?? ''));
  expect(names.length).toBeGreaterThan(40);
  const client = sdk.createZaloClient({ appId: '1', appSecret: 's', tokens: sdk.memoryTokenStore() });
  const known = new Set([...Object.keys(sdk), ...Object.keys(client)]);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
  // And the other way: nothing of the client is left unsaid.
  expect(Object.keys(client).filter((name) => !names.includes(name))).toEqual([]);
});

test('it imports nothing but Node and itself', async () => {
  const { readdirSync } = await import('node:fs');
  const folder = new URL('../../src/zalo-oa-sdk/', import.meta.url);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const source = readFileSync(new URL(file, folder), 'utf8');
    const imports = [...source.matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? '');
    expect(
      imports.filter((name) => !/^(node:|\.\/[\w-]+\.ts$)/.test(name)),
      file,
    ).toEqual([]);
  }
});
