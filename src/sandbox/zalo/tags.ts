import type { Hono } from 'hono';
import { success } from './answer.ts';
import { aboutOa } from './events.ts';
import type { Env } from './env.ts';
import { asText } from './fields.ts';
import { jsonBody } from './gate.ts';
import type { Platform } from './platform.ts';
import { knownUser } from './users.ts';
import type { Webhooks } from './webhooks.ts';

/** Tags, which an OA's staff see; tagging makes a tag that was not there. */
export function addTagRoutes(app: Hono<Env>, platform: Platform, hooks: Webhooks): void {
  const tags = new Set<string>();
  // Documented for what staff do in OA Manager; that a call of the API brings it too is assumed, as for other echoes.
  const tell = (event: string, name: string, users?: string[]) => {
    if (!platform.settings.echoes) return;
    const tag = users ? { user_ids: users, name } : { name };
    hooks.emit(aboutOa(platform, event, { tag }), 'oa');
  };
  app.post('/v2.0/oa/tag/tagfollower', (c) => {
    const body = jsonBody(c, platform);
    const tag = asText(body.tag_name, 'tag_name');
    const person = knownUser(platform, body.user_id);
    person.tags.add(tag);
    tags.add(tag);
    tell('add_user_to_tag', tag, [person.id]);
    return c.json(success());
  });
  app.post('/v2.0/oa/tag/rmfollowerfromtag', (c) => {
    const body = jsonBody(c, platform);
    const person = knownUser(platform, body.user_id);
    const tag = asText(body.tag_name, 'tag_name');
    if (person.tags.delete(tag)) tell('remove_user_from_tag', tag, [person.id]);
    return c.json(success());
  });
  app.post('/v2.0/oa/tag/rmtag', (c) => {
    const tag = asText(jsonBody(c, platform).tag_name, 'tag_name');
    for (const person of platform.people.values()) person.tags.delete(tag);
    if (tags.delete(tag)) tell('remove_tag', tag);
    return c.json(success());
  });
  app.get('/v2.0/oa/tag/gettagsofoa', (c) => c.json(success([...tags])));
}
