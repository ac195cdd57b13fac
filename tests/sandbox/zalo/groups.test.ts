import { describe, expect, it } from 'vitest';
import type { ZaloStandInOptions } from '../../../src/sandbox/zalo/options.ts';
import { LAN, start, startReceiver } from './setup.ts';

const AT = '/v3.0/oa/group';

async function administration(options: Partial<ZaloStandInOptions> = {}) {
  const hook = await startReceiver();
  const all = await start({ groupAssets: ['gmf-1'], webhook: hook.url, ...options });
  const create = (body: object = {}) =>
    all.post(`${AT}/creategroupwithoa`, {
      group_name: 'Tổ công đoàn 1',
      group_description: '',
      asset_id: 'gmf-1',
      member_user_ids: [LAN.id],
      ...body,
    });
  return { ...all, hook, create };
}

describe('a group is administered', () => {
  it('made, renamed, joined, written in, read back and counted', async () => {
    const { z, post, get, create, hook } = await administration();
    const { group_id, group_link, status } = (await create()).data;
    expect([typeof group_link, status]).toEqual(['string', 'enabled']);
    const hoa = z.phone({ id: 'hoa', name: 'Hoa' });
    await hoa.follow();
    const invite = { group_id, member_user_ids: [hoa.id] };
    expect(await post(`${AT}/invite`, invite)).toMatchObject({ error: 0 });
    expect(
      await post(`${AT}/updateinfo`, { group_id, group_name: 'Tổ 2', lock_send_msg: true }),
    ).toMatchObject({ error: 0 });
    await post(`${AT}/message`, { recipient: { group_id }, message: { text: 'họp lúc 8 giờ' } });
    z.groupSays(group_id, LAN, 'vâng');
    await z.idle();
    const flat = (path: string) => get(`${AT}/${path}?group_id=${group_id}&offset=0&count=10`);
    expect((await flat('listmember')).data).toMatchObject({
      total: 2,
      members: [{ user_id: LAN.id }, { user_id: hoa.id }],
    });
    expect((await flat('conversation')).data).toMatchObject([
      { src: 1, from_id: LAN.id, message: 'vâng' },
      { src: 0, message: 'họp lúc 8 giờ' },
    ]);
    const listed = (await get(`${AT}/getgroupsofoa?offset=0&count=5`)).data.groups;
    expect(listed).toEqual([{ group_id, name: 'Tổ 2', status: 'enabled', total_member: 3 }]);
    expect(hook.names()).toEqual(
      expect.arrayContaining(['create_group', 'user_join_group', 'update_group_info']),
    );
    const assets = (await post('/v3.0/oa/quota/group', {})).data;
    expect(assets).toMatchObject([{ asset_id: 'gmf-1', status: 'used', used_id: group_id }]);
  });

  it('one asset makes one group: an unknown one is -238, a used one -241', async () => {
    const { create } = await administration();
    expect(await create({ asset_id: 'x' })).toMatchObject({ error: -238 });
    expect(await create()).toMatchObject({ error: 0 });
    expect(await create()).toMatchObject({ error: -241 });
  });

  it.each([
    ['nobody', { member_user_ids: [] }, -201],
    ['a hundred', { member_user_ids: Array.from({ length: 100 }, (_, i) => String(i)) }, -201],
    ['one person twice', { member_user_ids: [LAN.id, LAN.id] }, -201],
    ['a stranger', { member_user_ids: ['999999999999999999'] }, -213],
    ['no name', { group_name: '' }, -201],
    ['an invented field', { colour: 'red' }, -201],
  ])('is not made with %s', async (_, body, error) => {
    const { create } = await administration();
    expect(await create(body)).toMatchObject({ error });
  });

  it('the feature off: every call -237; a group that the OA is not in: -403', async () => {
    const { z, get, post, create } = await administration();
    expect(await get(`${AT}/listmember?group_id=x`)).toMatchObject({ error: -403 });
    expect(await post(`${AT}/updateinfo`, { group_id: 'x' })).toMatchObject({ error: -403 });
    z.set({ groups: false });
    expect(await create()).toMatchObject({ error: -237 });
    expect(await get(`${AT}/getgroupsofoa`)).toMatchObject({ error: -237 });
  });
});
