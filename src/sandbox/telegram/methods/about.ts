/** The methods about the bot itself, its chats and files. */
import { badRequest } from '../refusal.ts';
import { readChatId, type Call, type Done, type Methods } from './method.ts';

/** Bytes that getFile lets a bot download (Bot API reference, getFile). */
const DOWNLOAD_LIMIT = 20 * 1024 * 1024;
const COMMANDS = 100;
const COMMAND_DESCRIPTION = 256;
const DESCRIPTION = 512;
const SHORT_DESCRIPTION = 120;
const ACTIONS = (
  'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker ' +
  'find_location record_video_note upload_video_note'
).split(' ');

export const aboutMethods: Methods = {
  getMe: {
    parameters: [],
    run: ({ world }) => ({
      result: {
        ...world.me,
        can_join_groups: true,
        can_read_all_group_messages: false,
        supports_inline_queries: false,
      },
    }),
  },
  getChat: {
    parameters: ['chat_id'],
    run(call) {
      const id = readChatId(call);
      const place = call.world.findPlace(id);
      const person = call.world.findPerson(id);
      if (!place || (person && !person.started)) throw badRequest('chat not found');
      if (!person) call.world.openPlace(id);
      return { result: { ...place.chat, accent_color_id: 0, max_reaction_count: 11 } };
    },
  },
  getFile: {
    parameters: ['file_id'],
    run({ parameters, world }) {
      const id = parameters.text('file_id');
      if (id === undefined) throw badRequest('file_id not specified');
      const file = world.files.byId(id);
      if (!file) throw badRequest('invalid file_id');
      if (file.bytes.length > DOWNLOAD_LIMIT) throw badRequest('file is too big');
      const unique = file.uniqueId + id.slice(file.id.length);
      return {
        result: { file_id: id, file_unique_id: unique, file_size: file.bytes.length, file_path: file.path },
      };
    },
  },
  sendChatAction: {
    parameters: ['chat_id', 'action', 'message_thread_id'],
    run(call) {
      const action = call.parameters.text('action') ?? '';
      if (!ACTIONS.includes(action)) throw badRequest('wrong parameter action in request');
      const place = call.world.openPlace(readChatId(call));
      place.action = { action, at: call.world.now() };
      for (const listener of [...place.listeners]) listener();
      return { result: true };
    },
  },
  setMyCommands: {
    parameters: ['commands', 'scope', 'language_code'],
    run(call) {
      call.world.commands.set(commandsKey(call), readCommands(call.parameters.json('commands')));
      return { result: true };
    },
  },
  getMyCommands: {
    parameters: ['scope', 'language_code'],
    run: (call) => ({ result: call.world.commands.get(commandsKey(call)) ?? [] }),
  },
  deleteMyCommands: {
    parameters: ['scope', 'language_code'],
    run(call) {
      call.world.commands.delete(commandsKey(call));
      return { result: true };
    },
  },
  setMyDescription: {
    parameters: ['description', 'language_code'],
    run: (call) => accept(call, 'description', DESCRIPTION),
  },
  setMyShortDescription: {
    parameters: ['short_description', 'language_code'],
    run: (call) => accept(call, 'short_description', SHORT_DESCRIPTION),
  },
  setChatMenuButton: { parameters: ['chat_id', 'menu_button'], run: () => ({ result: true }) },
};

function accept(call: Call, name: string, limit: number): Done {
  const text = call.parameters.text(name) ?? '';
  if (text.length > limit) throw badRequest(`${name.replaceAll('_', ' ')} is too long`);
  return { result: true };
}

/** Commands are kept per audience and language. */
export function commandsKey(call: Pick<Call, 'parameters'>): string {
  const scope = call.parameters.json('scope') ?? { type: 'default' };
  return `${JSON.stringify(scope)} ${call.parameters.text('language_code') ?? ''}`;
}

function readCommands(value: unknown): { command: string; description: string }[] {
  if (!Array.isArray(value)) throw badRequest('expected an Array of BotCommand');
  if (value.length > COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return value.map((each: unknown) => {
    const { command, description } = (each ?? {}) as Record<string, unknown>;
    if (typeof command !== 'string' || !/^\/?[a-z0-9_]{1,32}$/.test(command))
      throw badRequest('BOT_COMMAND_INVALID');
    if (typeof description !== 'string' || description === '' || description.length > COMMAND_DESCRIPTION) {
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    return { command: command.replace('/', ''), description };
  });
}
