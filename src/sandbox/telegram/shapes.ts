/** The Bot API's objects, as far as the stand-in speaks them. Field names are the platform's (Bot API reference, "Available types"). */

export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  username?: string;
  language_code?: string;
}

export interface Chat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title?: string;
  first_name?: string;
}

export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
}

export interface RichText {
  text: string;
  entities: Entity[];
}

export interface FileInfo {
  file_id: string;
  file_unique_id: string;
  file_size: number;
  width?: number;
  height?: number;
  duration?: number;
  file_name?: string;
  mime_type?: string;
}

export interface InlineButton {
  text: string;
  url?: string;
  callback_data?: string;
  copy_text?: { text: string };
}

export interface ReplyButton {
  text: string;
  request_contact?: boolean;
  request_location?: boolean;
}

export type Markup =
  | { kind: 'inline'; rows: InlineButton[][] }
  | { kind: 'reply'; rows: ReplyButton[][] }
  | { kind: 'remove' }
  | { kind: 'force' };

/** What a message carries besides its envelope. */
export interface Content {
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  photo?: FileInfo[];
  voice?: FileInfo;
  document?: FileInfo;
  sticker?: FileInfo & { type: string; is_animated: boolean; is_video: boolean; emoji: string };
  location?: { latitude: number; longitude: number };
  contact?: { phone_number: string; first_name: string; user_id?: number };
}

export interface Message extends Content {
  message_id: number;
  from: User;
  chat: Chat;
  /** Seconds since 1970. */
  date: number;
  edit_date?: number;
  reply_to_message?: Message;
  reply_markup?: { inline_keyboard: InlineButton[][] };
}

export interface CallbackQuery {
  id: string;
  from: User;
  message: Message;
  chat_instance: string;
  data: string;
}

export interface ChatMemberUpdated {
  chat: Chat;
  from: User;
  date: number;
  old_chat_member: { user: User; status: string };
  new_chat_member: { user: User; status: string };
}

export interface Update {
  update_id: number;
  message?: Message;
  callback_query?: CallbackQuery;
  my_chat_member?: ChatMemberUpdated;
}

export type UpdateKind = Exclude<keyof Update, 'update_id'>;
