/**
 * Why a store cannot be used. `damaged`: its files are not whole, a person must look. `locked`: another process has it.
 * `newer`: written by a newer program. `folder`: the folder itself. `stopped`: closed, or a write failed.
 */
export type StoreFault = 'damaged' | 'locked' | 'newer' | 'folder' | 'stopped';

export class StoreError extends Error {
  readonly fault: StoreFault;

  constructor(fault: StoreFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.fault = fault;
  }
}

/** The system's code of an error (ENOSPC, EIO), for people who look it up. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
