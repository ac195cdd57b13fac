/** The methods that change or take away a message, and answer a press. */
import { readMarkup } from '../markup.ts';
import { badRequest } from '../refusal.ts';
import type { Content, Markup } from '../shapes.ts';
import { readCaption, readText } from '../text.ts';
import type { Kept, Place } from '../world.ts';
import { readMessage, type Call, type Done, type Methods } from './method.ts';

/** Ms after the press within which it must be answered: what bots meet in practice; the reference names no figure. */
export const QUERY_LIFETIME = 15_000;
const TOAST_LIMIT = 200;
/** Ms (Bot API reference, deleteMessage). */
const DELETE_WITHIN = 48 * 3_600_000;
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
  'content and reply markup of the message';

export const editMethods: Methods = {
  editMessageText: {
    parameters: [
      'chat_id',
      'message_id',
      'text',
      'parse_mode',
      'entities',
      'link_preview_options',
      'disable_web_page_preview',
      'reply_markup',
    ],
    run(call) {
      const { text, entities } = readText(call.parameters);
      const { place, kept } = editable(call);
      if (kept.message.text === undefined) throw badRequest('there is no text in the message to edit');
      return edit(call, place, kept, { text, ...(entities.length > 0 ? { entities } : {}) });
    },
  },
  editMessageCaption: {
    parameters: [
      'chat_id',
      'message_id',
      'caption',
      'parse_mode',
      'caption_entities',
      'show_caption_above_media',
      'reply_markup',
    ],
    run(call) {
      const { text: caption, entities } = readCaption(call.parameters);
      const { place, kept } = editable(call);
      const { message } = kept;
      if (!message.photo && !message.voice && !message.document) {
        throw badRequest('there is no caption in the message to edit');
      }
      const words = {
        ...(caption ? { caption } : {}),
        ...(caption && entities.length > 0 ? { caption_entities: entities } : {}),
      };
      return edit(call, place, kept, words);
    },
  },
  editMessageReplyMarkup: {
    parameters: ['chat_id', 'message_id', 'reply_markup'],
    run(call) {
      const { place, kept } = editable(call);
      return edit(call, place, kept, undefined);
    },
  },
  deleteMessage: {
    parameters: ['chat_id', 'message_id'],
    run(call) {
      const { place, kept } = readMessage(call, 'delete');
      if (kept.by === 'person' && place.chat.type !== 'private') throw badRequest("message can't be deleted");
      if (call.world.now() - kept.at > DELETE_WITHIN)
        throw badRequest("message can't be deleted for everyone");
      place.kept.delete(kept.message.message_id);
      call.world.refresh(place, kept);
      return { result: true };
    },
  },
  answerCallbackQuery: {
    parameters: ['callback_query_id', 'text', 'show_alert', 'url', 'cache_time'],
    run({ parameters, world }) {
      const query = world.queries.get(parameters.text('callback_query_id') ?? '');
      if (!query || world.now() - query.at > QUERY_LIFETIME) {
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      }
      const text = parameters.text('text') ?? '';
      if (text.length > TOAST_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
      world.toasts.push({
        at: world.now(),
        person: String(query.user.id),
        text,
        alert: parameters.flag('show_alert'),
      });
      return { result: true };
    },
  },
};

function editable(call: Call): { place: Place; kept: Kept } {
  const found = readMessage(call, 'edit');
  if (found.kept.by !== 'bot') throw badRequest("message can't be edited");
  // The platform edits only messages without a reply keyboard.
  if (found.kept.markup && found.kept.markup.kind !== 'inline') throw badRequest("message can't be edited");
  return found;
}

/** `words` undefined: only the buttons change. An edit without reply_markup takes the buttons away. */
function edit(call: Call, place: Place, kept: Kept, words: Content | undefined): Done {
  const markup = readMarkup(call.parameters.json('reply_markup'), place.chat);
  if (markup && markup.kind !== 'inline') throw badRequest('inline keyboard expected');
  const before = look(kept.message, kept.markup);
  const { text, entities, caption, caption_entities, reply_markup: _old, ...rest } = kept.message;
  const old = {
    ...(text === undefined ? {} : { text }),
    ...(entities ? { entities } : {}),
    ...(caption === undefined ? {} : { caption }),
    ...(caption_entities ? { caption_entities } : {}),
  };
  const now = words ?? old;
  if (look(now, markup) === before) throw badRequest(NOT_MODIFIED);
  kept.message = {
    ...rest,
    ...now,
    edit_date: Math.floor(call.world.now() / 1000),
    ...(markup ? { reply_markup: { inline_keyboard: markup.rows } } : {}),
  };
  if (markup) kept.markup = markup;
  else delete kept.markup;
  kept.raw = call.raw;
  call.world.refresh(place, kept);
  return { result: kept.message };
}

/** What a person sees of it: two messages with the same look are the same to the platform. */
function look(content: Content, markup: Markup | undefined): string {
  const { text, entities, caption, caption_entities } = content;
  return JSON.stringify([text ?? caption ?? '', entities ?? caption_entities ?? [], markup ?? null]);
}
