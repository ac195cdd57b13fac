/** The parameters of a request, in any of the platform's ways: query, JSON, form, multipart (Bot API, "Making requests"). */
import { readMultipart } from './multipart.ts';
import type { RawCall } from './parameters.ts';

/** An unreadable body comes back as an error, to be refused in the order in which the platform refuses. */
export async function readCall(request: Request): Promise<RawCall | Error> {
  const values: Record<string, unknown> = Object.fromEntries(new URL(request.url).searchParams);
  if (request.method === 'GET') return { values, files: new Map() };
  const bytes = Buffer.from(await request.arrayBuffer());
  const type = request.headers.get('content-type') ?? '';
  try {
    if (bytes.length === 0) return { values, files: new Map() };
    if (/^multipart\/form-data/i.test(type)) {
      const form = readMultipart(bytes, type);
      return { values: { ...values, ...Object.fromEntries(form.fields) }, files: form.files };
    }
    const text = bytes.toString('utf8');
    if (/^application\/x-www-form-urlencoded/i.test(type)) {
      return { values: { ...values, ...Object.fromEntries(new URLSearchParams(text)) }, files: new Map() };
    }
    if (/^application\/json/i.test(type)) {
      const read: unknown = JSON.parse(text);
      if (typeof read !== 'object' || read === null || Array.isArray(read))
        throw new Error('object expected');
      return { values: { ...values, ...read }, files: new Map() };
    }
    return new Error(`unsupported content type "${type}"`);
  } catch (error) {
    return new Error(`can't parse the request: ${(error as Error).message}`);
  }
}
