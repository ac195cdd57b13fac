import { describe, expect, it } from 'vitest';
import { DAY, LAN, start } from './setup.ts';

describe('people', () => {
  it('are described, their details only once given', async () => {
    const { get, lan, post } = await start();
    const before = (await get('/v3.0/oa/user/detail', { user_id: LAN.id })).data;
    expect(before).toMatchObject({
      user_id: LAN.id,
      display_name: 'Lan',
      user_is_follower: false,
      user_last_interaction_date: '21/11/2026',
    });
    expect(before).not.toHaveProperty('shared_info');
    await lan.submitInfo({ phone: '84919018791' });
    await post('/v3.0/oa/user/update', { user_id: LAN.id, alias: 'Lan - may 1' });
    expect((await get('/v3.0/oa/user/detail', { user_id: LAN.id })).data).toMatchObject({
      user_alias: 'Lan - may 1',
      shared_info: { phone: '84919018791' },
    });
  });

  it('are strangers with -213 until they write or follow', async () => {
    const { get, z } = await start();
    const hoa = z.phone({ id: 'hoa', name: 'Hoa' });
    expect(await get('/v3.0/oa/user/detail', { user_id: hoa.id })).toMatchObject({ error: -213 });
    expect(await get('/v3.0/oa/user/detail', { user_id: 5 })).toMatchObject({ error: -201 });
    await hoa.follow();
    expect(await get('/v3.0/oa/user/detail', { user_id: hoa.id })).toMatchObject({ error: 0 });
  });

  it('are listed by pages, tag, follower and period', async () => {
    const { get, z, post, clock } = await start();
    const hoa = z.phone({ id: 'hoa', name: 'Hoa' });
    await hoa.follow();
    const list = async (query: object) =>
      (await get('/v3.0/oa/user/getlist', { offset: 0, count: 50, ...query })).data;
    expect(await list({})).toEqual({
      total: 2,
      count: 2,
      offset: 0,
      users: [{ user_id: LAN.id }, { user_id: hoa.id }],
    });
    expect((await list({ offset: 1, count: 1 })).users).toEqual([{ user_id: hoa.id }]);
    expect((await list({ is_follower: 'true' })).users).toEqual([{ user_id: hoa.id }]);
    await post('/v2.0/oa/tag/tagfollower', { user_id: LAN.id, tag_name: 'doan-vien' });
    expect((await list({ tag_name: 'doan-vien' })).users).toEqual([{ user_id: LAN.id }]);
    z.setInteraction(LAN.id, clock.at - 3 * DAY);
    expect((await list({ last_interaction_period: 'TODAY' })).users).toEqual([{ user_id: hoa.id }]);
    expect(await list({ last_interaction_period: 'L7D' })).toMatchObject({ total: 2 });
    const days = { last_interaction_period: '2026_11_18:2026_11_18' };
    expect((await list(days)).users).toEqual([{ user_id: LAN.id }]);
  });

  it.each([
    [{ offset: 9952, count: 50 }, -210],
    [{ offset: 0, count: 51 }, -210],
    [{ offset: 0 }, -201],
    [{ offset: '0', count: 10 }, -201],
    [{ offset: 0, count: 10, last_interaction_period: 'L90D' }, -201],
  ])('are not listed with %o', async (query, code) => {
    const { get } = await start();
    expect(await get('/v3.0/oa/user/getlist', query)).toMatchObject({ error: code });
    expect(await get('/v3.0/oa/user/getlist', { offset: 9951, count: 50 })).toMatchObject({ error: 0 });
  });

  it('carry tags that come and go', async () => {
    const { get, post } = await start();
    const tag = { user_id: LAN.id, tag_name: 'cdcs-a' };
    const tags = async () =>
      (await get('/v3.0/oa/user/detail', { user_id: LAN.id })).data.tags_and_notes_info;
    await post('/v2.0/oa/tag/tagfollower', tag);
    expect(await get('/v2.0/oa/tag/gettagsofoa')).toMatchObject({ data: ['cdcs-a'] });
    expect(await tags()).toMatchObject({ tag_names: ['cdcs-a'] });
    await post('/v2.0/oa/tag/rmfollowerfromtag', tag);
    expect(await tags()).toMatchObject({ tag_names: [] });
    await post('/v2.0/oa/tag/rmtag', { tag_name: 'cdcs-a' });
    expect(await get('/v2.0/oa/tag/gettagsofoa')).toMatchObject({ data: [] });
  });
});

describe('what was said', () => {
  it('is read newest first, ten lines at most', async () => {
    const { get, text, lan, z } = await start();
    const { message_id } = (await text('Chào Lan')).data;
    const read = (query: object) => get('/v2.0/oa/conversation', { user_id: LAN.id, offset: 0, ...query });
    const { data } = await read({ count: 10 });
    expect(data).toMatchObject([
      { src: 0, message: 'Chào Lan', message_id, to_id: LAN.id, time: expect.any(Number) },
      { src: 1, message: 'chào', message_id: lan.bubbles()[0]?.id, from_id: LAN.id },
    ]);
    expect(await read({ count: 11 })).toMatchObject({ error: -210 });
    await z.phone({ id: 'hoa', name: 'Hoa' }).say('tôi là Hoa');
    const recent = await get('/v2.0/oa/listrecentchat', { offset: 0, count: 10 });
    expect(recent.data.map(({ message }: { message: string }) => message)).toEqual([
      'tôi là Hoa',
      'Chào Lan',
    ]);
  });
});

describe('the OA', () => {
  it('tells its profile and its quota', async () => {
    const { get, post, lan, clock } = await start();
    await lan.follow();
    expect((await get('/v2.0/oa/getoa')).data).toMatchObject({
      oa_id: '388613280878808645',
      num_follower: 1,
    });
    const path = '/v3.0/oa/quota/message';
    expect((await post(path, { user_id: LAN.id })).data).toMatchObject({
      last_interaction: String(clock.at),
      cs_reply: { remain: '8', total: '8' },
    });
    const kind = { quota_owner: 'OA', product_type: 'cs', quota_type: 'sub_quota' };
    expect((await post(path, kind)).data).toMatchObject([{ quota_type: 'sub_quota', remain: '500' }]);
    expect(await post(path, {})).toMatchObject({ error: -201 });
  });
});
