/** The parameters of one call: known ones only, read as the type that the method asks for. */
import type { Form, Upload } from './multipart.ts';
import { badRequest } from './refusal.ts';

export interface Parameters {
  text(name: string): string | undefined;
  integer(name: string): number | undefined;
  number(name: string): number | undefined;
  flag(name: string): boolean;
  /** An object or list, given as itself or as JSON text. */
  json(name: string): unknown;
  /** A file sent along, under its own name or as `attach://part`; or the text given instead of one. */
  file(name: string): Upload | string | undefined;
}

export interface RawCall {
  values: Record<string, unknown>;
  files: Form['files'];
}

/** Throws a refusal that names each parameter outside `known`: the stand-in is stricter here than the platform, which ignores them. */
export function readParameters(method: string, known: readonly string[], raw: RawCall): Parameters {
  const attached = new Set(
    Object.values(raw.values).flatMap((v) =>
      typeof v === 'string' && v.startsWith('attach://') ? [v.slice(9)] : [],
    ),
  );
  for (const name of [...Object.keys(raw.values), ...raw.files.keys()]) {
    if (!known.includes(name) && !attached.has(name)) {
      throw badRequest(`unknown parameter "${name}" of ${method}`);
    }
  }
  const value = (name: string): unknown => {
    const found = raw.values[name];
    return found === null || found === '' ? undefined : found;
  };
  const number = (name: string): number | undefined => {
    const found = value(name);
    if (found === undefined) return undefined;
    const read = typeof found === 'number' ? found : typeof found === 'string' ? Number(found) : NaN;
    if (!Number.isFinite(read)) throw badRequest(`parameter "${name}" of ${method} must be a number`);
    return read;
  };
  return {
    number,
    text(name) {
      const found = value(name);
      if (found === undefined) return undefined;
      if (typeof found === 'string') return found;
      if (typeof found === 'number') return String(found);
      throw badRequest(`parameter "${name}" of ${method} must be a string`);
    },
    integer(name) {
      const found = number(name);
      if (found !== undefined && !Number.isSafeInteger(found)) {
        throw badRequest(`parameter "${name}" of ${method} must be an integer`);
      }
      return found;
    },
    flag(name) {
      const found = value(name);
      return found === true || (typeof found === 'string' && /^(true|yes|1)$/i.test(found));
    },
    json(name) {
      const found = value(name);
      if (typeof found !== 'string') return found;
      try {
        return JSON.parse(found) as unknown;
      } catch {
        throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
      }
    },
    file(name) {
      const direct = raw.files.get(name);
      if (direct) return direct;
      const found = value(name);
      if (typeof found !== 'string') return undefined;
      if (!found.startsWith('attach://')) return found;
      const upload = raw.files.get(found.slice(9));
      if (!upload) throw badRequest(`there is no part "${found.slice(9)}" in the request`);
      return upload;
    },
  };
}
