import { describe, expect, it } from 'vitest';
import { LAN, buttons, start, startReceiver } from './setup.ts';

const GROUP = 'f414c8f76fa586fbdfb4';
const PATH = '/v3.0/oa/group/message';

describe('a group', () => {
  it('takes text, echoes it, and refuses buttons', async () => {
    const hook = await startReceiver();
    const { z, post, get } = await start({ webhook: hook.url });
    z.addGroup(GROUP, 'Công đoàn A');
    const recipient = { group_id: GROUP };
    const answer = await post(PATH, { recipient, message: { text: 'Thông báo' } });
    expect(answer.data).toEqual({ message_id: expect.any(String), group_id: GROUP });
    expect(z.group(GROUP)?.messages).toHaveLength(1);
    const message = buttons({ title: 'a', type: 'oa.query.hide', payload: '#a' });
    expect(await post(PATH, { recipient, message })).toMatchObject({ error: -233 });
    z.groupSays(GROUP, LAN, 'rõ');
    await z.idle();
    expect(hook.names().slice(1)).toEqual(['oa_send_group_text', 'user_send_group_text']);
    expect(hook.received.at(-1)?.json).toMatchObject({ sender: { id: LAN.id }, recipient: { id: GROUP } });
    const groups = await get('/v3.0/oa/group/getgroupsofoa?offset=0&count=5');
    expect(groups.data).toMatchObject({ total: 1, groups: [{ group_id: GROUP }] });
  });

  it('is refused when unknown (-403) or not in the package (-237)', async () => {
    const { z, post } = await start();
    const body = { recipient: { group_id: 'other' }, message: { text: 'a' } };
    expect(await post(PATH, body)).toMatchObject({ error: -403 });
    z.set({ groups: false });
    expect(await post(PATH, body)).toMatchObject({ error: -237 });
  });
});

describe('a broadcast', () => {
  const broadcast = (id: string, target: object = { gender: [0] }) => ({
    recipient: { target },
    message: {
      attachment: {
        type: 'template',
        payload: { template_type: 'media', elements: [{ media_type: 'article', attachment_id: id }] },
      },
    },
  });

  it('shows a finished article to followers', async () => {
    const { z, post, lan } = await start();
    const hoa = z.phone({ id: 'hoa', name: 'Hoa' });
    await hoa.follow();
    const { token } = (await post('/v2.0/article/create', { title: 'Tết Sum vầy' })).data;
    expect(await post('/v2.0/article/verify', { token })).toMatchObject({ error: -214 });
    const { id } = (await post('/v2.0/article/verify', { token })).data;
    expect(await post('/v2.0/oa/message', broadcast(id))).toMatchObject({
      error: 0,
      data: { message_id: expect.any(String) },
    });
    expect(hoa.bubbles().at(-1)?.text).toBe('Tết Sum vầy');
    expect(lan.bubbles()).toHaveLength(1);
  });

  it('refuses an unknown article and an invented target', async () => {
    const { post } = await start();
    expect(await post('/v2.0/oa/message', broadcast('none'))).toMatchObject({ error: -201 });
    expect(await post('/v2.0/oa/message', broadcast('none', { unit: ['a'] }))).toMatchObject({
      error: -201,
      message: 'target.unit is invalid!',
    });
  });
});

describe('a reaction', () => {
  it('is one of eight, on a message that exists, at most fifty times', async () => {
    const hook = await startReceiver();
    const { z, post, lan } = await start({ webhook: hook.url, rpm: 1000 });
    const react = (react_icon: string, react_message_id = lan.bubbles()[0]?.id) =>
      post('/v2.0/oa/message', {
        recipient: { user_id: LAN.id },
        sender_action: { react_icon, react_message_id },
      });
    expect(await react('/-heart')).toMatchObject({ error: 0 });
    await z.idle();
    expect(hook.received.at(-1)?.json).toMatchObject({
      event_name: 'oa_reacted_message',
      message: { react_icon: '/-heart' },
    });
    expect(await react('❤️')).toMatchObject({ error: -201 });
    expect(await react('/-heart', 'unknown')).toMatchObject({ error: -201 });
    for (let count = 2; count <= 50; count++) expect(await react(':>')).toMatchObject({ error: 0 });
    expect(await react(':>')).toMatchObject({ error: -210 });
  });
});
