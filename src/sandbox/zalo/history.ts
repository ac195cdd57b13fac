import type { Hono } from 'hono';
import { success } from './answer.ts';
import type { Env } from './env.ts';
import { asCount, asId, type Fields } from './fields.ts';
import { dataQuery } from './gate.ts';
import type { Line, Platform } from './platform.ts';

const PAGE = 10;

/** What was said, newest first, at most 10 lines a call: what a bot reads to learn if a send went out. */
export function addHistoryRoutes(app: Hono<Env>, platform: Platform): void {
  const page = (lines: Line[], query: Fields) => {
    const offset = asCount(query.offset, 'offset', 0, Number.MAX_SAFE_INTEGER);
    const count = asCount(query.count, 'count', 1, PAGE);
    const newest = [...lines].reverse();
    return success(newest.slice(offset, offset + count).map((line) => describe(platform, line)));
  };
  app.get('/v2.0/oa/conversation', (c) => {
    const query = dataQuery(c, platform);
    const userId = asId(query.user_id, 'user_id');
    const lines = platform.lines.filter((line) => line.userId === userId);
    return c.json(page(lines, query));
  });
  app.get('/v2.0/oa/listrecentchat', (c) => {
    const last = new Map<string, Line>();
    for (const line of platform.lines) {
      last.delete(line.userId);
      last.set(line.userId, line);
    }
    return c.json(page([...last.values()], dataQuery(c, platform)));
  });
}

function describe(platform: Platform, line: Line): object {
  const user = { id: line.userId, name: platform.people.get(line.userId)?.name ?? '' };
  const oa = { id: platform.oaId, name: 'OA' };
  const [from, to] = line.fromUser ? [user, oa] : [oa, user];
  return {
    src: line.fromUser ? 1 : 0,
    time: line.at,
    type: line.type,
    message: line.text,
    message_id: line.id,
    from_id: from.id,
    to_id: to.id,
    from_display_name: from.name,
    from_avatar: '',
    to_display_name: to.name,
    to_avatar: '',
  };
}
