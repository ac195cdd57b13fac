/** The search that ends every test of the whole bot must be able to find. */
import { describe, expect, it } from 'vitest';
import type { Phone } from '../../src/sandbox/phone.ts';
import { macOf } from '../../src/sandbox/zalo/sign.ts';
import { secretsIn } from './secrets.ts';
import { SECRETS } from './world.ts';

describe('the search for what must not be printed', () => {
  const stored = '{"accessToken":"access-token-0001","refreshToken":"refresh-token-0001"}\n';
  const databaseUrl = 'postgres://bot:password-0001@db/satcanh';
  const raw = JSON.stringify({ timestamp: '1764547200000', text: 'x' });
  const bubbles = [
    { id: '1', from: 'person', at: 0, text: 'Công ty "A"\nnợ lương' },
    { id: '2', from: 'bot', at: 0, text: 'Lời của trợ lý' },
  ];
  const phones = [{ bubbles: () => bubbles } as unknown as Phone];
  const found = (line: string) =>
    secretsIn(`{"msg":"fine"}\n${line}\n`, { phones, deliveries: [{ raw }], stored, databaseUrl });

  it.each([
    ['a secret of the settings', `boot ${SECRETS.appSecret}`],
    ['a bot token in an address', `https://api/bot${SECRETS.token}/getMe`],
    ['a stored access token', 'access_token: access-token-0001'],
    ['a stored refresh token', 'spent refresh-token-0001'],
    ['the address of the database', `cannot reach ${databaseUrl}`],
    ['a signature', `mac=${macOf(SECRETS.appId, raw, '1764547200000', SECRETS.oaSecret)}`],
    ['words of a person, as JSON writes them', JSON.stringify({ text: bubbles[0]!.text })],
  ])('finds %s', (_, line) => {
    expect(found(line)).toHaveLength(1);
  });

  it('finds nothing in honest lines, nor in what the bot itself says', () => {
    expect(found('{"level":40,"msg":"Zalo 502"} Lời của trợ lý')).toEqual([]);
  });
});
