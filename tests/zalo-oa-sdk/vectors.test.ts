/** W1: the signature vectors, byte for byte. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  appSecretProof,
  codeChallenge,
  diagnoseMac,
  signBody,
  verifyMac,
} from '../../src/zalo-oa-sdk/index.ts';

const APP = '360846524940903967';
const SECRET = 'test-oa-secret-key';
const bytes = (text: string) => Buffer.from(text, 'utf8');

const v1 = bytes(
  '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730","recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":{"text":"Xin chào công đoàn","msg_id":"96d3cdf3af150460909"},"timestamp":"1764547200000"}',
);
const mac1 = '83aa9ec5e69ab19290ab070641909f73aff15331b8b5c2a407e5b709da1851e8';
const v2 = bytes(
  '{"app_id":"360846524940903967", "event_name":"user_send_image","sender":{"id":"246845883529197922"},"recipient":{"id":"388613280878808645"},"message":{"msg_id":"m2","attachments":[{"type":"image","payload":{"url":"https:\\/\\/f6.photo.talk.zdn.vn\\/a.jpg"}}]},"timestamp":"1764547201000"}',
);
const mac2 = '8441f14662281576cdb3d2ec6472ae82e28ad675994ff01ed241d8a3478691b8';
const v5 = bytes(
  '{"app_id":"app-1","sender":{"id":"u1"},"event_name":"user_send_text","message":{"text":"catalog","msg_id":"m1"},"timestamp":"123"}',
);

test('W1 V1: Vietnamese text, 279 bytes', () => {
  expect(v1).toHaveLength(279);
  expect(verifyMac(v1, `mac=${mac1}`, APP, SECRET)).toBe(true);
  expect(signBody(v1, APP, SECRET)).toBe(`mac=${mac1}`);
});

test('W1 V2: escaped slashes and a space count; the same JSON printed anew does not fit', () => {
  expect(verifyMac(v2, `mac=${mac2}`, APP, SECRET)).toBe(true);
  const again = bytes(JSON.stringify(JSON.parse(v2.toString('utf8'))));
  expect(verifyMac(again, `mac=${mac2}`, APP, SECRET)).toBe(false);
  expect(signBody(again, APP, SECRET)).toBe(
    'mac=580ba8a9bf647b60d02ce197fa00a32b5b44cf0ef731320eda1e4aef94a5a022',
  );
});

test('W1 V3: the PKCE pair of RFC 7636', () => {
  expect(codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

test('W1 V4: appsecret_proof', () => {
  expect(appSecretProof('app-secret', 'access-token')).toBe(
    'dbf9c72b4c8f56924f8e07138f6d465c69cb5c9dbca908ce1403e993e1a5f799',
  );
});

test('W1 V5: another app, and an all-zero MAC fails', () => {
  const mac = createHash('sha256')
    .update(`app-1${v5.toString('utf8')}123oa-secret`)
    .digest('hex');
  expect(verifyMac(v5, `mac=${mac}`, 'app-1', 'oa-secret')).toBe(true);
  expect(verifyMac(v5, `mac=${'0'.repeat(64)}`, 'app-1', 'oa-secret')).toBe(false);
});

test.each([
  ['upper-case hex', `mac=${mac1.toUpperCase()}`],
  ['spaces around =', `mac = ${mac1}`],
  ['bare hex', mac1],
])('accepts a header with %s', (_, header) => {
  expect(verifyMac(v1, header, APP, SECRET)).toBe(true);
});

test.each([
  ['missing', undefined],
  ['empty', 'mac='],
  ['63 hex', `mac=${mac1.slice(1)}`],
  ['non-hex', `mac=${'z'.repeat(64)}`],
  ['65 hex', `mac=${mac1}0`],
])('W6: refuses a header that is %s', (_, header) => {
  expect(verifyMac(v1, header, APP, SECRET)).toBe(false);
});

test('W6: refuses a changed byte, another app, another secret, an empty secret, a body that is no JSON', () => {
  const changed = Buffer.from(v1);
  changed[100] = changed[100]! ^ 1;
  expect(verifyMac(changed, `mac=${mac1}`, APP, SECRET)).toBe(false);
  expect(verifyMac(v1, `mac=${mac1}`, '1', SECRET)).toBe(false);
  expect(verifyMac(v1, `mac=${mac1}`, APP, 'other')).toBe(false);
  expect(verifyMac(v1, `mac=${mac1}`, APP, '')).toBe(false);
  expect(verifyMac(bytes('nonsense'), `mac=${mac1}`, APP, SECRET)).toBe(false);
});

test('W3: a repeat 110 minutes late carries the old timestamp and still fits', () => {
  // verifyMac has no clock at all: lateness cannot matter.
  expect(verifyMac(v1, `mac=${mac1}`, APP, SECRET)).toBe(true);
});

test('a foreign signature is diagnosed, not accepted', () => {
  const keys = { appId: APP, oaId: '388613280878808645', appSecret: 'app-secret', oaSecretKey: SECRET };
  expect(diagnoseMac(v1, signBody(v1, APP, 'app-secret'), keys)).toBe('app_secret');
  expect(diagnoseMac(v1, signBody(v1, keys.oaId, SECRET), keys)).toBe('oa_id');
  expect(diagnoseMac(v1, 'mac=', keys)).toBe('none');
});
