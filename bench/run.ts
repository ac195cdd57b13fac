/** `npm run bench -- PART [--json] [--save]`: runs one benchmark. Without PART it lists them. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

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
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) return;
  process.stderr.write('Installing the peers in bench/ …\n');
  // npm's own lines go to stderr, so that --json stays clean.
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 2, 2] });
}

async function main(args: readonly string[]): Promise<number> {
  const [name] = args.filter((each) => !each.startsWith('--'));
  const flags = args.filter((each) => each.startsWith('--'));
  const unknown = flags.find((each) => each !== '--json' && each !== '--save');
  if (name === undefined || unknown !== undefined || !parts().includes(name)) {
    if (unknown !== undefined) process.stderr.write(`Unknown option ${unknown}.\n`);
    else if (name !== undefined) process.stderr.write(`There is no benchmark "${name}".\n`);
    process.stdout.write(`Usage: npm run bench -- PART [--json] [--save]\nParts: ${parts().join(', ')}\n`);
    return name === undefined && unknown === undefined ? 0 : 2;
  }
  installPeers();
  const part = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as Part;
  await part.run({ json: flags.includes('--json'), save: flags.includes('--save') });
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
