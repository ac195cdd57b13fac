import { describe, expect, it } from 'vitest';
import { LAN, start } from './setup.ts';

describe('cards', () => {
  const card = { title: 'Trợ cấp', subtitle: 'Hồ sơ', image_url: 'https://example.vn/1.jpg' };
  const list = (...elements: unknown[]) => ({
    attachment: { type: 'template', payload: { template_type: 'list', elements, buttons: [] } },
  });

  it('refuses a list with -233 until it is switched on', async () => {
    const { cs, z, lan } = await start();
    const law = { ...card, default_action: { type: 'oa.query.hide', payload: '#cd1:law' } };
    const site = { ...card, default_action: { type: 'oa.open.url', url: 'https://example.vn' } };
    expect(await cs(list(law, site))).toMatchObject({ error: -233 });
    z.set({ listOnV3: true });
    expect(await cs(list(law, site))).toMatchObject({ error: 0 });
    expect(
      lan
        .bubbles()
        .at(-1)
        ?.rows?.map(([button]) => button?.kind),
    ).toEqual(['press', 'url']);
    expect(await cs(list({ title: 'không ảnh' }))).toMatchObject({ error: -201 });
    const wrong = { ...card, default_action: { type: 'oa.open.url', payload: { url: 'https://a.vn' } } };
    expect(await cs(list(wrong))).toMatchObject({ error: -201 });
  });

  it('asks for details with exactly one card', async () => {
    const { cs, lan, get } = await start();
    const ask = (...elements: unknown[]) =>
      cs({ attachment: { type: 'template', payload: { template_type: 'request_user_info', elements } } });
    expect(await ask(card, card)).toMatchObject({ error: -201 });
    expect(await ask({ ...card, title: 'a'.repeat(101) })).toMatchObject({ error: -210 });
    expect(await ask({ title: 'a', subtitle: 'b' })).toMatchObject({ error: -201 });
    expect(await ask(card)).toMatchObject({ error: 0 });
    await lan.press(lan.bubbles().at(-1)?.id ?? '', 0, 0);
    const detail = await get('/v3.0/oa/user/detail', { user_id: LAN.id });
    expect(detail.data.shared_info).toMatchObject({ name: 'Lan', phone: expect.stringMatching(/^84/) });
  });

  it('refuses a template nobody knows with -233', async () => {
    const { cs } = await start();
    const message = { attachment: { type: 'template', payload: { template_type: 'carousel' } } };
    expect(await cs(message)).toMatchObject({ error: -233 });
  });
});

describe('other doors', () => {
  const template = { user_id: LAN.id, template_id: '123', template_data: { ho_ten: 'Lan' } };

  it('sends an approved ZBS template outside the window, refuses another with -249', async () => {
    const { post, z, lan } = await start({ templateIds: ['123'] });
    z.setInteraction(LAN.id, undefined);
    expect(await post('/v3.0/oa/message/template', template)).toMatchObject({ error: 0 });
    expect(lan.bubbles().at(-1)?.text).toContain('ho_ten: Lan');
    const other = { ...template, template_id: '999' };
    expect(await post('/v3.0/oa/message/template', other)).toMatchObject({ error: -249 });
  });

  it('has shut transaction, promotion and the old v2 message', async () => {
    const { post } = await start();
    const body = { recipient: { user_id: LAN.id }, message: { text: 'a' } };
    for (const path of ['/v3.0/oa/message/transaction', '/v3.0/oa/message/promotion', '/v2.0/oa/message'])
      expect(await post(path, body)).toMatchObject({ error: -240 });
  });

  it('answers by a message of the person', async () => {
    const { post, lan } = await start();
    const send = (message_id?: string) =>
      post('/v3.0/oa/message/cs', { recipient: { message_id }, message: { text: 'a' } });
    expect(await send(lan.bubbles()[0]?.id)).toMatchObject({ error: 0, data: { user_id: LAN.id } });
    expect(await send('unknown')).toMatchObject({ error: -201 });
  });
});
