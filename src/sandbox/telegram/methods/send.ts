/** The methods that put a message into a chat. */
import { photoSizes, fileInfo, requireFile, type FileKind, type StoredFile } from '../files.ts';
import { readMarkup } from '../markup.ts';
import { badRequest } from '../refusal.ts';
import type { Content, Message } from '../shapes.ts';
import { readCaption, readText } from '../text.ts';
import type { Place } from '../world.ts';
import { readChatId, type Call, type Done, type Methods } from './method.ts';

const COMMON = [
  'chat_id',
  'message_thread_id',
  'disable_notification',
  'protect_content',
  'allow_paid_broadcast',
  'message_effect_id',
  'reply_parameters',
  'reply_to_message_id',
  'allow_sending_without_reply',
  'reply_markup',
] as const;
const CAPTION = ['caption', 'parse_mode', 'caption_entities'] as const;

/** Bytes (Bot API reference, "Sending files"). */
const PHOTO_LIMIT = 10 * 1024 * 1024;
const FILE_LIMIT = 50 * 1024 * 1024;

export const sendMethods: Methods = {
  sendMessage: {
    parameters: [
      ...COMMON,
      'text',
      'parse_mode',
      'entities',
      'link_preview_options',
      'disable_web_page_preview',
    ],
    run(call) {
      const { text, entities } = readText(call.parameters);
      return send(call, { text, ...(entities.length > 0 ? { entities } : {}) });
    },
  },
  sendPhoto: {
    parameters: [...COMMON, ...CAPTION, 'photo', 'has_spoiler', 'show_caption_above_media'],
    run(call) {
      return sendFile(call, 'photo', (file) => ({ photo: photoSizes(file) }));
    },
  },
  sendVoice: {
    parameters: [...COMMON, ...CAPTION, 'voice', 'duration'],
    run(call) {
      const duration = call.parameters.integer('duration') ?? 0;
      return sendFile(call, 'voice', (file) => ({
        voice: fileInfo(file, { duration, mime_type: 'audio/ogg' }),
      }));
    },
  },
  sendDocument: {
    parameters: [...COMMON, ...CAPTION, 'document', 'thumbnail', 'disable_content_type_detection'],
    run(call) {
      return sendFile(call, 'document', (file) => ({
        document: fileInfo(file, { file_name: file.name, mime_type: file.mime }),
      }));
    },
  },
  sendLocation: {
    parameters: [...COMMON, 'latitude', 'longitude', 'horizontal_accuracy'],
    run(call) {
      const latitude = call.parameters.number('latitude');
      const longitude = call.parameters.number('longitude');
      if (latitude === undefined) throw badRequest('latitude is empty');
      if (longitude === undefined) throw badRequest('longitude is empty');
      if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest('wrong location specified');
      return send(call, { location: { latitude, longitude } });
    },
  },
  sendContact: {
    parameters: [...COMMON, 'phone_number', 'first_name', 'last_name', 'vcard'],
    run(call) {
      const phone = call.parameters.text('phone_number');
      const name = call.parameters.text('first_name');
      if (phone === undefined) throw badRequest('phone number is empty');
      if (name === undefined) throw badRequest('first name is empty');
      return send(call, { contact: { phone_number: phone, first_name: name } });
    },
  },
};

function sendFile(call: Call, kind: FileKind, content: (file: StoredFile) => Content): Done {
  const { text: caption, entities } = readCaption(call.parameters);
  const given = call.parameters.file(kind);
  if (given === undefined) throw badRequest(`there is no ${kind} in the request`);
  const { files } = call.world;
  let file: StoredFile;
  if (typeof given === 'string') file = requireFile(files, given, kind);
  else {
    if (given.bytes.length === 0) throw badRequest('file must be non-empty');
    const limit = kind === 'photo' ? PHOTO_LIMIT : FILE_LIMIT;
    if (given.bytes.length > limit) {
      throw badRequest(
        `file of size ${given.bytes.length} bytes is too big for a ${kind}; the maximum size is ${limit} bytes`,
      );
    }
    if (kind === 'photo' && !isPicture(given.bytes)) throw badRequest('IMAGE_PROCESS_FAILED');
    file = files.add(kind, given);
  }
  const words = {
    ...(caption ? { caption } : {}),
    ...(caption && entities.length > 0 ? { caption_entities: entities } : {}),
  };
  return send(call, { ...content(file), ...words }, file);
}

function send(call: Call, content: Content, file?: StoredFile): Done {
  const place = call.world.openPlace(readChatId(call));
  const replyTo = readReply(call, place);
  const markup = readMarkup(call.parameters.json('reply_markup'), place.chat);
  const kept = call.world.post(place, {
    by: 'bot',
    user: call.world.me,
    content,
    raw: call.raw,
    ...(replyTo ? { replyTo } : {}),
    ...(markup ? { markup } : {}),
    ...(file ? { file } : {}),
  });
  return { result: kept.message };
}

const REPLY_FIELDS = [
  'message_id',
  'chat_id',
  'allow_sending_without_reply',
  'quote',
  'quote_parse_mode',
  'quote_entities',
  'quote_position',
];

function readReply(call: Call, place: Place): Message | undefined {
  const given = call.parameters.json('reply_parameters') ?? {
    message_id: call.parameters.integer('reply_to_message_id'),
    allow_sending_without_reply: call.parameters.flag('allow_sending_without_reply'),
  };
  if (typeof given !== 'object' || given === null) throw badRequest('object expected as reply parameters');
  const reply = given as Record<string, unknown>;
  const stranger = Object.keys(reply).find((name) => !REPLY_FIELDS.includes(name));
  if (stranger !== undefined) throw badRequest(`unknown field "${stranger}" of ReplyParameters`);
  if (reply['message_id'] === undefined) return undefined;
  const found = place.kept.get(Number(reply['message_id']));
  if (found) return found.message;
  if (reply['allow_sending_without_reply'] === true) return undefined;
  throw badRequest('message to be replied not found');
}

/** JPEG, PNG, GIF, WebP by their first bytes. */
function isPicture(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF.{4}WEBP)/s.test(head);
}
