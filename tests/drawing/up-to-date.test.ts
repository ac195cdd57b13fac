import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { flows } from '../../flows/index.ts';
import { loadContent } from '../../src/content/bundle.ts';
import { drawAll, namesFrom } from '../../src/drawing/index.ts';

const root = new URL('../../', import.meta.url);
const folder = new URL('docs/flows/', root);

describe('docs/flows', () => {
  it('is what `npm run flows` would draw from flows/ and content/wording/ now', async () => {
    const { bundle } = await loadContent(fileURLToPath(new URL('content', root)));
    const drawn = await drawAll(flows, namesFrom(flows, bundle.wording));
    const there = await readdir(folder);
    const stale: string[] = [];
    for (const [name, text] of drawn) {
      if (!there.includes(name) || (await readFile(new URL(name, folder), 'utf8')) !== text) stale.push(name);
    }
    stale.push(...there.filter((name) => !drawn.has(name)));
    expect(
      stale,
      'these differ from the flows and their words: run npm run flows and commit docs/flows',
    ).toEqual([]);
  });
});
