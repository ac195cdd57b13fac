import { createHash } from 'node:crypto';

/** What both stand-ins ask of the bot. Invented for one run, worth nothing anywhere else. */
export interface InventedSecrets {
  telegramToken: string;
  appId: string;
  appSecret: string;
  oaId: string;
  oaSecret: string;
  refreshToken: string;
}

/** `seed`: different in every run, so that tokens kept from an earlier run are never taken for this one's. */
export function inventSecrets(seed: string): InventedSecrets {
  const made = (what: string): string => createHash('sha256').update(`${seed}|${what}`).digest('base64url');
  return {
    telegramToken: `700${digits(`${seed}|bot`, 7)}:${made('token').slice(0, 35)}`,
    appId: `9${digits(`${seed}|app`, 18)}`,
    appSecret: made('app').slice(0, 20),
    oaId: `5${digits(`${seed}|oa`, 18)}`,
    oaSecret: made('oa').slice(0, 20),
    refreshToken: made('refresh'),
  };
}

/** As many decimal digits, always the same for the same text. */
export function digits(text: string, count: number): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return (BigInt(`0x${hex}`) % 10n ** BigInt(count)).toString().padStart(count, '0');
}
