import { createHash } from 'node:crypto';

const MESSAGE_BASE = 0xa7c3_f000_0000_0000_0000n;

export interface Ids {
  /** 20 hex digits, like the platform's `msg_id`. */
  message(): string;
  /** Not to be guessed from the one before: attachments, file tokens, OAuth tokens and codes. */
  secret(kind: string): string;
}

/** Message ids count up from `firstId`; the others are made from it and `seed`, so that a run can be repeated. */
export function createIds(firstId: number, seed: string): Ids {
  let messages = BigInt(firstId);
  let secrets = 0;
  return {
    message: () => (MESSAGE_BASE + messages++).toString(16),
    secret: (kind) =>
      createHash('sha256').update(`${seed}|${firstId}|${kind}|${secrets++}`).digest('base64url'),
  };
}

/** A decimal id of 19 digits, far above 2^53: the same seed gives the same id. */
export function decimalId(seed: string): string {
  const number = createHash('sha256').update(seed).digest().readBigUInt64BE();
  return String(1_000_000_000_000_000_000n + (number % 8_000_000_000_000_000_000n));
}
