/** The whole bot in one process, with a fixed clock and channels that only record: for tests of what is said and stored. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flows } from '../flows/index.ts';
import { createApp } from '../src/app/app.ts';
import type { App } from '../src/app/app.ts';
import { createKnowledge } from '../src/app/knowledge.ts';
import type { Knowledge } from '../src/app/knowledge.ts';
import type { Channel, SendOptions, SendOutcome } from '../src/channels/channel.ts';
import { LIMITS as telegramLimits, split as telegramSplit } from '../src/channels/telegram/message.ts';
import { LIMITS as zaloLimits, split as zaloSplit } from '../src/channels/zalo/message.ts';
import { loadContent } from '../src/content/bundle.ts';
import type { Message } from '../src/core/message.ts';
import type { Event, Update } from '../src/core/update.ts';
import { createMemoryStore } from '../src/store/lowdb/index.ts';
import type { Store } from '../src/store/store.ts';

/** Saturday 21/11/2026, 10:00 in Việt Nam. */
export const NOON = Date.UTC(2026, 10, 21, 3, 0);
/** Seven days: Zalo OA docs, "Tin tư vấn". */
export const ZALO_WINDOW = 7 * 24 * 3_600_000;
export const ADMIN_CODE = 'TEST-ADMIN-CODE';

export interface Sent {
  channel: string;
  chat: string;
  message: Message;
  options: SendOptions;
}

export interface Player {
  say(text: string): Promise<Message[]>;
  /** Presses the newest button with that label, wherever it stands in this chat. */
  press(label: string): Promise<Message[]>;
  pressData(data: string): Promise<Message[]>;
  do(event: Event): Promise<Message[]>;
  /** Everything received, oldest first. */
  received(): Message[];
  last(): Message;
  id: string;
}

/** The whole form for one player; answers the reference. */
export async function fileReport(
  player: Player,
  story: string,
  answers: { urgency?: string; contact?: string; ownUnit?: string } = {},
): Promise<string> {
  await player.say('Phản ánh khó khăn');
  if (player.last().text.includes('Bước 1/')) {
    await player.press('Đồng ý');
    await player.say('CĐCS Nhà máy A');
  }
  await player.say('Lương, thưởng');
  await player.say(story);
  await player.say(answers.urgency ?? 'Bình thường');
  for (const answer of [
    'Bỏ qua',
    'Bỏ qua',
    'Xong',
    answers.contact ?? 'Nhắn qua trợ lý này',
    answers.ownUnit ?? 'Không cho xem',
    'Gửi',
  ])
    await player.say(answer);
  const reference = /PA-\d{4}-\w{5}/.exec(player.last().text)?.[0];
  if (!reference) throw new Error(`No reference: ${player.last().text}`);
  return reference;
}

