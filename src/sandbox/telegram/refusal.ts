/** What Telegram answers instead of a result: `{ok: false, error_code, description, parameters?}`. */
export class Refusal extends Error {
  readonly code: number;
  /** Seconds, with 429 only. */
  readonly retryAfter: number | undefined;

  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.name = 'Refusal';
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** 400: the call is wrong. */
export function badRequest(why: string): Refusal {
  return new Refusal(400, `Bad Request: ${why}`);
}

/** 403: the bot may not write there. */
export function forbidden(why: string): Refusal {
  return new Refusal(403, `Forbidden: ${why}`);
}

/** 409: two ways of getting updates at once. */
export function conflict(why: string): Refusal {
  return new Refusal(409, `Conflict: ${why}`);
}

/** A refusal as the body of Telegram's answer. */
export function refusalBody(refusal: Refusal): Record<string, unknown> {
  return {
    ok: false,
    error_code: refusal.code,
    description: refusal.message,
    ...(refusal.retryAfter === undefined ? {} : { parameters: { retry_after: refusal.retryAfter } }),
  };
}
