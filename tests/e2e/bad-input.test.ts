// Over 250 lines: every kind of bad input on both channels, against one running bot.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../../src/sandbox/phone.ts';
import { macOf } from '../../src/sandbox/zalo/sign.ts';
import { createWorld, fromBot, lastFromBot, press, reads, SECRETS, sendReport, until } from './world.ts';
import type { World } from './world.ts';

const PLATFORMS = ['telegram', 'zalo'] as const;
type Platform = (typeof PLATFORMS)[number];

describe('bad input, on both channels', () => {
  let world: World;
  let people = 0;

  beforeAll(async () => {
    world = await createWorld();
    await world.start({ PUBLIC_URL: world.url });
    await until(
      () => world.telegram.calls().some((call) => call.method === 'setWebhook'),
      10_000,
      'the webhook',
    );
  });
  afterAll(() => world.close());

  const newPhone = (platform: Platform): Phone => {
    people++;
    return platform === 'telegram'
      ? world.telegram.phone({ id: String(10_000 + people), name: `Người ${people}` })
      : world.zalo.phone({ id: `48001000000000${10_000 + people}`, name: `Người ${people}` });
  };
  const answered = async (phone: Phone, action: () => Promise<void>): Promise<string> => {
    const before = fromBot(phone).length;
    await action();
    await until(() => fromBot(phone).length > before, 10_000, 'an answer');
    return lastFromBot(phone)!.text;
  };
  const rows = async () =>
    (await (await fetch(`${world.url}/metrics`)).text()).match(/satcanh_rows\{table="persons"\} (\d+)/)![1];

  it.each(PLATFORMS)('an unknown command is told kindly, with the menu (%s)', async (platform) => {
    const phone = newPhone(platform);
    expect(await answered(phone, () => phone.say('/khongco'))).toContain('không có lệnh này');
    expect(
      (lastFromBot(phone)!.rows ?? [])
        .flat()
        .map((button) => button.label)
        .join(),
    ).toContain('Phản ánh khó khăn');
  });

  it.each(PLATFORMS)('a sticker is answered in words (%s)', async (platform) => {
    const phone = newPhone(platform);
    expect(await answered(phone, () => phone.sendSticker())).toContain('hình dán');
  });

  it.each(PLATFORMS)(
    'a text of ten thousand characters is taken whole as a story, and its answers stay within limits (%s)',
    async (platform) => {
      const phone = newPhone(platform);
      const story = 'Công ty nợ lương và không trả lời chúng tôi. '.repeat(230).slice(0, 10_000);
      await phone.say('Phản ánh khó khăn');
      await reads(phone, 'Bước 1/');
      await press(phone, 'Đồng ý');
      await reads(phone, 'Bước 2/');
      await phone.say('nha may a');
      await until(() => /Bước [23]/.test(lastFromBot(phone)!.text), 5000);
      await phone.say('1');
      await reads(phone, 'Bước 3/');
      await phone.say('1');
      await reads(phone, 'Bước 4/');
      // People cannot type more than the platform takes in one message, so the long text comes by the platform's own door.
      if (platform === 'telegram')
        await postTelegram({
          update_id: 990_000 + people,
          message: {
            message_id: 1,
            date: 1,
            chat: { id: Number(phone.id), type: 'private', first_name: 'A' },
            from: { id: Number(phone.id), is_bot: false, first_name: 'A' },
            text: story,
          },
        });
      else await postZalo(zaloText(phone.id, story, `long-${people}`));
      await reads(phone, 'Bước 5/');
      for (const label of ['Bình thường', 'Bỏ qua', 'Bỏ qua', 'Xong', 'Nhắn qua', 'Không cho', 'Gửi']) {
        const text = lastFromBot(phone)!.text;
        await press(phone, label);
        await until(() => lastFromBot(phone)!.text !== text, 5000, `an answer to ${label}`);
      }
      await reads(phone, /PA-\d{4}-/);
      for (const bubble of fromBot(phone))
        expect([...bubble.text].length).toBeLessThanOrEqual(platform === 'zalo' ? 2000 : 4096);
    },
  );

  it.each(PLATFORMS)('an old button says so and offers the menu; the form goes on (%s)', async (platform) => {
    const phone = newPhone(platform);
    await phone.say('Phản ánh khó khăn');
    const consent = await reads(phone, 'Bước 1/');
    await press(phone, 'Đồng ý');
    await reads(phone, 'Bước 2/');
    const before = fromBot(phone).length;
    await phone.press(consent.id, 0, 0);
    const old = await reads(phone, 'Nút này đã cũ', before);
    expect(old.text).toContain('Bước 2/');
  });

  it.each(PLATFORMS)("a button of another member's report opens nothing (%s)", async (platform) => {
    const officer = newPhone('telegram');
    if (platform === 'telegram') await officer.say(`/canbo ${SECRETS.admin}`);
    const owner = newPhone(platform);
    const reference = await sendReport(owner, 'Chuyện riêng của tôi');
    const stranger = newPhone(platform);
    await answered(stranger, () => stranger.say('/start'));
    const before = fromBot(stranger).length;
    if (platform === 'telegram') {
      const from = { id: Number(stranger.id), is_bot: false, first_name: 'X' };
      await postTelegram({
        update_id: 991_000 + people,
        callback_query: {
          id: '1',
          from,
          chat_instance: '1',
          data: `report:open:${reference}`,
          message: {
            message_id: 1,
            date: 1,
            chat: { id: Number(stranger.id), type: 'private', first_name: 'X' },
          },
        },
      });
    } else {
      const bubble = await reads(owner, reference);
      const forged = world.zalo
        .calls()
        .findLast((call) => JSON.stringify(call.body).includes(`report:open:${reference}`));
      const payload = /#report:open:[^"]+/.exec(JSON.stringify(forged!.body))![0];
      expect(bubble.text).toContain(reference);
      await stranger.say(payload);
    }
    await until(() => fromBot(stranger).length > before, 10_000, 'an answer');
    for (const bubble of fromBot(stranger).slice(before)) expect(bubble.text).not.toContain('Chuyện riêng');
  });

  it.each(PLATFORMS)(
    'text where a button is expected: label, label without marks, number; else a hint, another, then a way out (%s)',
    async (platform) => {
      const phone = newPhone(platform);
      await phone.say('Phản ánh khó khăn');
      await reads(phone, 'Bước 1/');
      expect(await answered(phone, () => phone.say('xyz qwerty'))).toMatch(/chưa hiểu[^]*Bước 1\//);
      expect(await answered(phone, () => phone.say('xyz qwerty'))).toContain('vẫn chưa hiểu');
      expect(await answered(phone, () => phone.say('xyz qwerty'))).toContain('gõ “huỷ”');
      expect(await answered(phone, () => phone.say('dong y'))).toContain('Bước 2/');
      expect(await answered(phone, () => phone.say('1'))).toContain('Bước 3/');
      expect(await answered(phone, () => phone.say('luong thuong'))).toContain('Bước 4/');
      expect(await answered(phone, () => phone.say('quay lai'))).toContain('Bước 3/');
      expect(await answered(phone, () => phone.say('HUY'))).toContain('Đã huỷ');
    },
  );

  it.each(PLATFORMS)(
    'an older answer that comes late neither moves the form nor is lost in silence (%s)',
    async (platform) => {
      const phone = newPhone(platform);
      await phone.say('Phản ánh khó khăn');
      await reads(phone, 'Bước 1/');
      await press(phone, 'Đồng ý');
      await reads(phone, 'Bước 2/');
      const before = fromBot(phone).length;
      const person = { id: Number(phone.id), is_bot: false, first_name: 'A' };
      const chat = { id: Number(phone.id), type: 'private', first_name: 'A' };
      const late = { update_id: 7, message: { message_id: 1, date: 1, chat, from: person, text: 'đồng ý' } };
      const answer =
        platform === 'telegram'
          ? await postTelegram(late)
          : await postZalo(zaloText(phone.id, 'đồng ý', 'late-consent', Date.now() - 3_600_000));
      expect(answer.status).toBe(200);
      await until(() => fromBot(phone).length > before, 10_000, 'an answer');
      expect(lastFromBot(phone)!.text).toContain('Bước 2/');
    },
  );

  it('the same update twice is one turn (telegram)', async () => {
    const phone = newPhone('telegram');
    await answered(phone, () => phone.say('/start'));
    const before = fromBot(phone).length;
    const update = {
      update_id: 992_000,
      message: {
        message_id: 2,
        date: 1,
        chat: { id: Number(phone.id), type: 'private', first_name: 'A' },
        from: { id: Number(phone.id), is_bot: false, first_name: 'A' },
        text: 'menu',
      },
    };
    expect((await postTelegram(update)).status).toBe(200);
    expect((await postTelegram(update)).status).toBe(200);
    await until(() => fromBot(phone).length > before, 5000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(fromBot(phone).length).toBe(before + 1);
  });

  it('the same update twice is one turn, and an older one that comes late does not undo a newer one (zalo)', async () => {
    const phone = newPhone('zalo');
    await answered(phone, () => phone.say('menu'));
    const before = fromBot(phone).length;
    const body = zaloText(phone.id, 'trợ giúp', 'twice');
    expect((await postZalo(body)).status).toBe(200);
    expect((await postZalo(body)).status).toBe(200);
    await until(() => fromBot(phone).length > before, 5000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(fromBot(phone).length).toBe(before + 1);
    const late = zaloText(phone.id, 'menu', 'late', Date.now() - 3_600_000);
    expect((await postZalo(late)).status).toBe(200);
    await until(() => fromBot(phone).length > before + 1, 5000);
  });

  it('a webhook without or with a wrong secret or MAC is refused with 401 and nothing is stored', async () => {
    const before = await rows();
    const update = JSON.stringify({
      update_id: 1,
      message: {
        message_id: 1,
        date: 1,
        chat: { id: 5, type: 'private' },
        from: { id: 5, is_bot: false, first_name: 'A' },
        text: 'x',
      },
    });
    const telegram = (headers: Record<string, string>) =>
      fetch(`${world.url}/webhooks/telegram`, { method: 'POST', headers, body: update });
    expect((await telegram({})).status).toBe(401);
    expect((await telegram({ 'x-telegram-bot-api-secret-token': 'wrong' })).status).toBe(401);
    const body = zaloText('4800100000000099999', 'x', 'forged');
    expect((await postZalo(body, null)).status).toBe(401);
    expect((await postZalo(body, `mac=${'0'.repeat(64)}`)).status).toBe(401);
    expect((await postZalo(body.replace('forged', 'forgeD'), `mac=${sign(body)}`)).status).toBe(401);
    expect(await rows()).toBe(before);
  });

  it('a body over 1 MB is refused with 413, broken JSON with 400', async () => {
    const huge = 'x'.repeat(1024 * 1024 + 1);
    const secret = { 'x-telegram-bot-api-secret-token': SECRETS.webhook };
    expect(
      (
        await fetch(`${world.url}/webhooks/telegram`, {
          method: 'POST',
          headers: secret,
          body: '{"update_id":',
        })
      ).status,
    ).toBe(400);
    expect((await postZalo('{"app_id":', `mac=${'0'.repeat(64)}`)).status).toBe(400);
    expect(
      (
        await fetch(`${world.url}/webhooks/telegram`, {
          method: 'POST',
          headers: { ...secret, connection: 'close' },
          body: huge,
        })
      ).status,
    ).toBe(413);
    expect(
      (
        await fetch(`${world.url}/webhooks/zalo`, {
          method: 'POST',
          headers: { 'x-zevent-signature': `mac=${'0'.repeat(64)}`, connection: 'close' },
          body: huge,
        })
      ).status,
    ).toBe(413);
  });

  function sign(body: string): string {
    return macOf(
      SECRETS.appId,
      body,
      (JSON.parse(body) as { timestamp: string }).timestamp,
      SECRETS.oaSecret,
    );
  }
  function postTelegram(update: unknown): Promise<Response> {
    return fetch(`${world.url}/webhooks/telegram`, {
      method: 'POST',
      headers: { 'x-telegram-bot-api-secret-token': SECRETS.webhook, 'content-type': 'application/json' },
      body: JSON.stringify(update),
    });
  }
  function zaloText(user: string, text: string, id: string, at = Date.now()): string {
    return JSON.stringify({
      app_id: SECRETS.appId,
      sender: { id: user },
      recipient: { id: SECRETS.oaId },
      event_name: 'user_send_text',
      message: { text, msg_id: id },
      timestamp: String(at),
    });
  }
  function postZalo(body: string, mac?: string | null): Promise<Response> {
    const signed = mac === undefined ? `mac=${sign(body)}` : mac;
    return fetch(`${world.url}/webhooks/zalo`, {
      method: 'POST',
      headers: signed === null ? {} : { 'x-zevent-signature': signed },
      body,
    });
  }
});
