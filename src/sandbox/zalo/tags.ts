import type { Hono } from 'hono';
import { success } from './answer.ts';
import type { Env } from './env.ts';
import { asText } from './fields.ts';
import { jsonBody } from './gate.ts';
import type { Platform } from './platform.ts';
import { knownUser } from './users.ts';

/** Tags, which an OA's staff see; tagging makes a tag that was not there. */
export function addTagRoutes(app: Hono<Env>, platform: Platform): void {
  const tags = new Set<string>();
  app.post('/v2.0/oa/tag/tagfollower', (c) => {
    const body = jsonBody(c, platform);
    const tag = asText(body.tag_name, 'tag_name');
    knownUser(platform, body.user_id).tags.add(tag);
    tags.add(tag);
    return c.json(success());
  });
  app.post('/v2.0/oa/tag/rmfollowerfromtag', (c) => {
    const body = jsonBody(c, platform);
    knownUser(platform, body.user_id).tags.delete(asText(body.tag_name, 'tag_name'));
    return c.json(success());
  });
  app.post('/v2.0/oa/tag/rmtag', (c) => {
    const tag = asText(jsonBody(c, platform).tag_name, 'tag_name');
    for (const person of platform.people.values()) person.tags.delete(tag);
    tags.delete(tag);
    return c.json(success());
  });
  app.get('/v2.0/oa/tag/gettagsofoa', (c) => c.json(success([...tags])));
}
