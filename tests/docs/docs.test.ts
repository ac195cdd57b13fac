import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = [
  'README.md',
  'docs/architecture.md',
  'docs/dependencies.md',
  ...readdirSync('docs/decisions').map((name) => `docs/decisions/${name}`),
];

describe('the pages for builders', () => {
  it.each(pages)('%s: every link to a file leads somewhere', (page) => {
    // What stands between backticks is an example, not a link.
    const text = readFileSync(page, 'utf8').replace(/`[^`\n]*`/g, '');
    for (const [, target] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)) {
      expect(existsSync(join(dirname(page), target!)), `${page} → ${target}`).toBe(true);
    }
  });

  it('docs/architecture.md names every room of src', () => {
    const text = readFileSync('docs/architecture.md', 'utf8');
    const rooms = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const room of rooms) expect(text).toContain(`src/${room.name}/`);
  });

  it('docs/dependencies.md names every dependency, and nothing else', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const named = [...readFileSync('docs/dependencies.md', 'utf8').matchAll(/^\| `([^`]+)`/gm)].map(
      (match) => match[1],
    );
    expect(named.sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
  });

  it('versions are pinned exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^(npm:[a-z-]+@)?\d+\.\d+\.\d+(-beta\.\d+)?$/);
  });
});
