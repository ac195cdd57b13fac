/** Searches what a bot printed for what it must never print: secrets, tokens, signatures, and the words of the people. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Phone } from '../../src/sandbox/phone.ts';
import { macOf } from '../../src/sandbox/zalo/sign.ts';
import { SECRETS } from './world.ts';

/** Shorter words are too common to be anybody's. Characters. */
const SHORTEST = 8;

/** Every phone that a test takes into its hands is remembered with what it says. */
export function rememberPhones<P extends { phone(...args: never[]): Phone }>(
  standIn: P,
  phones: Set<Phone>,
): void {
  const take = standIn.phone.bind(standIn) as (...args: never[]) => Phone;
  Object.assign(standIn, {
    phone: (...args: never[]) => {
      const phone = take(...args);
      phones.add(phone);
      return phone;
    },
  });
}

export interface Searched {
  phones: Iterable<Phone>;
  deliveries: readonly { raw: string }[];
  /** All that the bot has stored, as text. */
  stored: string;
  /** With its password. */
  databaseUrl?: string | undefined;
}

/** One line for each find: what it is, and the line of the output. */
export function secretsIn(output: string, { phones, deliveries, stored, databaseUrl }: Searched): string[] {
  const { appId: _app, oaId: _oa, ...secrets } = SECRETS;
  const named: [string, string][] = [
    ...Object.entries(secrets),
    ...(databaseUrl ? [['the address of the database', databaseUrl] as [string, string]] : []),
    ...tokensIn(stored).map((token): [string, string] => ['a token of Zalo', token]),
    ...deliveries.map(({ raw }): [string, string] => [
      'a MAC',
      macOf(SECRETS.appId, raw, stampOf(raw), SECRETS.oaSecret),
    ]),
    ...wordsOf(phones).map((words): [string, string] => ['words of a person', words]),
  ];
  return named.flatMap(([what, value]) => {
    const line = output
      .split('\n')
      .find((one) => one.includes(value) || one.includes(JSON.stringify(value).slice(1, -1)));
    return line === undefined ? [] : [`${what}: ${line}`];
  });
}

function wordsOf(phones: Iterable<Phone>): string[] {
  const said = [...phones].flatMap((phone) => phone.bubbles().filter(({ from }) => from === 'person'));
  return [...new Set(said.map(({ text }) => text))].filter((text) => text.length >= SHORTEST);
}

/** lowdb: all that was ever stored, the journal keeps it. PostgreSQL: what is stored now. */
export async function storedText({
  dataDir,
  databaseUrl,
}: {
  dataDir: string;
  databaseUrl?: string;
}): Promise<string> {
  if (databaseUrl) return keptText(databaseUrl);
  const journals = readdirSync(dataDir).filter((name) => name.endsWith('.jsonl'));
  return journals.map((name) => readFileSync(join(dataDir, name), 'utf8')).join('\n');
}

async function keptText(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // A bot that was never started has made no tables.
    const found = await client.query<{ made: boolean }>(`select to_regclass('kept') is not null as made`);
    if (!found.rows[0]?.made) return '';
    const { rows } = await client.query<{ row: unknown }>('select row from kept');
    return rows.map(({ row }) => JSON.stringify(row)).join('\n');
  } finally {
    await client.end();
  }
}

function tokensIn(stored: string): string[] {
  const fields = /"(?:accessToken|refreshToken|previousRefreshToken|verifier)":"([^"]{8,})"/g;
  return [...new Set([...stored.matchAll(fields)].map((found) => found[1]!))];
}

function stampOf(raw: string): string {
  try {
    return String((JSON.parse(raw) as { timestamp?: unknown }).timestamp ?? '');
  } catch {
    return '';
  }
}
