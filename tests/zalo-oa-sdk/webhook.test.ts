import { describe, expect, test } from 'vitest';
import {
  dedupeKey,
  eventNames,
  eventTime,
  interactionOf,
  kindOf,
  parseEvent,
  personOf,
  readPress,
  signPress,
  ZaloError,
} from '../../src/zalo-oa-sdk/index.ts';
import * as fixture from './fixtures.ts';

const bytes = (event: unknown) => Buffer.from(JSON.stringify(event));
const parse = (event: unknown) => parseEvent(bytes(event));
const { USER, OA } = fixture;

describe('every documented event', () => {
  test.each(eventNames)('%s has a kind and is read or passed on, never thrown', (event_name) => {
    const full = {
      app_id: '1',
      oa_id: OA,
      sender: { id: USER },
      recipient: { id: OA },
      follower: { id: USER },
      user_id: USER,
      event_name,
      message: { msg_id: 'm', msg_ids: ['m'] },
      info: {},
      tag: {},
      timestamp: '1764547200000',
    };
    const event = parse(full);
    expect(event.kind).toBe(kindOf(event_name));
    expect(event.kind).not.toBe('unknown');
    expect(event).toMatchObject({ event_name, timestamp: '1764547200000' });
    expect(parse({ event_name }).event_name).toBe(event_name);
  });

  test.each(Object.keys(fixture.attachments))('%s keeps its attachment as it came', (name) => {
    const event = parse(fixture.media(name));
    expect(event).toMatchObject({
      kind: 'user_message',
      message: { attachments: [fixture.attachments[name]] },
    });
    expect(personOf(event)).toBe(USER);
  });

  test.each(fixture.captured)('a captured payload: %s', (text) => {
    const event = parseEvent(Buffer.from(text));
    expect(event).toMatchObject({ kind: 'user_message', ...(JSON.parse(text) as object) });
  });

  test('both forms of the shared info, the phone always as text', () => {
    expect(parse(fixture.submitInfo)).toMatchObject({ kind: 'submit_info', info: { phone: '84919018791' } });
    expect(parse(fixture.submitInfoOld)).toMatchObject({
      kind: 'submit_info',
      info: { phone: '84919018791' },
    });
  });

  test('both forms of the first tap name the person', () => {
    expect(parse(fixture.chatNow)).toMatchObject({ kind: 'chatnow', user_id: USER });
    expect(parse(fixture.chatNowOther)).toMatchObject({ kind: 'chatnow', user_id: USER });
  });

  test('permission_revoked and user_withdraw are told apart and name whom they are about', () => {
    expect(parse(fixture.revoked)).toMatchObject({ kind: 'lifecycle', event_name: 'permission_revoked' });
    const withdrawn = parse(fixture.withdrawn);
    expect(withdrawn.kind).toBe('consent');
    expect(personOf(withdrawn)).toBe(USER);
  });
});

describe('who is who', () => {
  test('W4: a receipt comes from the OA; the person is its recipient, and it is no act of theirs', () => {
    for (const event of [parse(fixture.received), parse(fixture.seen), parse(fixture.echo)]) {
      expect(event.kind).not.toBe('user_message');
      expect(personOf(event)).toBe(USER);
      expect(interactionOf(event)).toBeUndefined();
    }
  });

  test('an echo tells whether a colleague wrote it', () => {
    const event = parse(fixture.echoByAdmin);
    expect(event.kind === 'oa_echo' && event.sender.admin_id).toBe('111');
    const own = parse(fixture.echo);
    expect(own.kind === 'oa_echo' && own.sender.admin_id).toBeUndefined();
  });

  test('a group message is about its writer, and its group is not a person', () => {
    const event = parse(fixture.groupText);
    expect(event.kind).toBe('group_message');
    expect(personOf(event)).toBe(USER);
  });

  test('a tag is about nobody who acted', () => {
    expect(personOf(parse(fixture.tagged))).toBeUndefined();
  });
});

