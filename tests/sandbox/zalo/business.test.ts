import { describe, expect, it } from 'vitest';
import type { ZaloStandInOptions } from '../../../src/sandbox/zalo/options.ts';
import { APP, HOUR, LAN, start, startReceiver, type Json } from './setup.ts';

const TEMPLATES = [
  { id: '1', tag: 2, status: 'ENABLE', params: ['ho_ten'] },
  { id: '2', tag: 3, status: 'ENABLE' },
  { id: '3', tag: 1, status: 'PENDING_REVIEW' },
] as const;
const PHONE = '84919018791';
const data = { template_data: { ho_ten: 'Lan' } };

async function business(options: Partial<ZaloStandInOptions> = {}, root = '/business') {
  const all = await start({ templates: TEMPLATES, ...options });
  await all.lan.submitInfo({ phone: PHONE });
  const base = all.z.businessUrl.replace(/\/business$/, root);
  const headers = { access_token: APP.firstAccessToken, 'content-type': 'application/json' };
  return {
    ...all,
    byPhone: async (body: object, given: Record<string, string> = headers): Promise<Json> => {
      const whole = JSON.stringify({ phone: PHONE, template_id: '1', ...data, ...body });
      return (
        await fetch(`${base}/message/template`, { method: 'POST', headers: given, body: whole })
      ).json();
    },
    ask: async (path: string): Promise<Json> => (await fetch(base + path, { headers })).json(),
  };
}

describe('a ZBS template by phone', () => {
  it('arrives outside any window, is told as delivered and by a webhook of its own kind, and counts', async () => {
    const hook = await startReceiver();
    const { byPhone, ask, lan, clock, z } = await business({ webhook: hook.url });
    z.setInteraction(LAN.id, undefined);
    const sent = await byPhone({ tracking_id: 'so-1' });
    expect(sent).toMatchObject({
      error: 0,
      data: {
        sent_time: String(clock.at),
        sending_mode: '1',
        quota: { dailyQuota: '500', remainingQuota: '499' },
      },
    });
    expect(lan.bubbles().at(-1)?.text).toContain('ho_ten: Lan');
    const id = sent.data.msg_id as string;
    expect((await ask(`/message/status?message_id=${id}`)).data).toMatchObject({ status: 1 });
    expect((await ask('/message/status?message_id=x')).data).toEqual({ status: -1 });
    await z.idle();
    const { json, headers } = hook.received.at(-1)!;
    expect(headers['x-zevent-server']).toBe('ZNS');
    expect(json).toMatchObject({
      event_name: 'user_received_message',
      recipient: { id: PHONE },
      message: { msg_id: id, tracking_id: 'so-1' },
    });
  });

  it.each([
    ['a number with 0', { phone: '0919018791' }, -108],
    ['a number of nobody', { phone: '84900000000' }, -118],
    ['an unknown template', { template_id: '9' }, -109],
    ['one that is not approved', { template_id: '3' }, -131],
    ['a missing parameter', { template_data: {} }, -132],
    ['an invented parameter', { template_data: { ho_ten: 'a', tuoi: 1 } }, -132],
    ['a long tracking id', { tracking_id: 'x'.repeat(49) }, -1121],
    ['development mode, which reaches administrators only', { mode: 'development' }, -127],
    ['an invented field', { colour: 'red' }, -201],
  ])('is refused for %s', async (_, body, error) => {
    const { byPhone } = await business();
    expect(await byPhone(body)).toMatchObject({ error });
  });

  it('promotions are refused at night in Việt Nam, others not', async () => {
    const { byPhone, clock } = await business();
    expect(await byPhone({ template_id: '2' })).toMatchObject({ error: 0 });
    clock.at += 14 * HOUR; // 22:00
    expect(await byPhone({ template_id: '2' })).toMatchObject({ error: -133 });
    expect(await byPhone({})).toMatchObject({ error: 0 });
  });

  it('stops at the daily quota until the next day, and for who refuses', async () => {
    const { byPhone, ask, clock, lan } = await business({ zbsDaily: 1 });
    expect(await byPhone({})).toMatchObject({ error: 0 });
    expect((await ask('/message/quota')).data).toEqual({ dailyQuota: '1', remainingQuota: '0' });
    expect(await byPhone({})).toMatchObject({ error: -144 });
    clock.at += 24 * HOUR;
    expect((await ask('/message/quota')).data).toEqual({ dailyQuota: '1', remainingQuota: '1' });
    lan.block();
    // The token of yesterday is dead by now, with this host's own number.
    expect(await byPhone({})).toMatchObject({ error: -119 });
    clock.at += 2 * HOUR;
    expect(await byPhone({})).toMatchObject({ error: -124 });
  });

  it('wants this host’s token and proof; the same host answers below the API’s root', async () => {
    const { byPhone, ask } = await business({ appsecretProof: true }, '/openapi/business');
    expect(await byPhone({}, { 'content-type': 'application/json' })).toMatchObject({ error: -124 });
    expect(await byPhone({})).toMatchObject({ error: -1241 });
    expect(await ask('/quality')).toMatchObject({ error: -1241 });
  });

  it('a template that is not approved goes by user id neither', async () => {
    const { post } = await business();
    const body = { user_id: LAN.id, template_id: '3', template_data: {} };
    expect(await post('/v3.0/oa/message/template', body)).toMatchObject({ error: -249 });
  });
});
