/** The real bot against Zalo's stand-in when things go wrong: nothing is lost, nothing comes twice, and somebody is told. */
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../../src/sandbox/phone.ts';
import type { ZaloPhone } from '../../src/sandbox/zalo/phone.ts';
import { signPress } from '../../src/zalo-oa-sdk/index.ts';
import { createWorld, fromBot, lastFromBot, reads, SECRETS, sendReport, until } from './world.ts';
import type { World } from './world.ts';

const CALLBACK = 'https://bot.example.vn/zalo';
/** Minutes: short enough for a test to see the end of it. */
const HANDOVER = '0.05';

describe('Zalo, when things go wrong', () => {
  let world: World;
  let officer: Phone;
  let people = 0;

  beforeAll(async () => {
    world = await createWorld();
    world.zalo.set({ appsecretProof: true });
    await start();
    officer = world.telegram.phone({ id: '900', name: 'Phạm Thị Thu' });
    await officer.say(`/canbo ${SECRETS.admin}`);
    await reads(officer, 'Tổng Liên đoàn');
  });
  afterAll(() => world.close());

  const start = () =>
    world.start({
      ZALO_APPSECRET_PROOF: '1',
      ZALO_HANDOVER_MINUTES: HANDOVER,
      ZALO_CALLBACK_URL: CALLBACK,
    });
  const newPhone = (): ZaloPhone =>
    world.zalo.phone({ id: `48001000000000${20_000 + ++people}`, name: `Người ${people}` });
  const metrics = async () => (await fetch(`${world.url}/metrics`)).text();
  const texts = (phone: Phone) => fromBot(phone).map(({ text }) => text);
  const pressKey = createHash('sha256').update(`press|${SECRETS.appId}|${SECRETS.oaSecret}`).digest('hex');

  it('appsecret_proof goes with every call where Zalo asks for it', async () => {
    const phone = newPhone();
    await phone.say('menu');
    await reads(phone, 'Sát Cánh');
  });

  it('W5: an event of an unknown name is answered 200 and counted under a bounded name', async () => {
    world.zalo.emit('user_dances', { user_id: '1' });
    world.zalo.emit('Bad name "with} quotes', { user_id: '1' });
    await world.zalo.idle();
    const seen = world.zalo.deliveries().filter(({ event }) => event === 'user_dances');
    expect(seen.map(({ outcome }) => outcome)).toEqual([200]);
    expect(await metrics()).toContain('satcanh_unknown_events_total{channel="zalo",event="user_dances"} 1');
    expect(await metrics()).toContain('satcanh_unknown_events_total{channel="zalo",event="other"} 1');
  });

  it.each(['c:zzzz:gone', 'menu:of-an-older-bot', 'report:open'])(
    'W7: a button of an older version (%s) says so and offers the menu',
    async (payload) => {
      const phone = newPhone();
      await phone.pressMenu(signPress(pressKey, phone.id, payload));
      const answer = await reads(phone, 'Nút này đã cũ');
      expect((answer.rows ?? []).flat().map(({ label }) => label)).toContain('💉 Vắc xin');
    },
  );

  it('W8: a payload typed with a false signature is only words', async () => {
    const phone = newPhone();
    const honest = signPress(pressKey, '1234567890123456789', 'menu:report');
    await phone.say(honest);
    const answer = await reads(phone, /./);
    expect(answer.text).not.toMatch(/Bước 1\//);
    expect(texts(phone).join('\n')).not.toContain('menu:report');
  });

  it('W9: while a colleague answers in OA Manager the bot is silent for that member, then speaks again', async () => {
    const phone = newPhone();
    const other = newPhone();
    await phone.say('menu');
    await reads(phone, 'Sát Cánh');
    world.zalo.adminSays(phone.id, 'Chào chị, em là cán bộ công đoàn', '77');
    await world.zalo.idle();
    const before = fromBot(phone).length;
    await phone.say('vâng em chào chị ạ');
    await other.say('menu');
    await reads(other, 'Sát Cánh');
    await world.zalo.idle();
    expect(fromBot(phone)).toHaveLength(before);
    await new Promise((resolve) => setTimeout(resolve, 3_200));
    await phone.say('menu');
    await until(() => fromBot(phone).length > before, 5_000, 'an answer again');
  });

  it('every webhook twice: a whole report is filed once and every answer comes once', async () => {
    const phone = newPhone();
    world.zalo.set({ duplicate: true });
    const reference = await sendReport(phone, 'Nợ lương, mỗi lời đến hai lần');
    await world.zalo.idle();
    world.zalo.set({ duplicate: false });
    await reads(officer, reference);
    expect(texts(phone).filter((text) => text.includes(reference))).toHaveLength(1);
    expect(new Set(texts(phone)).size).toBe(texts(phone).length);
  });

  it('the token dies in the middle: one refresh, nothing lost, nothing twice', async () => {
    const phone = newPhone();
    await phone.say('menu');
    await reads(phone, 'Sát Cánh');
    const refreshes = () => world.zalo.calls().filter(({ method }) => method === 'access_token').length;
    const before = { sent: fromBot(phone).length, refreshes: refreshes() };
    world.zalo.setFault({ kind: 'error', code: -216, method: 'message/cs', times: 1 });
    await phone.say('trợ giúp');
    await until(() => fromBot(phone).length > before.sent, 10_000, 'the answer');
    expect(fromBot(phone)).toHaveLength(before.sent + 1);
    expect(refreshes()).toBe(before.refreshes + 1);
  });

  it('S2: an answer of Zalo that is lost brings no second message', async () => {
    const phone = newPhone();
    world.zalo.setFault({ kind: 'accept-then-drop', method: 'message/cs', times: 1 });
    await phone.say('menu');
    await reads(phone, 'Sát Cánh');
    await until(async () => /satcanh_outbox_waiting 0\b/.test(await metrics()), 10_000, 'an empty outbox');
    expect(fromBot(phone)).toHaveLength(1);
  });

  it('all of Zalo down: what members wrote is stored, and every answer comes once when it is back', async () => {
    const phones = [newPhone(), newPhone()];
    const mend = world.zalo.setFault({ kind: 'status', status: 502 });
    for (const phone of phones) await phone.say('menu');
    await world.zalo.idle();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    for (const phone of phones) expect(fromBot(phone)).toEqual([]);
    mend();
    for (const phone of phones) {
      await until(() => fromBot(phone).length > 0, 40_000, 'the answer');
      expect(fromBot(phone)).toHaveLength(1);
      expect(lastFromBot(phone)!.text).toContain('Sát Cánh');
    }
  }, 60_000);

  it('user_withdraw: the person is no longer in the store', async () => {
    const phone = newPhone();
    const reference = await sendReport(phone, 'Xin được quên đi');
    await reads(officer, reference);
    const persons = async () => Number(/table="persons"\} (\d+)/.exec(await metrics())![1]);
    const before = await persons();
    await phone.withdraw();
    await reads(officer, new RegExp(`${reference}[^]*yêu cầu xoá`));
    expect(await persons()).toBe(before - 1);
    await until(
      () => !fromBot(officer).some(({ text }) => text.includes('Xin được quên đi')),
      5_000,
      'a card without the story',
    );
  });

  it('the grant is taken back: /readyz, /metrics and the administrator say so; npm run zalo:login brings it back', async () => {
    const phone = newPhone();
    world.zalo.revokeGrant();
    await phone.say('menu');
    const told = await reads(officer, 'npm run zalo:login');
    const page = /https?:\/\/\S+/.exec(told.text)![0];
    expect(new URL(page).searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    const ready = await fetch(`${world.url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('zalo:login')]);
    expect(await metrics()).toContain('satcanh_zalo_token_ok 0');
    expect(world.output().match(/must grant the app again/g)).toHaveLength(1);

    expect(await login('')).toMatchObject({ code: 1, output: expect.stringContaining('Trợ lý đang chạy') });
    await world.terminate();
    const wrong = await login(`${CALLBACK}?code=abc&state=of-another-login`);
    expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('another login') });
    const granted = (await fetch(page, { redirect: 'manual' })).headers.get('location')!;
    const done = await login(granted);
    expect(done).toMatchObject({ code: 0, output: expect.stringContaining('Xong.') });
    expect(done.output).toContain(page);
    expect(done.output.replaceAll(page, '')).not.toContain(new URL(granted).searchParams.get('code')!);

    await start();
    await reads(phone, 'Sát Cánh');
    expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
    expect(await metrics()).toMatch(/satcanh_zalo_token_ok 1[^]*satcanh_zalo_refresh_days_left (89|90)\b/);
    expect(texts(officer).filter((text) => text.includes('npm run zalo:login'))).toHaveLength(1);
  }, 60_000);

  /** The command, with that address pasted into it. */
  async function login(pasted: string): Promise<{ code: number | null; output: string }> {
    const env = { ...world.environment, ZALO_CALLBACK_URL: CALLBACK };
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/bin/zalo-login.ts'], { env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${pasted}\n`);
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    return { code, output };
  }
});
