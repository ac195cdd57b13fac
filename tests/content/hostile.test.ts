import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, faq } from './folder.ts';

const WELL_FORMED = /^content(\/|$)/;

/** Signs that mean something to YAML, Markdown or Unicode, in any order. */
const sign = fc.constantFrom(
  '---\n',
  '\n',
  ': ',
  ':',
  '- ',
  '  ',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '#',
  '|',
  '>',
  '&a',
  '*a',
  '!x',
  '? ',
  '%',
  '\t',
  '\r\n',
  '## ',
  '## Zalo\n',
  '<!--',
  '-->',
  '- [a](b)',
  '[[',
  ']]',
  '(faq:',
  ')',
  '\u0301',
  '\uFEFF',
  '\u0000',
  '\uD83D\uDE00',
  '\uD83D',
  'cau_hoi',
  'nguon',
  'ma',
  '__proto__',
  'constructor',
  '<<',
  'ế',
  'sốt',
  '2026-02-30',
  '{name}',
);
const text = fc.array(sign, { maxLength: 60 }).map((signs) => signs.join(''));
const bytes = fc.uint8Array({ maxLength: 200 });
const NAMES = [
  'faq/a.md',
  'guidance/5k/a.md',
  'policies/a.md',
  'wording/a.md',
  'lexicon/a.yml',
  'organization.yml',
  'calendar.yml',
  'phase.yml',
  'contacts.yml',
  'categories.yml',
];

async function survives(
  content: string | Uint8Array,
  around = (it: string | Uint8Array) => it,
): Promise<void> {
  const { faults } = await check(Object.fromEntries(NAMES.map((name) => [name, around(content)])));
  for (const { path, line, column, message } of faults) {
    expect(path).toMatch(WELL_FORMED);
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(message).not.toBe('');
  }
}

describe('whatever is in a file', () => {
  it('random bytes are faults, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, (content) => survives(content)),
      { numRuns: 60 },
    );
  });

  it('random YAML and Markdown likewise', async () => {
    await fc.assert(
      fc.asyncProperty(text, (content) => survives(content)),
      { numRuns: 150 },
    );
  });

  it('random text inside a right header likewise', async () => {
    const around = (content: string | Uint8Array) =>
      faq({ cach_hoi_khac: String(content), x: '' }, String(content));
    await fc.assert(
      fc.asyncProperty(text, (content) => survives(content, around)),
      { numRuns: 100 },
    );
  });

  // The YAML parser recurses: 20,000 open brackets abort the whole process.
  it.each([
    ['brackets', '['.repeat(20_000)],
    ['braces', '{a: '.repeat(20_000)],
    ['dashes', '- '.repeat(20_000)],
    ['question marks', '? '.repeat(20_000)],
    ['keys of keys', 'a: '.repeat(20_000)],
    ['layers', Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['thirty-nine colons', `${'a: '.repeat(39)}b`],
    ['open comments', '<!--\n'.repeat(5_000)],
    ['braces of placeholders', '## a\n{a}'.repeat(5_000)],
  ])('%s without end are told, and in the time of the test', async (_what, content) => {
    await survives(content);
  });

  it('control characters never reach a terminal', async () => {
    const { faults } = await check({ 'faq/a.md': faq({ chu_de: '\u001b[31mx' }) });
    expect(faults.length).toBeGreaterThan(0);
    for (const { frame, message } of faults) expect(`${frame}${message}`).not.toContain('\u001b');
  });
});
