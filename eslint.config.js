/** Few rules, all of them on. The import law: which room may know which, with a sentence for whoever trips over it. */
import tseslint from 'typescript-eslint';

/** Folders of src and the house beside it; a room may import itself and what its law names. */
const ROOMS = [
  'core',
  'content',
  'answer',
  'store',
  'router',
  'channels',
  'zalo-oa-sdk',
  'sandbox',
  'app',
  'drawing',
  'rehearsal',
  'bin',
];

/** The index of date-fns loads each of its 250 files: a third of a second of every start. */
const SLOW = [
  { name: 'date-fns', message: "import the one function: `import { format } from 'date-fns/format'`." },
];

/** A law: files, rooms that they may not import, a sentence. */
function law(files, forbidden, message, extra = {}) {
  const group = forbidden.map((room) => `**/${room}/**`);
  return {
    files,
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group, message, ...extra }], paths: SLOW }],
    },
  };
}

const others = (...known) => ROOMS.filter((room) => !known.includes(room));

const laws = [
  law(
    ['src/core/**/*.ts'],
    [...others('core'), 'flows'],
    'core is pure and stands alone: no other room, no clock, no I/O. Hand in what it needs.',
  ),
  law(
    ['flows/**/*.ts'],
    others('core'),
    'a flow imports core only: it says ids of content/wording and names services, it reaches for nothing.',
  ),
  law(
    ['src/answer/**/*.ts'],
    [...others('core', 'answer'), 'flows'],
    'answer imports core only: it gets entries and lexicon handed in.',
  ),
  law(
    ['src/content/**/*.ts'],
    [...others('core', 'content'), 'flows'],
    'content reads files into a bundle; it knows core and no other room.',
  ),
  law(
    ['src/store/**/*.ts'],
    [...others('core', 'store'), 'flows'],
    'a store engine keeps rows; it knows core types and no other room.',
  ),
  law(
    ['src/router/**/*.ts'],
    [...others('core', 'router'), 'flows'],
    'the router knows updates and messages of core, no channel and no flow.',
  ),
  law(
    ['src/channels/telegram/**/*.ts'],
    [...others('core', 'channels'), 'zalo', 'flows'],
    'a channel imports core and its own library; never the store, another channel, or the app.',
  ),
  law(
    ['src/channels/zalo/**/*.ts'],
    [...others('core', 'channels', 'zalo-oa-sdk'), 'telegram', 'flows'],
    'a channel imports core and its own SDK; never the store, another channel, or the app.',
  ),
  law(
    ['src/zalo-oa-sdk/**/*.ts'],
    [...ROOMS.filter((room) => room !== 'zalo-oa-sdk'), 'flows'],
    'zalo-oa-sdk knows Zalo and Node and nothing of us: it could be published as it stands.',
  ),
  law(
    ['src/sandbox/**/*.ts'],
    [...others('core', 'sandbox'), 'flows'],
    'the sandbox stands in for the platforms: it must know neither the channels nor the SDK, so that one misunderstanding cannot sit on both sides.',
  ),
  law(
    ['src/drawing/**/*.ts'],
    [...others('core', 'drawing'), 'flows'],
    'drawing gets flows handed in and knows core only.',
  ),
  law(
    ['src/rehearsal/**/*.ts'],
    ['telegram', 'zalo', 'zalo-oa-sdk', 'sandbox', 'lowdb', 'postgres', 'drawing', 'bin', 'flows'],
    'a rehearsal plays on the app through its ports: channels, engine and flows are handed in by src/rehearse.ts.',
  ),
  law(
    ['src/app/**/*.ts'],
    ['telegram', 'zalo', 'zalo-oa-sdk', 'sandbox', 'lowdb', 'postgres', 'drawing', 'bin', 'flows'],
    'app knows ports only: concrete channels, engines and the list of flows come from main.',
  ),
];

export default tseslint.config(
  { ignores: ['node_modules/**', 'bench/node_modules/**', 'coverage/**', 'data/**', 'docs/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.ts', 'flows/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }] },
  },
  {
    files: ['src/core/**/*.ts', 'flows/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'core and flows have no clock: `at` comes with the update.',
        },
        {
          object: 'Math',
          property: 'random',
          message: 'core and flows have no chance: ids come with the update.',
        },
      ],
      'no-restricted-globals': ['error', { name: 'process', message: 'core and flows have no environment.' }],
    },
  },
  ...laws,
);
