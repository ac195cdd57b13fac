/** `npm run flows`: draws every flow into docs/flows/, and takes away the drawings of flows that are no more. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flows } from '../../flows/index.ts';
import { loadContent } from '../content/bundle.ts';
import { drawAll, namesFrom } from '../drawing/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'docs', 'flows');

// The house's own words, whatever CONTENT_DIR says: the drawings are part of the documents.
const { bundle } = await loadContent(join(root, 'content'));
const files = await drawAll(flows, namesFrom(flows, bundle.wording));

await mkdir(folder, { recursive: true });
for (const name of await readdir(folder)) {
  if (!files.has(name)) await rm(join(folder, name));
}
for (const [name, text] of files) await writeFile(join(folder, name), text);
console.log(`${flows.size} flows drawn: ${files.size} files in docs/flows/.`);
