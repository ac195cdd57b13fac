import { expect, it } from 'vitest';
import { post, start } from './setup.ts';

it('serves the page under a policy that lets in nothing but its own scripts, styles, files and calls', async () => {
  const { routes } = await start();
  const answer = await routes.request('/');
  const policy = answer.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(policy).toContain("default-src 'none'; script-src 'self' 'nonce-");
  for (const rule of [
    "style-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ])
    expect(policy.split('; ')).toContain(rule);
  expect(policy).not.toContain('unsafe');
  const page = await answer.text();
  expect(page).toContain(`<script type="importmap" nonce="${nonce}">`);
  const again = (await routes.request('/')).headers.get('content-security-policy');
  expect(again).not.toBe(policy);
});

it.each(['/', '/sandbox/page/app.js', '/sandbox/faults', '/sandbox/nothing'])(
  'sends its headers with %s',
  async (path) => {
    const { routes } = await start();
    const { headers } = await routes.request(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  },
);

it('serves every module that its modules import, and no other file', async () => {
  const { routes } = await start();
  const seen = new Set<string>();
  const waiting = ['/sandbox/page/app.js'];
  const vendor = /"(preact|preact\/hooks|htm)":"([^"]+)"/g;
  const page = await (await routes.request('/')).text();
  const names = new Map([...page.matchAll(vendor)].map(([, name, address]) => [name, address] as const));
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const answer = await routes.request(at);
    expect([at, answer.status]).toEqual([at, 200]);
    for (const [, name] of (await answer.text()).matchAll(/from\s*['"]([^'"]+)['"]/g)) {
      const address = names.get(name) ?? new URL(name!, `http://localhost${at}`).pathname;
      waiting.push(address);
    }
  }
  expect(seen.size).toBeGreaterThan(10);
  for (const [, address] of page.matchAll(/href="([^"]+)"/g))
    expect((await routes.request(address!)).status).toBe(200);
  for (const path of [
    '../index.ts',
    '..%2findex.ts',
    '%2e%2e/index.ts',
    'index.html',
    'app.js/../../people.ts',
  ])
    expect((await routes.request(`/sandbox/page/${path}`)).status).toBe(404);
});

const SAY = 'phones/member-telegram/say';

it.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a neighbour port', { 'sec-fetch-site': 'same-site' }, 403],
  ['a foreign origin', { origin: 'https://evil.example' }, 403],
  ['an origin without a name', { origin: 'null' }, 403],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['plain text', { 'content-type': 'text/plain' }, 415],
  ['a rebound name', { host: 'evil.example' }, 403],
])('refuses a POST of %s, and the phone says nothing', async (_, headers, status) => {
  const sandbox = await start();
  const host = (headers as { host?: string }).host ?? 'localhost';
  const answer = await sandbox.routes.request(`http://${host}/sandbox/${SAY}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ text: 'chào' }),
  });
  expect(answer.status).toBe(status);
  expect(sandbox.phone('member-telegram').bubbles()).toEqual([]);
});

it('takes a POST of the page itself, on an address, on localhost and on a name that it was given', async () => {
  const sandbox = await start({ hosts: ['may-chu.test'] });
  for (const host of ['127.0.0.1:3000', 'localhost:3000', 'may-chu.test'])
    expect(
      (
        await sandbox.routes.request(`http://${host}/sandbox/${SAY}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            host,
            origin: `http://${host}`,
            'sec-fetch-site': 'same-origin',
          },
          body: JSON.stringify({ text: host }),
        })
      ).status,
    ).toBe(200);
  expect(sandbox.phone('member-telegram').bubbles()).toHaveLength(3);
});

it('answers bad bodies with 400 and 413', async () => {
  const sandbox = await start();
  expect((await post(sandbox, SAY, '{"text":')).status).toBe(400);
  expect((await post(sandbox, SAY, '["chào"]')).status).toBe(400);
  expect((await post(sandbox, SAY, { text: '   ' })).status).toBe(400);
  const long = JSON.stringify({ text: 'a'.repeat(300_000) });
  expect((await post(sandbox, SAY, long, { 'content-length': String(long.length) })).status).toBe(413);
});
