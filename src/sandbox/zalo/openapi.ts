import { Hono } from 'hono';
import { failure, Refusal } from './answer.ts';
import { addArticleRoutes } from './articles.ts';
import type { Env } from './env.ts';
import { gate } from './gate.ts';
import { addGroupRoutes } from './groups.ts';
import { addHistoryRoutes } from './history.ts';
import { addOaRoutes } from './oa.ts';
import type { Platform } from './platform.ts';
import { addSendRoutes } from './send.ts';
import { addTagRoutes } from './tags.ts';
import type { Tokens } from './tokens.ts';
import { addUploadRoutes } from './uploads.ts';
import { addUserRoutes } from './users.ts';
import { addV2MessageRoute } from './v2-message.ts';
import type { Webhooks } from './webhooks.ts';

/** The OpenAPI host, files of members included. Refusals are HTTP 200 with an `error`. */
export function createOpenApi(deps: {
  platform: Platform;
  hooks: Webhooks;
  tokens: Tokens;
  appSecret: string;
}): Hono<Env> {
  const { platform, hooks } = deps;
  const app = new Hono<Env>();
  app.get('/cdn/:id/:name', (c) => {
    const file = platform.files.get(c.req.param('id'));
    if (!file) return c.text('Not found', 404);
    c.header('content-type', file.mime);
    c.header('access-control-allow-origin', '*');
    return c.body(new Uint8Array(file.bytes).buffer);
  });
  // One gate for both versions: they share the minute.
  const guard = gate(platform, deps.tokens, deps.appSecret);
  app.use('/v2.0/*', guard);
  app.use('/v3.0/*', guard);
  addSendRoutes(app, platform, hooks);
  addV2MessageRoute(app, platform, hooks);
  addGroupRoutes(app, platform, hooks);
  addUploadRoutes(app, platform);
  addUserRoutes(app, platform, hooks);
  addTagRoutes(app, platform, hooks);
  addHistoryRoutes(app, platform);
  addOaRoutes(app, platform);
  addArticleRoutes(app, platform);
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json(failure(error.code, error.message));
    throw error;
  });
  return app;
}
