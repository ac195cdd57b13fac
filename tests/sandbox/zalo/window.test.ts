import { describe, expect, it } from 'vitest';
import { DAY, HOUR, LAN, SECOND, buttons, start } from './setup.ts';

describe('window', () => {
  it('refuses strangers with -213 and who never wrote with -232', async () => {
    const { z, text } = await start();
    expect(await text('a', '999999999999999999')).toMatchObject({ error: -213 });
    const hoa = z.phone({ id: 'hoa', name: 'Hoa' });
    expect(Number(hoa.id)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    expect(await text('a', hoa.id)).toMatchObject({ error: -232 });
    await hoa.follow();
    expect(await text('a', hoa.id)).toMatchObject({ error: 0 });
  });

  it('closes after 7 days with -230 and opens again with a press', async () => {
    const { z, cs, text, lan, clock } = await start();
    await cs(buttons({ title: 'Tiếp', type: 'oa.query.hide', payload: '#go' }));
    const id = lan.bubbles().at(-1)?.id ?? '';
    z.setInteraction(LAN.id, clock.at - 7 * DAY);
    expect(await text('đúng 7 ngày')).toMatchObject({ error: 0 });
    clock.at += SECOND;
    expect(await text('quá 7 ngày')).toMatchObject({ error: -230 });
    await lan.press(id, 0, 0);
    expect(await text('lại được')).toMatchObject({ error: 0 });
  });

  it('gives 8 free replies after each act, then -211', async () => {
    const { text, lan, post } = await start();
    for (let left = 7; left >= 0; left--)
      expect((await text('a')).data.quota).toMatchObject({ remain: String(left), total: '8' });
    expect(await text('a')).toMatchObject({ error: -211 });
    const quota = await post('/v3.0/oa/quota/message', { user_id: LAN.id });
    expect(quota.data.cs_reply).toEqual({ remain: '0', total: '8' });
    await lan.say('thêm');
    expect(await text('a')).toMatchObject({ error: 0 });
  });

  it('has no cap where it is unlimited', async () => {
    const { text } = await start({ csCap: 'unlimited' });
    for (let count = 0; count < 12; count++) expect(await text('a')).toMatchObject({ error: 0 });
  });

  it('takes the package between 48 hours and 7 days, until it is empty', async () => {
    const { z, text, clock } = await start({ paidQuota: 1 });
    z.setInteraction(LAN.id, clock.at - 49 * HOUR);
    expect((await text('a')).data.quota).toMatchObject({ quota_type: 'sub_quota', remain: '0' });
    expect(await text('a')).toMatchObject({ error: -211 });
  });

  it('refuses a person who has blocked the OA', async () => {
    const { text, lan } = await start();
    lan.block();
    expect(await text('a')).toMatchObject({ error: -217 });
    lan.block(-244);
    expect(await text('a')).toMatchObject({ error: -244 });
    lan.unblock();
    expect(await text('a')).toMatchObject({ error: 0 });
  });
});
