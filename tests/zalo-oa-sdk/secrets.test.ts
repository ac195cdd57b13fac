/** No token, secret, code, signature or word of a member in any error or log line, whatever fails. */
import { expect, test } from 'vitest';
import { inspect } from 'node:util';
import {
  memoryTokenStore,
  parseEvent,
  readCallback,
  signBody,
  textMessage,
  type TokenStore,
} from '../../src/zalo-oa-sdk/index.ts';
import { expired, setup, tokens } from './setup.ts';
import { CS, json, raw, reset, silence, TOKEN, type Answer } from './zalo-server.ts';

const SECRETS = {
  access: 'ACCESSTOKENsecret0001',
  refresh: 'REFRESHTOKENsecret0002',
  newAccess: 'NEWACCESSsecret0003',
  newRefresh: 'NEWREFRESHsecret0004',
  appSecret: 'APPSECRETsecret0005',
  code: 'OAUTHCODEsecret0006',
  verifier: 'VERIFIERsecret00000000000000000000000000007',
  words: 'toi bi no luong ba thang',
  wordsWithMarks: 'Con tôi ốm nặng',
  phone: '84919018791',
  user: '246845883529197922',
};
const everything = Object.values(SECRETS).join(' | ');

// A Zalo that says back all it knows, in every field where an error could pick it up.
const told = { message: `${everything} is invalid`, error_name: SECRETS.words, error_reason: everything };
const failures: [string, Answer][] = [
  ['known code', json({ error: -201, ...told })],
  ['unknown code', json({ error: -777, ...told })],
  ['refused token', json({ error: -216, ...told })],
  ['refused refresh', json({ error: -14014, ...told })],
  ['wrong secret', json({ error: -14004, ...told, error_name: SECRETS.words })],
  ['rate', json({ error: -32, ...told })],
  ['incomplete', json({ access_token: SECRETS.newAccess, ...told })],
  ['success without id', json({ error: 0, data: told })],
  ['http 500', raw(everything, 500)],
  ['http 401', raw(everything, 401)],
  ['http 403', raw(everything, 403)],
  ['no json', raw(everything)],
  ['broken json', raw(`{"message":"${everything}`)],
  ['reset', reset],
  ['silence', silence],
  [
    'redirect',
    (_, response) => void response.writeHead(302, { location: `/x?${encodeURI(everything)}` }).end(),
  ],
];

function search(haystack: string, where: string): void {
  for (const [name, secret] of Object.entries(SECRETS)) {
    expect(haystack.includes(secret), `${name} in ${where}: ${haystack.slice(0, 300)}`).toBe(false);
  }
  for (const word of ['luong', 'nặng']) expect(haystack.includes(word), `a word in ${where}`).toBe(false);
}

// As loggers print errors: all own fields, hidden ones and the stack too.
const shown = (error: unknown) => inspect(error, { depth: 8, showHidden: true }) + JSON.stringify(error);

test.each(failures)('%s', async (name, answer) => {
  for (const stage of ['send', 'refresh', 'login'] as const) {
    const held = { accessToken: SECRETS.access, refreshToken: SECRETS.refresh };
    const state = stage === 'refresh' ? { ...expired(), ...held } : tokens(held);
    const { client, server, log } = await setup({
      state,
      appSecret: SECRETS.appSecret,
      appSecretProof: true,
      timeoutMs: answer === silence ? 60 : 3000,
    });
    for (const path of [CS, '/v3.0/oa/user/detail', '/v2.0/oa/upload/image', '/v2.0/oa/conversation'])
      server.on(path, answer);
    const good = json({
      access_token: SECRETS.newAccess,
      refresh_token: SECRETS.newRefresh,
      expires_in: '90000',
    });
    server.on(TOKEN, stage === 'send' ? good : answer);
    const calls = [
      () => client.sendText(SECRETS.user, SECRETS.words),
      () => client.sendText(SECRETS.user, SECRETS.wordsWithMarks),
      () => client.userDetail(SECRETS.user),
      () => client.uploadImage({ bytes: Buffer.from(everything), name: `${SECRETS.words}.png` }),
      () => client.login(SECRETS.code, SECRETS.verifier),
    ];
    const errors = await Promise.all(
      (stage === 'login' ? calls.slice(4) : calls).map((call) => call().catch((e: unknown) => e)),
    );
    for (const error of errors)
      if (error instanceof Error) search(shown(error), `an error (${name}, ${stage})`);
    search(log.join('\n'), `the log (${name}, ${stage})`);
    if (stage !== 'login') expect(errors.some((error) => error instanceof Error)).toBe(true);
  }
});

test('errors of builders, webhooks, logins and stores', async () => {
  const body = Buffer.from(`${everything} {`);
  const brokenStore: TokenStore = {
    ...memoryTokenStore({ ...expired(), refreshToken: 'refresh-1' }),
    save: () => Promise.reject(new Error(everything)),
  };
  const { client, log } = await setup({ tokens: brokenStore });
  const works: (() => unknown)[] = [
    () => textMessage(SECRETS.words.repeat(200)),
    () => client.sendText(`${SECRETS.words}!`, 'x'),
    () => client.sendImage('1', { url: SECRETS.words }),
    () => parseEvent(body),
    () => readCallback(`/back?code=${SECRETS.code}&state=${SECRETS.verifier}`, 'other'),
    () => client.sendText('1', SECRETS.words),
  ];
  for (const work of works) {
    const error = await (async () => await work())().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Error);
    search(shown(error), 'an error');
  }
  search(log.join('\n'), 'the log');
  expect(signBody(body, '1', SECRETS.appSecret)).toBeUndefined();
});
