import { describe, expect, it } from 'vitest';
import { bot } from './hook.ts';
import { AN, refusal, start, until } from './setup.ts';

describe('setWebhook', () => {
  it('delivers with the secret in its header, also what came before', async () => {
    const { standIn, api } = await start();
    const { url, seen } = await bot();
    await standIn.phone(AN).say('trước');
    await api.setWebhook(url, { secret_token: 'bi-mat_1' });
    await standIn.phone(AN).say('sau');
    await until(() => standIn.pending() === 0, 'both delivered');
    expect(seen.map(({ text, secret }) => [text, secret])).toEqual([
      ['trước', 'bi-mat_1'],
      ['sau', 'bi-mat_1'],
    ]);
  });

  it('sends no secret header without a secret, and shows no secret in the record of calls', async () => {
    const { standIn, api } = await start();
    const { url, seen } = await bot();
    await api.setWebhook(url, { secret_token: 'bi-mat_1' });
    await api.setWebhook(url);
    await standIn.phone(AN).say('chào');
    await until(() => seen.length === 1, 'delivery');
    expect(seen[0]?.secret).toBeUndefined();
    expect(JSON.stringify(standIn.calls())).not.toContain('bi-mat_1');
  });

  it('forgets what waits when told to', async () => {
    const { standIn, api } = await start();
    const { url, seen } = await bot();
    await standIn.phone(AN).say('trước');
    await api.setWebhook(url, { drop_pending_updates: true });
    await standIn.phone(AN).say('sau');
    await until(() => seen.length === 1, 'delivery');
    expect(seen[0]?.text).toBe('sau');
  });

  it('is taken away with or without what waits', async () => {
    const { standIn, api } = await start();
    await standIn.phone(AN).say('chào');
    await api.deleteWebhook();
    expect(standIn.pending()).toBe(1);
    await api.deleteWebhook({ drop_pending_updates: true });
    expect(standIn.pending()).toBe(0);
  });

  it.each([
    ['http://example.org/hook', {}, 'bad webhook: the stand-in reaches loopback only'],
    ['ftp://127.0.0.1/hook', {}, 'bad webhook: An HTTPS URL must be provided for webhook'],
    ['https://127.0.0.1:3000/', {}, 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
    ['không', {}, 'bad webhook: invalid webhook URL specified'],
    ['http://127.0.0.1/', { secret_token: 'bí mật' }, 'secret token contains unallowed characters'],
    ['http://127.0.0.1/', { secret_token: 'x'.repeat(257) }, 'secret token is too long'],
  ])('refuses %s %o', async (url, more, why) => {
    const { api } = await start();
    expect(await refusal(api.setWebhook(url, more))).toBe(`Bad Request: ${why}`);
  });

  it('says in words what it did', async () => {
    const { call } = await start();
    const hook = { url: 'http://127.0.0.1:9/' };
    const words = [];
    for (const [method, body] of [
      ['setWebhook', hook],
      ['setWebhook', hook],
      ['deleteWebhook', {}],
      ['deleteWebhook', {}],
    ] as const) {
      words.push((await call(method, body)).body.description);
    }
    expect(words).toEqual([
      'Webhook was set',
      'Webhook is already set',
      'Webhook was deleted',
      'Webhook is already deleted',
    ]);
  });
});
