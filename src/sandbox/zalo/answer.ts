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
  [-108]: 'Phone number is invalid',
  [-109]: 'Template ID is invalid',
  [-115]: 'Out of quota',
  [-118]: 'Zalo account does not exist or was deactivated',
  [-119]: 'Account cannot receive messages',
  [-124]: 'Access token is invalid',
  [-127]: 'Development mode only sends to admins',
  [-131]: 'Template has not been approved',
  [-132]: 'Template data is invalid',
  [-133]: 'Sending this message is not allowed at night',
  [-144]: 'OA has exceeded its daily quota',
  [-1121]: 'Body parameter is invalid',
  [-1241]: 'appsecret_proof provided in the API is invalid',
  [-237]: 'The GMF group feature is disabled or expired',
  [-238]: 'The GMF asset does not exist',
  [-240]: 'The MessageV2 API has been shut down, use V3',
  [-241]: 'The GMF asset is already in use',
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

/** The envelope of a yes. */
export function success(data?: unknown): object {
  return data === undefined ? { error: 0, message: 'Success' } : { data, error: 0, message: 'Success' };
}

/** The envelope of a no. */
export function failure(code: number, message = MESSAGES[code] ?? 'Unknown error'): object {
  return { error: code, message };
}