describe('what is not known', () => {
  test('W5: an unknown event is passed on whole', () => {
    const event = parse({ event_name: 'user_send_hologram', oa_id: OA, beam: { x: 1 }, timestamp: '1' });
    expect(event).toEqual({
      kind: 'unknown',
      event_name: 'user_send_hologram',
      oa_id: OA,
      beam: { x: 1 },
      timestamp: '1',
    });
  });

  test.each([
    ['message.msg_id', { ...fixture.userText, message: { text: 'x' } }],
    ['sender.id', { ...fixture.userText, sender: {} }],
    ['message.text', { ...fixture.userText, message: { msg_id: 'm', text: { a: 1 } } }],
    ['message.attachments', { ...fixture.userText, message: { msg_id: 'm', attachments: 'x' } }],
    [
      'message.attachments',
      { ...fixture.userText, message: { msg_id: 'm', attachments: [{ type: 'image', payload: {} }] } },
    ],
    [
      'message.attachments',
      { ...fixture.userText, message: { msg_id: 'm', attachments: [{ type: 'location', payload: {} }] } },
    ],
    ['message.msg_ids', { ...fixture.seen, message: {} }],
    ['follower.id', { ...fixture.follow, follower: undefined }],
  ])('a known event without %s is passed on as malformed', (malformed, event) => {
    expect(parse(event)).toMatchObject({ kind: 'unknown', malformed });
  });

  test.each(['', 'nonsense', '[]', '"x"', 'null', '{"a":'])('a body that is no object: %j', (text) => {
    expect(() => parseEvent(Buffer.from(text))).toThrow(ZaloError);
  });

  test('bytes that are no UTF-8', () => {
    expect(() => parseEvent(Buffer.from([0x7b, 0xff, 0xfe]))).toThrow(ZaloError);
  });
});

test('ids that are not quoted keep every digit', () => {
  const text =
    '{"app_id":360846524940903967,"sender":{"id":246845883529197922},"recipient":{"id":388613280878808645},"event_name":"user_send_text","message":{"text":"số 123456789012345678901 và \\"9999999999999999999\\"","msg_id":"m"},"timestamp":1764547200000}';
  const event = parseEvent(Buffer.from(text));
  expect(event).toMatchObject({
    app_id: '360846524940903967',
    sender: { id: '246845883529197922' },
    message: { text: 'số 123456789012345678901 và "9999999999999999999"' },
    timestamp: '1764547200000',
  });
  expect(eventTime(event)).toBe(1764547200000);
});

describe('one happening, one key', () => {
  const key = (event: unknown) => dedupeKey(parse(event), bytes(event));

  test('a message by its id, whatever else changes', () => {
    expect(key(fixture.userText)).toBe('msg:96d3cdf3af150460909');
    expect(key({ ...fixture.userText, reorder_id: '2' })).toBe('msg:96d3cdf3af150460909');
    expect(key(fixture.groupText)).toBe('msg:g1');
  });

  test('a receipt, an echo and a reaction of one message are three happenings', () => {
    const keys = [fixture.received, fixture.seen, fixture.echo, fixture.reaction].map(key);
    expect(new Set(keys).size).toBe(4);
  });

  test('follow, unfollow and follow again are three; a repeat is the same', () => {
    const later = { ...fixture.follow, timestamp: '1764547200001' };
    const keys = [fixture.follow, { ...fixture.follow, event_name: 'unfollow' }, later].map(key);
    expect(new Set(keys).size).toBe(3);
    expect(key(fixture.follow)).toBe(`follow:${USER}:1764547200000`);
  });

  test('anything else by its bytes', () => {
    const unknown = { event_name: 'x' };
    expect(key(unknown)).toMatch(/^[0-9a-f]{64}$/);
    expect(key({ ...unknown, a: 1 })).not.toBe(key(unknown));
    expect(key({ ...fixture.follow, timestamp: undefined })).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('W8: a press and a text that looks like one', () => {
  const payload = signPress('key', USER, 'cd1:handoff:42');

  test('the button of this person is read', () => {
    expect(readPress('key', USER, payload)).toBe('cd1:handoff:42');
    expect(readPress('key', USER, signPress('key', USER, 'a:b\nc'))).toBe('a:b\nc');
  });

  test.each([
    ['a wrong signature', `${payload.slice(0, -1)}${payload.endsWith('A') ? 'B' : 'A'}`],
    ['changed data', payload.replace('42', '43')],
    ['no signature', '#cd1:handoff:42'],
    ['words', 'Gặp cán bộ'],
    ['nothing', ''],
  ])('%s is plain text', (_, text) => {
    expect(readPress('key', USER, text)).toBeUndefined();
  });

  test("another person's button is plain text", () => {
    expect(readPress('key', '999', payload)).toBeUndefined();
  });
});
