import type { Hono } from 'hono';
import { invalid, Refusal, success } from './answer.ts';
import type { Env } from './env.ts';
import { aboutUser } from './events.ts';
import { asCount, asId, asText, type Fields } from './fields.ts';
import { dataQuery, jsonBody } from './gate.ts';
import type { Person, Platform } from './platform.ts';
import { periodOf, vietnamDate } from './period.ts';
import type { Webhooks } from './webhooks.ts';

const MAX_OFFSET = 9951;
const MAX_COUNT = 50;
const MAX_ALIAS = 100;

/** People of the OA: detail, list, alias. */
export function addUserRoutes(app: Hono<Env>, platform: Platform, hooks: Webhooks): void {
  app.get('/v3.0/oa/user/detail', (c) => {
    return c.json(success(detail(knownUser(platform, dataQuery(c, platform).user_id))));
  });

  app.get('/v3.0/oa/user/getlist', (c) => {
    const query = dataQuery(c, platform);
    const offset = asCount(query.offset, 'offset', 0, MAX_OFFSET);
    const count = asCount(query.count, 'count', 1, MAX_COUNT);
    const all = [...platform.people.values()].filter((person) => matches(platform, person, query));
    const users = all.slice(offset, offset + count).map(({ id }) => ({ user_id: id }));
    return c.json(success({ total: all.length, count: users.length, offset, users }));
  });

  app.post('/v3.0/oa/user/update', (c) => {
    const body = jsonBody(c, platform);
    const person = knownUser(platform, body.user_id);
    if (body.alias !== undefined) person.alias = asText(body.alias, 'alias', MAX_ALIAS);
    if (platform.settings.echoes) hooks.emit(aboutUser(platform, person, 'update_user_info'), person.id);
    return c.json(success({}));
  });
}

/** Somebody who has followed or written at least once, else -213. */
export function knownUser(platform: Platform, id: unknown): Person {
  const person = platform.people.get(asId(id, 'user_id'));
  if (!person || (person.interactedAt === undefined && !person.follower)) throw new Refusal(-213);
  return person;
}

function matches(platform: Platform, person: Person, query: Fields): boolean {
  if (person.interactedAt === undefined) return false;
  if (query.tag_name !== undefined && !person.tags.has(asText(query.tag_name, 'tag_name'))) return false;
  if (query.is_follower !== undefined) {
    const wanted = String(query.is_follower);
    if (wanted !== 'true' && wanted !== 'false') throw invalid('is_follower');
    if (String(person.follower) !== wanted) return false;
  }
  if (query.last_interaction_period === undefined) return true;
  const [from, until] = periodOf(query.last_interaction_period, platform.now());
  const day = vietnamDate(person.interactedAt);
  return from <= day && day <= until;
}

function detail(person: Person): object {
  const avatar = `https://s240-ava-talk.zadn.vn/${person.idByApp}.jpg`;
  const [year, month, day] = vietnamDate(person.interactedAt ?? 0).split('-');
  return {
    user_id: person.id,
    user_id_by_app: person.idByApp,
    user_external_id: '',
    display_name: person.name,
    user_alias: person.alias,
    is_sensitive: false,
    user_last_interaction_date: `${day}/${month}/${year}`,
    user_is_follower: person.follower,
    avatar,
    avatars: { 120: avatar, 240: avatar },
    dynamic_param: '',
    tags_and_notes_info: { notes: [], tag_names: [...person.tags] },
    ...(Object.keys(person.info).length > 0 ? { shared_info: { ...person.info } } : {}),
  };
}
