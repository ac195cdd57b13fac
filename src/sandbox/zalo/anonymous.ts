import type { Sample } from '../phone.ts';
import { invalid, Refusal } from './answer.ts';
import { document, image, sticker } from './attachments.ts';
import { toBubble } from './bubbles.ts';
import { ECHO, echoContent } from './deliver.ts';
import { anonymous } from './events.ts';
import { asText, type Fields } from './fields.ts';
import { readMessage } from './message.ts';
import { createScreen, type Screen } from './screen.ts';
import type { Platform, Visitor } from './platform.ts';
import type { Webhooks } from './webhooks.ts';

/** Somebody who chats on a web page, without a Zalo account. */
export interface ZaloVisitor {
  readonly id: string;
  readonly conversationId: string;
  bubbles: Screen['bubbles'];
  say(text: string): void;
  sendPhoto(sample: Sample): void;
  sendDocument(sample: Sample): void;
  sendSticker(): void;
}

/** The same name is the same visitor in the same conversation. */
export function enterVisitor(platform: Platform, hooks: Webhooks, name: string): ZaloVisitor {
  let visitor = [...platform.visitors.values()].find((one) => one.name === name);
  if (!visitor) {
    const id = platform.ids.secret('anonymous').slice(0, 24);
    visitor = {
      id,
      conversationId: platform.ids.secret('web-chat').slice(0, 24),
      name,
      screen: createScreen(),
    };
    platform.visitors.set(id, visitor);
  }
  return handsOf(platform, hooks, visitor);
}

function handsOf(platform: Platform, hooks: Webhooks, visitor: Visitor): ZaloVisitor {
  const { id, conversationId, screen } = visitor;
  function tell(kind: string, text: string, attachment?: object): void {
    const msg_id = platform.ids.message();
    const message = { ...(attachment ? { attachments: [attachment] } : { text }), msg_id };
    const ends = { from: id, to: platform.oaId, conversation: conversationId };
    const raw = anonymous(platform, ends, `anonymous_send_${kind}`, message);
    screen.add({ id: msg_id, from: 'person', at: platform.now(), text, raw });
    hooks.emit(raw, id);
  }
  return {
    id,
    conversationId,
    bubbles: screen.bubbles,
    say: (text) => tell('text', text),
    sendPhoto: (sample) => tell('image', '', image(platform, sample).attachment),
    sendDocument: (sample) => tell('file', '', document(platform, sample).attachment),
    sendSticker: () => tell('sticker', '', sticker().attachment),
  };
}

/** A message of the OA to a web page: text, image, file or sticker; -201 for a visitor or conversation that is not. */
export function sendToVisitor(platform: Platform, hooks: Webhooks, recipient: Fields, body: Fields): object {
  const visitor = platform.visitors.get(asText(recipient.anonymous_id, 'anonymous_id'));
  if (!visitor) throw invalid('anonymous_id');
  if (recipient.conversation_id !== visitor.conversationId) throw invalid('conversation_id');
  const message = readMessage(platform, body.message);
  if (!['text', 'image', 'file', 'sticker'].includes(message.kind)) throw new Refusal(-233);
  const id = platform.ids.message();
  visitor.screen.add(toBubble(platform, message, { id, at: platform.now(), raw: body }));
  if (platform.settings.echoes) {
    const ends = { from: platform.oaId, to: visitor.id, conversation: visitor.conversationId };
    const echo = { ...echoContent(platform, message), msg_id: id };
    hooks.emit(anonymous(platform, ends, `oa_send_anonymous_${ECHO[message.kind]}`, echo), visitor.id);
  }
  return { message_id: id, anonymous_id: visitor.id, conversation_id: visitor.conversationId };
}
