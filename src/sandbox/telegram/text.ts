/** Text of a message and of a caption: parsed, checked against the platform's limits, trimmed as the platform does. */
import { parseHtml } from './html.ts';
import { parseMarkdown, parseMarkdownV2 } from './markdown.ts';
import type { Parameters } from './parameters.ts';
import { badRequest } from './refusal.ts';
import type { Entity, RichText } from './shapes.ts';

/** UTF-16 units after parsing (Bot API reference, sendMessage, sendPhoto): the strictest reading of "characters". */
export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;
/** More are ignored by the platform. */
const ENTITY_LIMIT = 100;

const TYPES = new Set(
  (
    'mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler ' +
    'blockquote expandable_blockquote code pre text_link text_mention custom_emoji date_time'
  ).split(' '),
);

/** The text of sendMessage and editMessageText; throws a refusal in Telegram's words. */
export function readText(parameters: Parameters): RichText {
  const raw = parameters.text('text');
  if (raw === undefined) throw badRequest('message text is empty');
  const rich = readRich(raw, parameters, 'entities');
  if (rich.text === '') throw badRequest('message text is empty');
  if (rich.text.length > TEXT_LIMIT) throw badRequest('message is too long');
  return rich;
}

/** A caption; empty when there is none. */
export function readCaption(parameters: Parameters): RichText {
  const rich = readRich(parameters.text('caption') ?? '', parameters, 'caption_entities');
  if (rich.text.length > CAPTION_LIMIT) throw badRequest('message caption is too long');
  return rich;
}

function readRich(raw: string, parameters: Parameters, field: string): RichText {
  const mode = parameters.text('parse_mode')?.toLowerCase();
  if (mode === 'html') return trim(parseHtml(raw));
  if (mode === 'markdownv2') return trim(parseMarkdownV2(raw));
  if (mode === 'markdown') return trim(parseMarkdown(raw));
  if (mode !== undefined) throw badRequest('unsupported parse_mode');
  const given = parameters.json(field);
  if (given !== undefined && !Array.isArray(given))
    throw badRequest("can't parse entities: expected an Array");
  return trim({ text: raw, entities: (given ?? []).map((each: unknown) => readEntity(each, raw)) });
}

function readEntity(value: unknown, text: string): Entity {
  const fail = (why: string): never => {
    throw badRequest(`can't parse entities: ${why}`);
  };
  if (typeof value !== 'object' || value === null) return fail('MessageEntity must be an Object');
  const { type, offset, length, url, language } = value as Record<string, unknown>;
  if (typeof type !== 'string' || !TYPES.has(type))
    return fail(`unsupported type "${String(type)}" specified`);
  if (typeof offset !== 'number' || typeof length !== 'number') {
    return fail('fields "offset" and "length" must be Numbers');
  }
  if (offset < 0 || offset >= text.length || length <= 0) {
    return fail(`entity at UTF-16 offset ${offset} with length ${length} begins outside the text`);
  }
  const end = offset + length;
  if (end > text.length) {
    fail(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${text.length}`,
    );
  }
  for (const border of [offset, end]) {
    if (/[\udc00-\udfff]/.test(text[border] ?? '') && /[\ud800-\udbff]/.test(text[border - 1] ?? '')) {
      fail(`entity beginning at UTF-16 offset ${offset} has a border in the middle of a UTF-16 symbol`);
    }
  }
  if (type === 'text_link' && typeof url !== 'string') fail('text_link without "url"');
  return {
    type,
    offset,
    length,
    ...(typeof url === 'string' ? { url } : {}),
    ...(typeof language === 'string' ? { language } : {}),
  };
}

/** White space at both ends goes, entities move with the text. */
function trim(rich: RichText): RichText {
  const cut = rich.text.length - rich.text.trimStart().length;
  const text = rich.text.trim();
  const entities = rich.entities.slice(0, ENTITY_LIMIT).flatMap((entity) => {
    const start = Math.max(entity.offset - cut, 0);
    const length = Math.min(entity.offset - cut + entity.length, text.length) - start;
    return length > 0 ? [{ ...entity, offset: start, length }] : [];
  });
  return { text, entities };
}
