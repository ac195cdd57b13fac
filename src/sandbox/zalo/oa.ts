import type { Hono } from 'hono';
import { invalid, success } from './answer.ts';
import type { Env } from './env.ts';
import { jsonBody } from './gate.ts';
import type { Platform } from './platform.ts';
import { knownUser } from './users.ts';
import { freeReplies } from './window.ts';

/** The OA's own profile and what it may still send. */
export function addOaRoutes(app: Hono<Env>, platform: Platform): void {
  app.get('/v2.0/oa/getoa', (c) => {
    const followers = [...platform.people.values()].filter((person) => person.follower).length;
    return c.json(
      success({
        oa_id: platform.oaId,
        name: 'Công đoàn',
        description: '',
        oa_alias: '',
        is_verified: true,
        oa_type: 4,
        cate_name: 'Cơ quan nhà nước',
        num_follower: followers,
        avatar: '',
        cover: '',
        package_name: 'Growth',
        package_valid_through_date: '31/12/2099',
        package_auto_renew_date: '',
        linked_zca: '',
      }),
    );
  });

  // The official Java SDK sends no body, the docs a person and a type; no page shows the answer: the package's messages are assumed.
  app.post('/v2.0/oa/quota/message', (c) => {
    if (c.get('body') !== '') {
      const body = jsonBody(c, platform);
      knownUser(platform, body.user_id);
      if (body.type !== 'promotion') throw invalid('type');
    }
    const left = String(platform.settings.paidQuota);
    return c.json(success({ remain: left, total: left }));
  });

  app.post('/v3.0/oa/quota/message', (c) => {
    const body = jsonBody(c, platform);
    if (body.user_id !== undefined) {
      const person = knownUser(platform, body.user_id);
      const { expired_date: _, ...left } = { remain: '', total: '', ...freeReplies(platform, person) };
      return c.json(
        success({
          last_interaction: String(person.interactedAt ?? ''),
          cs_reply: left,
          promotion: { daily_remain: '0', daily_total: '0', monthly_remain: '0', monthly_total: '0' },
        }),
      );
    }
    if (body.quota_owner !== 'OA' && body.quota_owner !== 'APP') throw invalid('quota_owner');
    const { product_type, quota_type } = body;
    if (product_type !== 'cs' && product_type !== 'transaction') throw invalid('product_type');
    if (!['sub_quota', 'purchase_quota', 'reward_quota'].includes(String(quota_type)))
      throw invalid('quota_type');
    const left = String(platform.settings.paidQuota);
    const asset = { asset_id: 'standin', product_type, quota_type, valid_through: '31/12/2099' };
    return c.json(success([{ ...asset, total: left, remain: left }]));
  });
}
