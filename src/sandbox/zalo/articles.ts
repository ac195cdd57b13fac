import type { Hono } from 'hono';
import { invalid, Refusal, success } from './answer.ts';
import type { Env } from './env.ts';
import { asText } from './fields.ts';
import { jsonBody } from './gate.ts';
import type { Platform } from './platform.ts';

/** Articles are made in two steps: create gives a token, verify gives the id, the first time "in progress". */
export function addArticleRoutes(app: Hono<Env>, platform: Platform): void {
  app.post('/v2.0/article/create', (c) => {
    const title = asText(jsonBody(c, platform).title, 'title', 150);
    const token = platform.ids.secret('article');
    const id = platform.ids.secret('article-id').slice(0, 20);
    platform.articles.set(token, { id, title, ready: false });
    return c.json(success({ token }));
  });
  app.post('/v2.0/article/verify', (c) => {
    const article = platform.articles.get(asText(jsonBody(c, platform).token, 'token'));
    if (!article) throw invalid('token');
    if (!article.ready) {
      article.ready = true;
      throw new Refusal(-214);
    }
    return c.json(success({ id: article.id }));
  });
}
