/** What people do, and what of it the bot is told. */
import type { StoredFile } from './files.ts';
import type { Content, Entity, InlineButton, Message } from './shapes.ts';
import type { Kept, Person, Place, World } from './world.ts';

/** A message of a person: kept in the chat, and an update unless privacy mode hides it from the bot. */
export function speak(
  world: World,
  place: Place,
  person: Person,
  content: Content,
  more: { replyTo?: Message; file?: StoredFile } = {},
): Kept {
  if (place.chat.type === 'private') {
    if (person.blocked) throw blockedError(person);
    person.started = true;
  }
  const kept = world.post(place, { by: 'person', user: person.user, content, ...more });
  const hears = place.botStatus === 'member' && (place.chat.type === 'private' || meant(world, kept.message));
  const update = hears
    ? world.updates.add('message', { message: kept.message }, `message:${place.chat.id}`)
    : undefined;
  kept.raw = update ?? { hidden_from_bot: true, message: kept.message };
  world.refresh(place, kept);
  return kept;
}

function blockedError(person: Person): Error {
  return new Error(`${person.user.first_name} has blocked the bot: unblock first`);
}

/** Privacy mode (Bot features, "Privacy mode"): commands that are not another bot's, and replies to this bot. */
function meant(world: World, message: Message): boolean {
  if (message.reply_to_message?.from.id === world.me.id) return true;
  const command = message.entities?.find((each) => each.type === 'bot_command' && each.offset === 0);
  if (!command) return false;
  const [, addressee] = (message.text ?? '').slice(0, command.length).split('@');
  return addressee === undefined || addressee.toLowerCase() === world.me.username?.toLowerCase();
}

/** `/name` or `/name@bot` at the start, as Telegram's apps mark it. */
export function commandEntities(text: string): Entity[] {
  const found = /^\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_@/])/u.exec(text);
  return found ? [{ type: 'bot_command', offset: 0, length: found[0].length }] : [];
}

/** A press of a button of an inline keyboard. Addresses and words to copy open on the phone: the bot is not told. */
export function press(world: World, place: Place, person: Person, kept: Kept, button: InlineButton): void {
  if (button.callback_data === undefined) return;
  if (place.chat.type === 'private' && person.blocked) throw blockedError(person);
  const id = world.nextQueryId();
  world.queries.set(id, { at: world.now(), user: person.user });
  const query = {
    id,
    from: person.user,
    message: kept.message,
    chat_instance: `-${Math.abs(place.chat.id)}7`,
    data: button.callback_data,
  };
  world.updates.add('callback_query', { callback_query: query }, `press:${person.user.id}`);
}

/** The bot's standing in a chat changes, by somebody's hand: `member`, `kicked`, `left`. */
export function changeMembership(world: World, place: Place, by: Person, from: string, to: string): void {
  const change = {
    chat: place.chat,
    from: by.user,
    date: Math.floor(world.now() / 1000),
    old_chat_member: { user: world.me, status: from },
    new_chat_member: { user: world.me, status: to },
  };
  world.updates.add('my_chat_member', { my_chat_member: change }, `member:${place.chat.id}`);
}
