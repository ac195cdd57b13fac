import type { Fault } from '../phone.ts';

/** The faults that are set, first set first; each counts down on its own. */
export function createFaults() {
  const faults = new Map<object, { fault: Fault; left: number; after: number }>();
  return {
    set(fault: Fault): () => void {
      const key = {};
      faults.set(key, { fault, left: fault.times ?? Infinity, after: fault.after ?? 0 });
      return () => void faults.delete(key);
    },
    clear: () => faults.clear(),
    /** The fault for a request to this path and person, used up by one. Without `method` a fault leaves served files alone. */
    take(path: string, to?: string): Fault | undefined {
      for (const [key, entry] of faults) {
        if (!fits(entry.fault.method, path)) continue;
        if (entry.fault.to !== undefined && entry.fault.to !== to) continue;
        if (entry.after-- > 0) continue;
        if (--entry.left <= 0) faults.delete(key);
        return entry.fault;
      }
      return undefined;
    },
  };
}

function fits(method: string | undefined, path: string): boolean {
  const isFile = path.startsWith('/openapi/cdn/');
  if (method === undefined) return !isFile;
  if (isFile) return method === 'cdn';
  return path === method || path.endsWith(`/${method.replace(/^\//, '')}`);
}
