/** The whole bot in one process, with a fixed clock and channels that only record: for tests of what is said and stored. */
import { createKnowledge } from '../src/app/knowledge.ts';
import type { Knowledge } from '../src/app/knowledge.ts';
import type { SendOutcome } from '../src/channels/channel.ts';
import { loadContent } from '../src/content/bundle.ts';
import { rehearse } from '../src/rehearse.ts';
import type { Player } from '../src/rehearsal/player.ts';
import type { ChannelName, Sent, World } from '../src/rehearsal/world.ts';

export { ZALO_WINDOW } from '../src/rehearse.ts';
export type { Player } from '../src/rehearsal/player.ts';
export type { Sent } from '../src/rehearsal/world.ts';

/** Saturday 21/11/2026, 10:00 in Việt Nam. */
export const NOON = Date.UTC(2026, 10, 21, 3, 0);
export const ADMIN_CODE = 'TEST-ADMIN-CODE';

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

export interface Play extends World {
  /** The first administrator, then an officer of that unit, enrolled in the real way. */
  enrolAdmin(channel?: ChannelName): Promise<Player>;
  enrolOfficer(
    unit: string,
    id?: string,
    options?: { group?: string; channel?: ChannelName },
  ): Promise<Player>;
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

export async function createPlay(
  options: { fail?: (sent: Sent) => SendOutcome | undefined; knowledge?: Knowledge } = {},
): Promise<Play> {
  const knowledge = options.knowledge ?? (await realKnowledge());
  const world = rehearse(knowledge, { at: NOON, ...(options.fail ? { fail: options.fail } : {}) });
  await world.app.adminCode(ADMIN_CODE);
  const { player } = world;

  const enrolAdmin = async (name: ChannelName = 'telegram'): Promise<Player> => {
    const admin = player(name, '900', { name: 'Quản trị' });
    await admin.say(`/canbo ${ADMIN_CODE}`);
    return admin;
  };
  let admin: Promise<Player> | undefined;

  return {
    ...world,
    enrolAdmin,
    async enrolOfficer(unit, id = '800', where = {}) {
      admin ??= enrolAdmin();
      const inviter = await admin;
      await inviter.say('/canbo');
      await inviter.press('Mời cán bộ');
      await inviter.say(knowledge.tree.get(unit)!.name);
      if (!inviter.last().text.includes('Vai trò'))
        await inviter.press(knowledge.tree.get(unit)!.name.slice(0, 20));
      const [made] = await inviter.press('Xử lý phản ánh');
      const code = /\/canbo (\S+)/.exec(made?.text ?? '')?.[1];
      if (!code) throw new Error(`No invitation: ${made?.text}`);
      const officer = player(where.channel ?? 'telegram', id, {
        name: 'Trần Văn Lan',
        ...(where.group ? { group: where.group } : {}),
      });
      await officer.say(`/canbo ${code}`);
      return officer;
    },
  };
}
