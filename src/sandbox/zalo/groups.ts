import type { Hono } from 'hono';
import { invalid, Refusal, success } from './answer.ts';
import { ECHO, echoContent } from './deliver.ts';
import type { Env } from './env.ts';
import { aboutGroup, inGroup } from './events.ts';
import { asObject, asText, onlyFields } from './fields.ts';
import { jsonBody } from './gate.ts';
import { createGroup, groupOf, membersIn, SETTINGS } from './group-people.ts';
import { readMessage } from './message.ts';
import type { Group, Platform } from './platform.ts';
import type { Webhooks } from './webhooks.ts';

const MAX_NAME = 100;

/** GMF groups: text, media and files, no template with buttons; making them, asking people in, what was said. */
export function addGroupRoutes(app: Hono<Env>, platform: Platform, hooks: Webhooks): void {
  // One switch for all of them: the package has the feature or has it not.
  app.use('/v3.0/oa/group/*', async (_, next) => {
    if (!platform.settings.groups) throw new Refusal(-237);
    await next();
  });
  addMessageRoute(app, platform, hooks);

  app.post('/v3.0/oa/group/creategroupwithoa', (c) => {
    const body = jsonBody(c, platform);
    const { strict } = platform.settings;
    onlyFields(body, ['group_name', 'group_description', 'asset_id', 'member_user_ids'], strict);
    const name = asText(body.group_name, 'group_name', MAX_NAME);
    const asset = platform.assets.get(asText(body.asset_id, 'asset_id'));
    if (!asset) throw new Refusal(-238);
    if (asset.usedBy !== undefined) throw new Refusal(-241);
    const group = createGroup(platform, name, membersIn(platform, body.member_user_ids));
    asset.usedBy = group.id;
    hooks.emit(aboutGroup(platform, group.id, 'create_group'), group.id);
    return c.json(success({ group_id: group.id, group_link: group.link, status: 'enabled' }));
  });

  app.post('/v3.0/oa/group/updateinfo', (c) => {
    const body = jsonBody(c, platform);
    onlyFields(body, ['group_id', 'group_name', ...SETTINGS], platform.settings.strict);
    const group = groupOf(platform, body.group_id);
    if (body.group_name !== undefined) group.name = asText(body.group_name, 'group_name', MAX_NAME);
    for (const name of SETTINGS) if (body[name] !== undefined) group.settings[name] = body[name];
    hooks.emit(aboutGroup(platform, group.id, 'update_group_info'), group.id);
    return c.json(success({}));
  });

  app.post('/v3.0/oa/group/invite', (c) => {
    const body = jsonBody(c, platform);
    const group = groupOf(platform, body.group_id);
    for (const person of membersIn(platform, body.member_user_ids)) {
      if (group.members.has(person.id)) continue;
      group.members.add(person.id);
      hooks.emit(aboutGroup(platform, group.id, 'user_join_group', person), group.id);
    }
    return c.json(success({}));
  });

  app.post('/v3.0/oa/quota/group', (c) => {
    jsonBody(c, platform);
    const assets = [...platform.assets].map(([asset_id, { usedBy }]) => ({
      asset_id,
      product_type: 'gmf100',
      quota_type: 'sub_quota',
      valid_through: '31/12/2099',
      status: usedBy === undefined ? 'available' : 'used',
      ...(usedBy === undefined ? {} : { used_id: usedBy }),
    }));
    return c.json(success(assets));
  });

  // Unlike the GETs about people, group GETs have flat parameters.
  app.get('/v3.0/oa/group/getgroupsofoa', (c) => {
    const all = [...platform.groups.values()];
    const { offset, count, items } = page(c.req.query(), all);
    return c.json(success({ groups: items.map(describe), total: all.length, offset, count }));
  });
  app.get('/v3.0/oa/group/listmember', (c) => {
    const ids = [...groupOf(platform, c.req.query('group_id')).members];
    const { offset, count, items } = page(c.req.query(), ids);
    const members = items.map((id) => ({ user_id: id, name: platform.people.get(id)?.name ?? '' }));
    return c.json(success({ members, total: ids.length, offset, count }));
  });
  app.get('/v3.0/oa/group/conversation', (c) => {
    const newest = [...groupOf(platform, c.req.query('group_id')).messages].reverse();
    const lines = page(c.req.query(), newest).items.map(({ id, at, from, text }) => ({
      ...{ message_id: id, time: at, src: from === platform.oaId ? 0 : 1, from_id: from, message: text },
    }));
    return c.json(success(lines));
  });
}

function addMessageRoute(app: Hono<Env>, platform: Platform, hooks: Webhooks): void {
  app.post('/v3.0/oa/group/message', (c) => {
    const body = jsonBody(c, platform);
    const groupId = asObject(body.recipient, 'recipient').group_id;
    const message = readMessage(platform, body.message);
    if (['buttons', 'list', 'info'].includes(message.kind)) throw new Refusal(-233);
    const group = groupOf(platform, groupId);
    const id = platform.ids.message();
    const text = message.text ?? '';
    group.messages.push({ id, at: platform.now(), from: platform.oaId, text, body: body.message });
    if (platform.settings.echoes) {
      const echo = { ...echoContent(platform, message), msg_id: id };
      const name = `oa_send_group_${ECHO[message.kind]}`;
      hooks.emit(inGroup(platform, group.id, { id: platform.oaId }, name, echo), group.id);
    }
    return c.json(success({ message_id: id, group_id: group.id }));
  });
}

function page<T>(
  query: Record<string, string>,
  all: readonly T[],
): { offset: number; count: number; items: T[] } {
  const offset = Number(query.offset ?? 0);
  const most = Number(query.count ?? 5);
  if (!Number.isInteger(offset) || offset < 0) throw invalid('offset');
  if (!Number.isInteger(most) || most < 1) throw invalid('count');
  const items = all.slice(offset, offset + most);
  return { offset, count: items.length, items };
}

function describe({ id, name, members }: Group): object {
  return { group_id: id, name, status: 'enabled', total_member: members.size + 1 };
}
