/** A refusal of the Bot Platform: the HTTP status is also in the body (Zalo Bot docs). */
export class BotRefusal extends Error {
  readonly status: number;
  constructor(status: number, description = WORDS[status] ?? 'Bad Request') {
    super(description);
    this.status = status;
    this.name = 'BotRefusal';
  }
}

const WORDS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request timeout',
  429: 'Quota exceeded',
};

/** The envelope of a no of the Bot Platform. */
export function botError(status: number, description?: string): object {
  const refusal = new BotRefusal(status, description);
  return { ok: false, description: refusal.message, error_code: status };
}
