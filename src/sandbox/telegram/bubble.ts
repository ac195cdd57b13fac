/** A message as what the person sees of it. */
import type { Bubble, BubbleButton } from '../phone.ts';
import type { StoredFile } from './files.ts';
import type { InlineButton, Markup, Message, ReplyButton } from './shapes.ts';

export interface BubbleSource {
  message: Message;
  by: 'bot' | 'person';
  markup?: Markup;
  file?: StoredFile;
  raw?: unknown;
  /** Milliseconds since 1970. */
  at: number;
}

/** `root`: where the stand-in serves files to the page. */
export function toBubble(source: BubbleSource, root: string): Bubble {
  const { message, file, markup } = source;
  const entities = message.entities ?? message.caption_entities;
  return {
    id: String(message.message_id),
    from: source.by,
    at: source.at,
    text: message.text ?? message.caption ?? message.contact?.phone_number ?? message.sticker?.emoji ?? '',
    ...(entities ? { entities } : {}),
    ...(markup && 'rows' in markup ? { rows: buttonRows(markup) } : {}),
    ...(file && file.kind !== 'sticker'
      ? { file: { kind: file.kind, url: `${root}/seen/${file.path}`, name: file.name } }
      : {}),
    ...(message.location ? { location: message.location } : {}),
    ...(message.reply_to_message ? { quotes: String(message.reply_to_message.message_id) } : {}),
    ...(message.edit_date === undefined ? {} : { edited: true }),
    ...(source.raw === undefined ? {} : { raw: source.raw }),
  };
}

function buttonRows(markup: Markup & { kind: 'inline' | 'reply' }): BubbleButton[][] {
  return markup.kind === 'inline'
    ? markup.rows.map((row) => row.map(inlineButton))
    : markup.rows.map((row) => row.map(replyButton));
}

function inlineButton(button: InlineButton): BubbleButton {
  const label = button.text;
  if (button.url !== undefined) return { label, kind: 'url', target: button.url };
  if (!button.copy_text) return { label, kind: 'press' };
  // Copying tells the bot nothing either; a number that is there to be copied is there to be called.
  const copy = button.copy_text.text;
  return /^[+\d][\d\s.-]*$/.test(copy) ? { label, kind: 'phone', target: copy } : { label, kind: 'url' };
}

function replyButton(button: ReplyButton): BubbleButton {
  const kind = button.request_contact ? 'contact' : button.request_location ? 'location' : 'press';
  return { label: button.text, kind };
}
