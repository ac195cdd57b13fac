import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/** Bytes of one request of the page: room for a text of 10,000 characters and more. */
const BODY_BYTES = 256 * 1024;

/** Headers of everything that the sandbox answers. The page has a policy of its own beside them. */
export const safeHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cross-Origin-Resource-Policy', 'same-origin');
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  if (!c.res.headers.has('Content-Security-Policy'))
    c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
};

/**
 * Lets in only who asks this machine by a name that no stranger's DNS can point here: an address, `localhost`, or a
 * name given in `hosts`. Without it any web page could rebind its own name to loopback and hold the phones.
 */
export function knownHost(hosts: readonly string[]): MiddlewareHandler {
  const known = new Set(['localhost', ...hosts.map((host) => host.toLowerCase())]);
  return async (c, next) => {
    const { hostname } = new URL(c.req.url);
    const address = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i.test(hostname);
    if (address || known.has(hostname.toLowerCase())) return next();
    return c.json({ error: 'Hãy mở trang này bằng địa chỉ http://127.0.0.1 hoặc http://localhost.' }, 403);
  };
}

/**
 * Every POST: from the page itself, as JSON. Browsers say where a request comes from (Fetch Metadata, `Origin`); a
 * client that says nothing is no browser and carries nobody's rights.
 */
export const fromThePage: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  const foreign =
    (site !== undefined && site !== 'same-origin') || (origin !== undefined && !isAt(origin, host));
  if (foreign) return c.json({ error: 'Chỉ nhận yêu cầu từ chính trang này.' }, 403);
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type))
    return c.json({ error: 'Cần content-type: application/json.' }, 415);
  return next();
};

function isAt(origin: string, host: string): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}

export const smallBody: MiddlewareHandler = bodyLimit({
  maxSize: BODY_BYTES,
  onError: (c) => c.json({ error: `Yêu cầu quá dài (tối đa ${BODY_BYTES} byte).` }, 413),
});
