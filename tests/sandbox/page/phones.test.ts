import { expect, it } from 'vitest';
import { post, start, telegram } from './setup.ts';

it('hands out what the bot needs to reach the stand-ins, and shows none of it on the page', async () => {
  const { telegram: t, zalo: z, routes, phone } = await start();
  const me = (await (await fetch(`${t.apiRoot}/bot${t.token}/getMe`)).json()) as { ok: boolean };
  expect(me.ok).toBe(true);
  expect(new Set([t.apiRoot, z.apiRoot, z.oauthRoot]).size).toBe(3);
  await phone('member-telegram').say('chào');
  const id = phone('member-telegram').bubbles()[0]!.id;
  const shown = await (await routes.request(`/sandbox/phones/member-telegram/raw/${id}`)).text();
  for (const secret of [t.token, z.appSecret, z.oaSecret, z.refreshToken])
    expect(shown).not.toContain(secret);
});

it.each(['member-telegram', 'member-zalo'] as const)(
  'sends from %s all that its attach menu offers',
  async (key) => {
    const sandbox = await start();
    for (const action of ['start', 'photo', 'voice', 'location', 'contact', 'document', 'sticker'])
      expect([action, (await post(sandbox, `phones/${key}/${action}`)).status]).toEqual([action, 200]);
    const bubbles = sandbox.phone(key).bubbles();
    expect(bubbles.flatMap(({ file }) => file?.kind ?? [])).toEqual(['photo', 'voice', 'document']);
    expect(bubbles.some(({ location }) => location)).toBe(true);
  },
);

it('fetches a photo of a bubble from the stand-in, so that the page needs no other host', async () => {
  const sandbox = await start();
  await post(sandbox, 'phones/member-zalo/photo', { caption: 'nha toi' });
  await post(sandbox, 'phones/member-zalo/document');
  const [photo, paper] = sandbox.phone('member-zalo').bubbles();
  const picture = await sandbox.routes.request(`/sandbox/files/member-zalo/${photo!.id}`);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(new Uint8Array(await picture.arrayBuffer()).slice(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  const file = await sandbox.routes.request(`/sandbox/files/member-zalo/${paper!.id}`);
  expect(file.headers.get('content-disposition')).toBe('attachment');
  expect((await sandbox.routes.request('/sandbox/files/member-zalo/none')).status).toBe(404);
});

it('presses a button once there is one, and refuses it where there is none', async () => {
  const sandbox = await start();
  const { id } = sandbox.phone('officer');
  const keys = { inline_keyboard: [[{ text: 'Tiếp nhận', callback_data: 'x' }]] };
  await telegram(sandbox, 'sendMessage', { chat_id: Number(id), text: 'Phản ánh', reply_markup: keys });
  const bubble = sandbox.phone('officer').bubbles()[0]!.id;
  expect((await post(sandbox, 'phones/officer/press', { bubble, row: 0, column: 0 })).status).toBe(200);
  expect(sandbox.standIns.telegram.pending()).toBe(1);
  expect((await post(sandbox, 'phones/officer/press', { bubble, row: 4, column: 0 })).status).toBe(409);
  expect((await post(sandbox, 'phones/officer/press', { bubble, row: -1, column: 0 })).status).toBe(400);
});

it('knows no other phones and no other actions', async () => {
  const sandbox = await start();
  for (const path of [
    'phones/nobody/say',
    'phones/officer/fly',
    'phones/officer/constructor',
    'phones/__proto__/say',
  ])
    expect((await post(sandbox, path, { text: 'a' })).status).toBe(404);
});

it("gives a member's phone to a newcomer, whom the platforms and the bot have never seen", async () => {
  const sandbox = await start();
  const before = sandbox.phone('member-zalo');
  await before.say('chao');
  const answer = (await (await post(sandbox, 'phones/member-zalo/new')).json()) as {
    name: string;
    personKey: string;
  };
  const after = sandbox.phone('member-zalo');
  expect(after.id).not.toBe(before.id);
  expect(after.bubbles()).toEqual([]);
  expect(answer).toMatchObject({ name: after.name, personKey: `zalo:${after.id}` });
  await post(sandbox, 'phones/member-telegram/new');
  expect(sandbox.phone('member-telegram').name).not.toBe(after.name);
  expect((await post(sandbox, 'phones/officer/new')).status).toBe(409);
});

it('gives the cast the same ids in every run, and every run its own secrets', async () => {
  const [first, second] = [await start({ nextId: () => 'run-1' }), await start({ nextId: () => 'run-2' })];
  for (const key of ['member-telegram', 'member-zalo', 'officer', 'admin'] as const)
    expect(first.phone(key).id).toBe(second.phone(key).id);
  expect(first.telegram.token).not.toBe(second.telegram.token);
  expect(first.zalo.refreshToken).not.toBe(second.zalo.refreshToken);
});

it('asks the bot about the person who holds the phone', async () => {
  const sandbox = await start();
  const answer = await sandbox.routes.request('/sandbox/inspect/member-zalo');
  const person = `zalo:${sandbox.phone('member-zalo').id}`;
  expect(await answer.json()).toMatchObject({
    person,
    conversation: { state: 'home', data: { personKey: person } },
  });
});
