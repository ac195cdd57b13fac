import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const FOLDER = fileURLToPath(new URL('./page/', import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** Only what is listed here is served; no path from outside ever reaches the disk. */
const ASSETS = [
  'app.js',
  'attach.js',
  'bar.js',
  'bubble.js',
  'clock.js',
  'composer.js',
  'feed.js',
  'html.js',
  'icons.js',
  'inspector.js',
  'json.js',
  'menu.js',
  'phone.js',
  'rich-text.js',
  'send.js',
  'base.css',
  'bar.css',
  'entry.css',
  'phone.css',
  'telegram.css',
  'zalo.css',
  'inspector.css',
  'favicon.svg',
];

const VENDOR: Record<string, string> = {
  'preact.js': resolve('preact'),
  'preact-hooks.js': resolve('preact/hooks'),
  // `require` is given the CommonJS build; the module lies beside it.
  'htm.js': join(dirname(resolve('htm')), 'htm.module.js'),
};

const IMPORTS = {
  preact: '/sandbox/vendor/preact.js',
  'preact/hooks': '/sandbox/vendor/preact-hooks.js',
  htm: '/sandbox/vendor/htm.js',
};

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** GET / and the files under it: plain modules, nothing built, nothing from another host. */
export function createPageRoutes(): Hono {
  const app = new Hono();
  app.get('/', (c) => {
    const nonce = randomBytes(16).toString('base64');
    c.header('Content-Security-Policy', policy(nonce));
    return c.html(
      readFileSync(join(FOLDER, 'index.html'), 'utf8')
        .replaceAll('%NONCE%', nonce)
        .replace('%IMPORTS%', JSON.stringify({ imports: IMPORTS })),
    );
  });
  for (const name of ASSETS) serveAsset(app, `/sandbox/page/${name}`, join(FOLDER, name));
  for (const [name, path] of Object.entries(VENDOR)) serveAsset(app, `/sandbox/vendor/${name}`, path);
  return app;
}

function serveAsset(app: Hono, address: string, path: string): void {
  const type = TYPES[path.slice(path.lastIndexOf('.') + 1).replace('mjs', 'js')]!;
  app.get(address, (c) =>
    c.body(readFileSync(path, 'utf8'), 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }),
  );
}

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
