import { describe, expect, it } from 'vitest';
import { AN, refusal, start } from './setup.ts';

it('getMe tells who the bot is, with the id of its token', async () => {
  const { api } = await start();
  expect(await api.getMe()).toMatchObject({
    id: 424242,
    is_bot: true,
    username: 'sat_canh_bot',
    can_read_all_group_messages: false,
  });
});

describe('getChat', () => {
  it('tells of chats that have been opened', async () => {
    const { standIn, api } = await start();
    standIn.phone(AN);
    expect(await refusal(api.getChat(1001))).toBe('Bad Request: chat not found');
    expect(await refusal(api.getChat(5))).toBe('Bad Request: chat not found');
    standIn.remember(AN);
    standIn.group({ id: '-5', title: 'Tổ 1' }).phone(AN);
    expect(await api.getChat(1001)).toMatchObject({ type: 'private', first_name: 'An' });
    expect(await api.getChat(-5)).toMatchObject({ type: 'group', title: 'Tổ 1' });
  });
});

describe('sendChatAction', () => {
  it('is seen until the next message', async () => {
    const { standIn, api, clock } = await start();
    standIn.remember(AN);
    await api.sendChatAction(1001, 'typing');
    expect(standIn.doing('1001')).toEqual({ action: 'typing', at: clock.now });
    await api.sendMessage(1001, 'a');
    expect(standIn.doing('1001')).toBeUndefined();
  });

  it('refuses an action that does not exist', async () => {
    const { standIn, call } = await start();
    standIn.remember(AN);
    const { body } = await call('sendChatAction', { chat_id: 1001, action: 'dancing' });
    expect(body.description).toBe('Bad Request: wrong parameter action in request');
  });
});

describe('commands', () => {
  it('are kept per audience and language', async () => {
    const { standIn, api } = await start();
    const all = [{ command: '5k', description: 'Thông điệp 5K' }];
    const groups = [{ command: 'menu', description: 'Trang chủ' }];
    await api.setMyCommands(all);
    await api.setMyCommands(groups, { scope: { type: 'all_group_chats' } });
    expect(await api.getMyCommands()).toEqual(all);
    expect(standIn.commands()).toEqual(all);
    expect(await api.getMyCommands({ scope: { type: 'all_group_chats' } })).toEqual(groups);
    expect(await api.getMyCommands({ language_code: 'vi' })).toEqual([]);
    await api.deleteMyCommands();
    expect(await api.getMyCommands()).toEqual([]);
  });

  it.each([
    ['Menu', 'Trang chủ', 'BOT_COMMAND_INVALID'],
    ['phản_ánh', 'Phản ánh', 'BOT_COMMAND_INVALID'],
    ['a'.repeat(33), 'Dài', 'BOT_COMMAND_INVALID'],
    ['menu', '', 'BOT_COMMAND_DESCRIPTION_INVALID'],
    ['menu', 'a'.repeat(257), 'BOT_COMMAND_DESCRIPTION_INVALID'],
  ])('refuse %s: %s', async (command, description, why) => {
    const { api } = await start();
    expect(await refusal(api.setMyCommands([{ command, description }]))).toBe(`Bad Request: ${why}`);
  });

  it('are at most 100', async () => {
    const { api } = await start();
    const many = Array.from({ length: 101 }, (_, n) => ({ command: `c${n}`, description: 'x' }));
    expect(await refusal(api.setMyCommands(many))).toBe('Bad Request: BOT_COMMANDS_TOO_MUCH');
  });
});

it('accepts descriptions within their limits, and a menu button', async () => {
  const { api } = await start();
  expect(await api.setMyDescription('a'.repeat(512))).toBe(true);
  expect(await api.setMyShortDescription('a'.repeat(120))).toBe(true);
  expect(await api.setChatMenuButton({ menu_button: { type: 'commands' } })).toBe(true);
  expect(await refusal(api.setMyDescription('a'.repeat(513)))).toBe('Bad Request: description is too long');
  expect(await refusal(api.setMyShortDescription('a'.repeat(121)))).toBe(
    'Bad Request: short description is too long',
  );
});
