/** `npm run bench -- PART [--json] [--save]`: runs one benchmark. Without PART: a turn of the hardship form; `--list` names them all. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import versions from './package.json' with { type: 'json' };

export interface Options {
  /** Figures for a machine on stdout, instead of the table. */
  json: boolean;
  /** Put the table into docs/benchmarks.md. */
  save: boolean;
}

/** What each `bench/PART.ts` exports. */
export interface Part {
  run(options: Options): Promise<void>;
}

/** What the product stands or falls with. */
const DEFAULT_PART = 'turn';
/** Only these need the peers of bench's own package. */
const WITH_PEERS = ['router', 'faq', 'store', 'load'];

const folder = dirname(fileURLToPath(import.meta.url));

function parts(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (each) => each.isFile() && each.name.endsWith('.ts') && !['run.ts', 'report.ts'].includes(each.name),
    )
    .map((each) => each.name.slice(0, -'.ts'.length));
}

/** The peers live in bench's own package. */
function installPeers(): void {
  const names = Object.keys(versions.dependencies);
  if (names.every((name) => existsSync(join(folder, 'node_modules', name, 'package.json')))) return;
  process.stderr.write('Installing the peers in bench/ …\n');
  // npm's own lines go to stderr, so that --json stays clean.
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] });
}

async function main(args: readonly string[]): Promise<number> {
  const list = args.includes('--list');
  const name = args.find((each) => !each.startsWith('--')) ?? (list ? undefined : DEFAULT_PART);
  const flags = args.filter((each) => each.startsWith('--'));
  const unknown = flags.find((each) => !['--json', '--save', '--list'].includes(each));
  if (list || name === undefined || unknown !== undefined || !parts().includes(name)) {
    if (unknown !== undefined) process.stderr.write(`Unknown option ${unknown}.\n`);
    else if (!list && name !== undefined) process.stderr.write(`There is no benchmark "${name}".\n`);
    process.stdout.write(`Usage: npm run bench -- PART [--json] [--save]\nParts: ${parts().join(', ')}\n`);
    return list && unknown === undefined ? 0 : 2;
  }
  if (WITH_PEERS.includes(name)) installPeers();
  const part = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as Part;
  await part.run({ json: flags.includes('--json'), save: flags.includes('--save') });
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
