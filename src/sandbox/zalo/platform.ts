import { createIds, decimalId, type Ids } from './ids.ts';
import { createScreen, type Screen } from './screen.ts';
import type { OaButton } from './buttons.ts';
import { toSettings, type ZaloSettings, type ZaloStandInOptions } from './options.ts';

/** What the platform knows of one person and this OA. */
export interface Person {
  /** OA-scoped id: the one used for sending. */
  id: string;
  idByApp: string;
  name: string;
  follower: boolean;
  /** Last act that counts as interaction; never: undefined. */
  interactedAt?: number;
  /** Replies of the OA since then. */
  replies: number;
  /** The error that sends to this person answer. */
  blocked?: number;
  clickedChatNow: boolean;
  alias: string;
  tags: Set<string>;
  info: Record<string, string>;
  screen: Screen;
  /** The buttons under each of the OA's messages, which never go away. */
  buttons: Map<string, OaButton[]>;
}

/** One line of a conversation, as `/conversation` tells it. */
export interface Line {
  id: string;
  userId: string;
  fromUser: boolean;
  at: number;
  type: string;
  text: string;
  reactions: number;
}

export interface Upload {
  kind: 'image' | 'gif' | 'file';
  at: number;
  name: string;
  mime: string;
  bytes: Uint8Array;
}

export interface StoredFile {
  name: string;
  mime: string;
  bytes: Uint8Array;
}

export interface Group {
  id: string;
  name: string;
  link: string;
  /** People's ids; the OA is in it beside them. */
  members: Set<string>;
  settings: Record<string, unknown>;
  messages: { id: string; at: number; from: string; text: string; body: unknown }[];
}

/** A ZBS template as the console keeps it. */
export interface Template {
  id: string;
  /** 1 transaction, 2 customer care, 3 promotion: only the last keeps quiet at night. */
  tag: 1 | 2 | 3;
  status: 'PENDING_REVIEW' | 'ENABLE' | 'REJECT';
  /** Names of its parameters; left out: any are taken. */
  params?: readonly string[];
}

/** Somebody on a web page with the chat plugin: no Zalo account, no window. */
export interface Visitor {
  id: string;
  conversationId: string;
  name: string;
  screen: Screen;
}

/** Everything in the memory of the stand-in but tokens and webhooks. */
export interface Platform {
  appId: string;
  oaId: string;
  now: () => number;
  settings: ZaloSettings;
  ids: Ids;
  people: Map<string, Person>;
  lines: Line[];
  uploads: Map<string, Upload>;
  /** Files behind addresses, by id. */
  files: Map<string, StoredFile>;
  groups: Map<string, Group>;
  templates: Map<string, Template>;
  /** What the package grants for GMF groups, and which group has taken it. */
  assets: Map<string, { usedBy?: string }>;
  visitors: Map<string, Visitor>;
  articles: Map<string, { id: string; title: string; ready: boolean }>;
  /** Own root, known once the server listens. */
  url: string;
}

export function createPlatform(options: ZaloStandInOptions): Platform {
  return {
    appId: options.appId,
    oaId: options.oaId,
    now: options.now,
    settings: toSettings(options),
    ids: createIds(options.firstId ?? Math.floor(options.now()), options.appSecret),
    people: new Map(),
    lines: [],
    uploads: new Map(),
    files: new Map(),
    groups: new Map(),
    templates: new Map(templatesOf(options).map((template) => [template.id, template])),
    assets: new Map((options.groupAssets ?? []).map((id) => [id, {}])),
    visitors: new Map(),
    articles: new Map(),
    url: '',
  };
}

function templatesOf({ templateIds = [], templates = [] }: ZaloStandInOptions): Template[] {
  return [...templateIds.map((id) => ({ id, tag: 2, status: 'ENABLE' }) as const), ...templates];
}

/** The person behind an id of the caller's: a long decimal id is kept, any other is turned into one. */
export function enterPerson(platform: Platform, who: { id: string; name: string }): Person {
  const id = /^\d{17,19}$/.test(who.id) ? who.id : decimalId(`${platform.oaId}|${who.id}`);
  const known = platform.people.get(id);
  if (known) return known;
  const person: Person = {
    id,
    idByApp: decimalId(`${platform.appId}|${id}`),
    name: who.name,
    follower: false,
    replies: 0,
    clickedChatNow: false,
    alias: '',
    tags: new Set(),
    info: {},
    screen: createScreen(),
    buttons: new Map(),
  };
  platform.people.set(id, person);
  return person;
}

/** Keeps a file and gives the address it is served under. */
export function serveFile(platform: Platform, file: StoredFile): string {
  const id = platform.ids.secret('file').slice(0, 24);
  platform.files.set(id, file);
  return `${platform.url}/cdn/${id}/${encodeURIComponent(file.name)}`;
}
