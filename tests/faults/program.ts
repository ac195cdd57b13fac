/**
 * The bot as one file: a hundred starts would spend more time on loading 500 modules than on what they are to show.
 * The same source and the same Node; `npm start`'s own command is what the other tests of the whole bot run.
 */
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Esbuild {
  build(options: object): Promise<unknown>;
}
interface Build {
  onLoad(options: { filter: RegExp }, load: (file: { path: string }) => object): void;
}

/** tsx brings it, and compiles with it at every start. */
const esbuild = createRequire(import.meta.resolve('tsx'))('esbuild') as Esbuild;

/** Modules that look for files beside themselves go on to find them. */
const inPlace = {
  name: 'in-place',
  setup(build: Build) {
    build.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
    }));
  },
};

/** Arguments of node that run the bot. */
export async function oneFileProgram(): Promise<readonly string[]> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'satcanh-program-')), 'bot.mjs');
  await esbuild.build({
    entryPoints: ['src/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['pg-native'],
    // node-fetch knows an AbortSignal by the name of its class.
    keepNames: true,
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    plugins: [inPlace],
    logLevel: 'error',
  });
  return [outfile];
}