export interface Play {
  app: App;
  store: Store;
  knowledge: Knowledge;
  sent: Sent[];
  clock: { at: number };
  /** Where members' files are copied to. */
  filesDir: string;
  player(channel: 'telegram' | 'zalo', id: string, options?: { group?: string; name?: string }): Player;
  /** The first administrator, then an officer of that unit, enrolled in the real way. */
  enrolAdmin(channel?: 'telegram' | 'zalo'): Promise<Player>;
  enrolOfficer(
    unit: string,
    id?: string,
    options?: { group?: string; channel?: 'telegram' | 'zalo' },
  ): Promise<Player>;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

let loaded: Promise<Knowledge> | undefined;
export function realKnowledge(): Promise<Knowledge> {
  loaded ??= loadContent('content', { complete: true }).then(({ bundle, faults }) => {
    const errors = faults.filter((fault) => fault.severity === 'error');
    if (errors.length > 0)
      throw new Error(errors.map((fault) => `${fault.path}:${fault.line} ${fault.message}`).join('\n'));
    return createKnowledge(bundle);
  });
  return loaded;
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export async function createPlay(
  options: { fail?: (sent: Sent) => SendOutcome | undefined; knowledge?: Knowledge } = {},
): Promise<Play> {
  const knowledge = options.knowledge ?? (await realKnowledge());
  const clock = { at: NOON };
  const store = createMemoryStore({ now: () => clock.at });
  const sent: Sent[] = [];
  let messageIds = 0;
  const channel = (name: 'telegram' | 'zalo'): Channel => ({
    name,
    limits: name === 'telegram' ? telegramLimits : zaloLimits,
    canEdit: name === 'telegram',
    forwardsById: name === 'telegram',
    ...(name === 'zalo' ? { replyWithin: ZALO_WINDOW } : {}),
    split: name === 'telegram' ? telegramSplit : zaloSplit,
    send(chat, message, sendOptions) {
      const one = { channel: name, chat, message, options: sendOptions };
      const failed = options.fail?.(one);
      if (failed) return Promise.resolve(failed);
      sent.push(one);
      return Promise.resolve({ ok: true, messageId: String(++messageIds) });
    },
    download: () => Promise.resolve({ bytes: new Uint8Array([1, 2, 3]), name: 'anh.jpg' }),
  });
  const filesDir = mkdtempSync(join(tmpdir(), 'satcanh-files-'));
  let secrets = 0;
  const app = createApp({
    store,
    channels: [channel('telegram'), channel('zalo')],
    flows,
    knowledge: () => knowledge,
    filesDir,
    now: () => clock.at,
    monotonic: () => clock.at,
    random: () => 0.5,
    newSecret: () => (++secrets).toString(16).padStart(32, '0'),
    log: quiet,
  });
  await app.adminCode(ADMIN_CODE);
  app.dispatcher.start();
  let updates = 0;

  async function settle(): Promise<void> {
    for (let i = 0; i < 500; i++) {
      const [{ rows, dead }, due] = [await store.stats(), await store.nextDue()];
      if (rows.outbox <= dead || (due !== undefined && due > clock.at)) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  function player(
    name: 'telegram' | 'zalo',
    number: string,
    where: { group?: string; name?: string } = {},
  ): Player {
    const person = `${name}:${number}`;
    const chat = where.group ? `${name}:${where.group}` : person;
    const mine = () => sent.filter((one) => one.chat === chat).map((one) => one.message);
    const act = async (event: Event): Promise<Message[]> => {
      const before = mine().length;
      clock.at += 1000;
      const update: Update = {
        id: `${name}:u${++updates}`,
        channel: name,
        at: clock.at,
        person,
        chat,
        chatType: where.group ? 'group' : 'private',
        name: where.name ?? 'Nguyễn Thị Hoa',
        event,
      };
      await app.receive(update);
      await settle();
      return mine().slice(before);
    };
    const command = (text: string) => /^\/(\w+)(?:\s+([^]*))?$/.exec(text);
    return {
      id: person,
      do: act,
      say: (text) => {
        const found = command(text);
        return act({
          type: 'text',
          text,
          ...(found ? { command: { name: found[1]!, payload: found[2] ?? '' } } : {}),
        });
      },
      press: (label) => {
        const buttons = mine().flatMap((message) => (message.rows ?? []).flat());
        const button = buttons.findLast((one) => one.label.includes(label));
        if (!button?.data)
          throw new Error(`No button "${label}". Last message: ${JSON.stringify(mine().at(-1))}`);
        return act({ type: 'press', data: button.data });
      },
      pressData: (data) => act({ type: 'press', data }),
      received: mine,
      last: () => {
        const last = mine().at(-1);
        if (!last) throw new Error(`${person} has received nothing`);
        return last;
      },
    };
  }

  const enrolAdmin = async (name: 'telegram' | 'zalo' = 'telegram'): Promise<Player> => {
    const admin = player(name, '900', { name: 'Quản trị' });
    await admin.say(`/canbo ${ADMIN_CODE}`);
    return admin;
  };
  let admin: Promise<Player> | undefined;

  return {
    app, store, knowledge, sent, clock, filesDir, player, enrolAdmin, settle,
    async enrolOfficer(unit, id = '800', where = {}) {
      admin ??= enrolAdmin();
      const inviter = await admin;
      await inviter.say('/canbo');
      await inviter.press('Mời cán bộ');
      await inviter.say(knowledge.tree.get(unit)!.name);
      if (!inviter.last().text.includes('Vai trò')) await inviter.press(knowledge.tree.get(unit)!.name.slice(0, 20));
      const [made] = await inviter.press('Xử lý phản ánh');
      const code = /\/canbo (\S+)/.exec(made?.text ?? '')?.[1];
      if (!code) throw new Error(`No invitation: ${made?.text}`);
      const officer = player(where.channel ?? 'telegram', id, { name: 'Trần Văn Lan', ...(where.group ? { group: where.group } : {}) });
      await officer.say(`/canbo ${code}`);
      return officer;
    },
    async stop() {
      await app.stop();
      await store.close();
    },
  }; // prettier-ignore
}
