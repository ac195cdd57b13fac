/** One exchange over HTTP: a time limit, a parsed body, and an honest word about what may have happened. */
import { ZaloApiError, type ZaloErrorClass } from './errors.ts';
import { isObject, parseLossless, type Json } from './json.ts';

export interface Http {
  fetch: typeof fetch;
  /** Milliseconds for the whole exchange, body included. */
  timeoutMs: number;
}

export interface HttpCall {
  method: 'GET' | 'POST';
  url: string;
  /** For errors and logs: method and path, without the query. */
  endpoint: string;
  headers: Record<string, string>;
  body?: string | FormData | undefined;
  /** Repeating it could do it twice: an unclear end is `unknown_outcome`. */
  sends: boolean;
}

export interface HttpReply {
  status: number;
  headers: Headers;
  body: Json;
}

// Failures that happen before a byte of the request is written (Node's and undici's codes).
const BEFORE_WRITING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|.*_CERT(_.*)?|.*SELF_SIGNED.*)$/;

const REMEDY: Partial<Record<ZaloErrorClass, string>> = {
  unknown_outcome: 'Do not send again: look for the echo webhook or the conversation first.',
  transient: 'Try again later.',
  protocol: 'Check the root address and the state of Zalo; a gateway may have answered.',
};

/** Throws ZaloApiError: `transient`, `unknown_outcome` or `protocol`. Zalo's own errors are in the body: the caller's part. */
export async function exchange(http: Http, call: HttpCall): Promise<HttpReply> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), http.timeoutMs);
  let status: number | undefined;
  try {
    const response = await http.fetch(call.url, {
      method: call.method,
      headers: call.headers,
      body: call.body ?? null,
      signal: abort.signal,
      // A redirect would carry the access_token header to another host.
      redirect: 'manual',
    });
    status = response.status;
    const text = await response.text();
    return { status, headers: response.headers, body: read(text, status, call) };
  } catch (error) {
    if (error instanceof ZaloApiError) throw error;
    throw broken(call, abort.signal.aborted ? 'timeout' : networkCode(error), status);
  } finally {
    clearTimeout(timer);
  }
}

function read(text: string, status: number, call: HttpCall): Json {
  if (status >= 500)
    throw failure(call, call.sends ? 'unknown_outcome' : 'transient', `HTTP ${status}`, status);
  if (status === 408) throw failure(call, call.sends ? 'unknown_outcome' : 'transient', 'HTTP 408', status);
  if (status >= 300 && status < 400) throw failure(call, 'protocol', `redirect, HTTP ${status}`, status);
  let body: unknown;
  try {
    body = parseLossless(text);
  } catch {
    body = undefined;
  }
  if (isObject(body)) return body;
  // 401 and 429 say enough without a body; every other 4xx was refused, so nothing was sent.
  if (status === 401 || status === 429) return {};
  const kind = text.trim() === '' ? 'empty body' : /^\s*</.test(text) ? 'HTML' : 'truncated or no JSON';
  throw failure(
    call,
    call.sends && status < 400 ? 'unknown_outcome' : 'protocol',
    `${kind}, HTTP ${status}`,
    status,
  );
}

function broken(call: HttpCall, code: string, status: number | undefined): ZaloApiError {
  const written = status !== undefined || !BEFORE_WRITING.test(code);
  return failure(call, written && call.sends ? 'unknown_outcome' : 'transient', code, status);
}

function failure(call: HttpCall, errorClass: ZaloErrorClass, reason: string, status?: number): ZaloApiError {
  const facts = { class: errorClass, reason, endpoint: call.endpoint, remedy: REMEDY[errorClass] ?? '' };
  return new ZaloApiError(status === undefined ? facts : { ...facts, httpStatus: status });
}

function networkCode(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code;
  }
  return 'network error';
}
