/** Faults on purpose: which of them, if any, a call meets. */
import type { Fault } from '../phone.ts';

export interface Faults {
  set(fault: Fault): () => void;
  clear(): void;
  /** The oldest fault that fits; one with `times` is used up by this. A download counts as the method `file`. `to`: whom it is for. */
  take(method: string, to?: string): Fault | undefined;
}

/** The faults of one stand-in, none at first. */
export function createFaults(): Faults {
  let standing: { fault: Fault; left: number; after: number }[] = [];
  return {
    set(fault) {
      const entry = { fault, left: fault.times ?? Infinity, after: fault.after ?? 0 };
      standing.push(entry);
      return () => {
        standing = standing.filter((other) => other !== entry);
      };
    },
    clear() {
      standing = [];
    },
    take(method, to) {
      const name = method.toLowerCase();
      const fits = standing.filter(
        ({ fault }) =>
          (!fault.method || fault.method.toLowerCase() === name) &&
          (fault.to === undefined || fault.to === to),
      );
      const entry = fits.find((one) => one.after-- <= 0);
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) standing = standing.filter((other) => other !== entry);
      return entry.fault;
    },
  };
}

const WORDS: Record<number, string> = {
  400: 'Bad Request: refused by a fault of the stand-in',
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  404: 'Not Found',
  409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
};

/** Telegram's words for an error code of a fault. */
export function faultWords(code: number, retryAfter: number | undefined): string {
  if (code === 429) return `Too Many Requests: retry after ${retryAfter ?? 1}`;
  return WORDS[code] ?? `Error ${code}`;
}
