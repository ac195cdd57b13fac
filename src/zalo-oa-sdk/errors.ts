/** What can go wrong, as classes that say what to do. No error carries a token, a secret or a person's words. */

/**
 * `auth` the token or the grant · `rate` too many calls · `window` this person cannot be reached now · `billing` quota or money ·
 * `config` a human must change a setting · `payload` the request is wrong and will stay wrong · `media` upload the file again ·
 * `transient` nothing was done, later may work · `unknown_outcome` Zalo may have sent it: never repeat blindly ·
 * `protocol` the answer was no answer of Zalo's.
 */
export type ZaloErrorClass =
  | 'auth'
  | 'rate'
  | 'window'
  | 'billing'
  | 'config'
  | 'payload'
  | 'media'
  | 'transient'
  | 'unknown_outcome'
  | 'protocol';

/** Everything that this SDK throws on purpose. `message` ends with the remedy. */
export class ZaloError extends Error {
  readonly class: ZaloErrorClass;
  /** What to do next, one sentence. */
  readonly remedy: string;

  constructor(errorClass: ZaloErrorClass, message: string, remedy: string) {
    super(`${message}. ${remedy}`);
    this.name = 'ZaloError';
    this.class = errorClass;
    this.remedy = remedy;
  }
}

export interface ApiErrorFacts {
  class: ZaloErrorClass;
  /** Zalo's own number; absent when the network or a gateway failed. */
  code?: number;
  /** One or two words: `timeout`, `ECONNRESET`, `html`, `reauth_required`, or the meaning of the code. */
  reason: string;
  /** `POST /v3.0/oa/message/cs`: never with a query, which holds ids. */
  endpoint: string;
  httpStatus?: number;
  remedy: string;
  /** Milliseconds after which a new try makes sense. */
  retryAfterMs?: number;
}

/** What Zalo, or the way to it, answered. */
export class ZaloApiError extends ZaloError {
  readonly code: number | undefined;
  readonly reason: string;
  readonly endpoint: string;
  readonly httpStatus: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(facts: ApiErrorFacts) {
    const number = facts.code === undefined ? '' : ` ${facts.code}`;
    super(facts.class, `Zalo${number} at ${facts.endpoint}: ${facts.reason}`, facts.remedy);
    this.name = 'ZaloApiError';
    this.code = facts.code;
    this.reason = facts.reason;
    this.endpoint = facts.endpoint;
    this.httpStatus = facts.httpStatus;
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** A message that Zalo would refuse, stopped before the network. */
export class ZaloPayloadError extends ZaloError {
  /** Where: `buttons[2].title`. */
  readonly field: string;
  /** What is allowed: `at most 100 characters`. */
  readonly limit: string;

  constructor(field: string, limit: string, found: string) {
    super('payload', `Zalo payload: ${field} must be ${limit}, found ${found}`, 'Change the message.');
    this.name = 'ZaloPayloadError';
    this.field = field;
    this.limit = limit;
  }
}
