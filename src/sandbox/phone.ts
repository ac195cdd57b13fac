/** A person's phone in the sandbox: what the page and the tests hold in their hands, whichever stand-in is behind it. */

export interface BubbleButton {
  label: string;
  /** What kind of press it is; `url` and `phone` open something and tell the bot nothing. */
  kind: 'press' | 'url' | 'phone' | 'contact' | 'location';
  target?: string;
}

export interface Bubble {
  /** The platform's message id. */
  id: string;
  from: 'bot' | 'person';
  at: number;
  text: string;
  entities?: { type: string; offset: number; length: number; url?: string }[];
  rows?: BubbleButton[][];
  /** Served by the stand-in under `url`. */
  file?: { kind: 'photo' | 'voice' | 'document' | 'video'; url: string; name?: string };
  location?: { latitude: number; longitude: number };
  /** The message that this one answers. */
  quotes?: string;
  edited?: boolean;
  /** The raw call or update, for the inspector; secrets left out. */
  raw?: unknown;
}

export interface Sample {
  bytes: Uint8Array;
  name: string;
  mime: string;
}

/** One person in one chat of one platform. Each action resolves when the platform has taken it, not when the bot has answered. */
export interface Phone {
  readonly platform: 'telegram' | 'zalo';
  /** The platform's id of the person. */
  readonly id: string;
  readonly name: string;
  bubbles(): readonly Bubble[];
  say(text: string): Promise<void>;
  /** Answers one message (reply, quote). */
  reply(bubbleId: string, text: string): Promise<void>;
  /** Presses a button; throws when the bubble has none there. */
  press(bubbleId: string, row: number, column: number): Promise<void>;
  sendPhoto(sample: Sample, caption?: string): Promise<void>;
  sendVoice(sample: Sample, seconds: number): Promise<void>;
  sendDocument(sample: Sample): Promise<void>;
  sendLocation(latitude: number, longitude: number): Promise<void>;
  sendContact(phone: string): Promise<void>;
  sendSticker(): Promise<void>;
  /** Called after every change of the bubbles. */
  onChange(listener: () => void): () => void;
  /** Empties the screen; the platform forgets nothing. */
  clear(): void;
}

/** What a stand-in does wrong on purpose. Counted down per request where `times` is given, else until removed. */
export interface Fault {
  /** Path ending or method name: `sendMessage`, `message/cs`. Left out: every request. */
  method?: string;
  /** Only requests to this chat or person. */
  to?: string;
  times?: number;
  /** So many requests that fit pass first. */
  after?: number;
  /**
   * `delay`: answers after `ms` · `status`: that HTTP status with `body` · `drop`: closes the connection unheard ·
   * `accept-then-drop`: does it, then closes the connection without an answer · `accept-then-cut`: does it, then answers only
   * the first half of the body · `error`: the platform's own error `code`
   * (Telegram error_code, Zalo error) with `retryAfter` seconds where it has one.
   */
  kind: 'delay' | 'status' | 'drop' | 'accept-then-drop' | 'accept-then-cut' | 'error';
  ms?: number;
  status?: number;
  body?: string;
  code?: number;
  retryAfter?: number;
}

/** A platform on loopback. */
export interface StandIn {
  readonly platform: 'telegram' | 'zalo';
  /** Root of its API: what TELEGRAM_API_ROOT or ZALO_API_ROOT is set to. */
  readonly url: string;
  /** The same person and chat give the same phone. */
  phone(person: { id: string; name: string }): Phone;
  setFault(fault: Fault): () => void;
  clearFaults(): void;
  /** Every accepted and refused call of the bot, oldest first, for tests and the inspector; tokens left out. */
  calls(): readonly { at: number; method: string; body: unknown; status: number; answer: unknown }[];
  close(): Promise<void>;
}
