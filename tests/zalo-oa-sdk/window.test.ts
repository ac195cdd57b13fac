import { describe, expect, test } from 'vitest';
import {
  FREE_MS,
  interacted,
  interactionOf,
  newWindow,
  OPEN_MS,
  parseEvent,
  wasRefused,
  wasSent,
  windowOf,
  ZaloApiError,
  type WindowState,
} from '../../src/zalo-oa-sdk/index.ts';
import * as fixture from './fixtures.ts';

const AT = 1764547200000;
const open = interacted(newWindow, AT);
const reply = (remain?: number) => ({
  messageId: 'm',
  quota: { type: 'reply', ...(remain !== undefined && { remain }) },
});
const send = (state: WindowState, times: number, sent = reply()) =>
  Array.from({ length: times }).reduce<WindowState>((before) => wasSent(before, sent), state);

describe('when may this person be written to', () => {
  test.each([
    [0, 'free'],
    [FREE_MS, 'free'],
    [FREE_MS + 1, 'billed'],
    [OPEN_MS, 'billed'],
    [OPEN_MS + 1, 'blocked'],
  ])('%d ms after the last act: %s', (later, may) => {
    expect(windowOf(open, AT + later).may).toBe(may);
  });

  test('somebody who never wrote cannot be reached', () => {
    expect(windowOf(newWindow, AT)).toEqual({ may: 'blocked', why: 'never_wrote' });
  });

  test('eight are free, the ninth may cost', () => {
    expect(windowOf(send(open, 7), AT).may).toBe('free');
    expect(windowOf(send(open, 8), AT)).toMatchObject({ may: 'billed', why: 'free_used_up' });
  });

  test('what Zalo tells wins over the count', () => {
    expect(windowOf(send(open, 20, reply(3)), AT).may).toBe('free');
    expect(windowOf(send(open, 1, reply(0)), AT).may).toBe('billed');
  });

  test('a new act opens all again, an older one that comes late does not', () => {
    const used = send(open, 8);
    expect(windowOf(interacted(used, AT + 1), AT + 1).may).toBe('free');
    expect(interacted(used, AT - 1)).toBe(used);
  });

  test('a refusal shuts the window until the next act; other errors do not', () => {
    const error = (code: number, errorClass: 'window' | 'transient', retryAfterMs?: number) =>
      new ZaloApiError({
        class: errorClass,
        code,
        reason: 'r',
        endpoint: 'e',
        remedy: 'x',
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
    const shut = wasRefused(open, error(-230, 'window'));
    expect(windowOf(shut, AT)).toEqual({ may: 'blocked', why: 'refused' });
    expect(windowOf(interacted(shut, AT + 1), AT + 1).may).toBe('free');
    expect(wasRefused(open, error(-200, 'transient'))).toBe(open);
    expect(wasRefused(open, error(-234, 'window', 1000))).toBe(open);
  });
});

describe('what counts as an act', () => {
  const act = (event: unknown) => interactionOf(parseEvent(Buffer.from(JSON.stringify(event))));

  test.each([
    ['a text or a press', fixture.userText],
    ['a picture', fixture.media('user_send_image')],
    ['follow', fixture.follow],
    ['the first tap', fixture.chatNow],
    ['a group message', fixture.groupText],
  ])('%s', (_, event) => {
    expect(act(event)).toEqual({ userId: fixture.USER, at: AT });
  });

  test.each([
    ['unfollow', { ...fixture.follow, event_name: 'unfollow' }],
    ['delivered', fixture.received],
    ['read', fixture.seen],
    ['an echo', fixture.echo],
    ['a tag', fixture.tagged],
    ['something unknown', { event_name: 'x', user_id: '1', timestamp: String(AT) }],
  ])('not %s', (_, event) => {
    expect(act(event)).toBeUndefined();
  });
});
