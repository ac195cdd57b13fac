/** What the platform says no with: HTTP 200 and a negative `error` (Zalo OA error code docs). */
export class Refusal extends Error {
  readonly code: number;
  constructor(code: number, message = MESSAGES[code] ?? 'Unknown error') {
    super(message);
    this.code = code;
    this.name = 'Refusal';
  }
}

const MESSAGES: Record<number, string> = {
  [-32]: 'You have reached your OA-level rate limit of requests per minute',
  [-100]: 'The attachment has expired or is not supported',
  [-200]: 'Message sending failed',
  [-210]: 'Parameter exceeds the limit',
  [-211]: 'Out of quota',
  [-213]: 'User has not followed or never interacted with this OA',
  [-214]: 'The article is being processed',
  [-216]: 'Access token is invalid',
  [-217]: 'User has blocked invitations from this OA',
  [-220]: 'Access token has expired or was removed',
  [-230]: 'User has not interacted with the OA in the past 7 days',
  [-232]: 'User has not interacted with the OA, or the latest interaction has expired',
  [-233]: 'Message type is not supported or invalid',
  [-237]: 'The GMF group feature is disabled or expired',
  [-240]: 'The MessageV2 API has been shut down, use V3',
  [-242]: 'appsecret_proof provided in the API is invalid',
  [-244]: 'User has restricted this message type from the OA',
  [-249]: 'This template cannot be used with a user id',
  [-403]: 'The OA is not in the group',
};

/** A wrong or missing field: -201, named as the platform names it. */
export function invalid(field: string): Refusal {
  return new Refusal(-201, `${field} is invalid!`);
}

/** A field over its limit: -210. */
export function tooLong(field: string): Refusal {
  return new Refusal(-210, `Parameter ${field} exceeds the limit`);
}

export function success(data?: unknown): object {
  return data === undefined ? { error: 0, message: 'Success' } : { data, error: 0, message: 'Success' };
}

export function failure(code: number, message = MESSAGES[code] ?? 'Unknown error'): object {
  return { error: code, message };
}
