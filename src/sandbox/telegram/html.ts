/** Telegram's HTML style (Bot API reference, "Formatting options"): tags to entities, refused with the platform's words. */
import { badRequest } from './refusal.ts';
import type { Entity, RichText } from './shapes.ts';

const TAGS: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Throws "can't parse entities: …" with the byte offset, as the platform does. */
export function parseHtml(source: string): RichText {
  const entities: Entity[] = [];
  const open: { tag: string; entity: Entity }[] = [];
  let text = '';
  let at = 0;
  const fail = (why: string): never => {
    throw badRequest(`can't parse entities: ${why}`);
  };
  const byte = (): number => Buffer.byteLength(source.slice(0, at));
  while (at < source.length) {
    const next = source[at];
    if (next === '&') {
      const found = /^&(?:#(\d+)|#x([0-9a-f]+)|(lt|gt|amp|quot));?/i.exec(source.slice(at, at + 12));
      text += found ? decode(found) : '&';
      at += found ? found[0].length : 1;
    } else if (next !== '<') {
      text += next;
      at += 1;
    } else {
      const end = source.indexOf('>', at);
      if (end < 0) fail(`Unclosed start tag at byte offset ${byte()}`);
      const inside = source.slice(at + 1, end);
      const tag = (/^\/?\s*([^\s>]*)/.exec(inside)?.[1] ?? '').toLowerCase();
      if (inside.startsWith('/')) {
        const last = open.pop();
        if (!last) return fail(`Unexpected end tag at byte offset ${byte()}`);
        if (tag !== '' && tag !== last.tag) {
          fail(`Unmatched end tag at byte offset ${byte()}, expected "</${last.tag}>", found "</${tag}>"`);
        }
        last.entity.length = text.length - last.entity.offset;
        if (last.entity.length > 0) entities.push(last.entity);
      } else {
        const type = TAGS[tag];
        if (!type || (tag === 'span' && !/class="tg-spoiler"/.test(inside))) {
          return fail(`Unsupported start tag "${tag}" at byte offset ${byte()}`);
        }
        const href = tag === 'a' ? /href="([^"]*)"/i.exec(inside)?.[1] : undefined;
        open.push({ tag, entity: { type, offset: text.length, length: 0, ...(href ? { url: href } : {}) } });
      }
      at = end + 1;
    }
  }
  const left = open.pop();
  if (left) fail(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function decode(found: RegExpExecArray): string {
  const code = found[1] ? Number(found[1]) : found[2] ? parseInt(found[2], 16) : undefined;
  if (code !== undefined) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : found[0];
  return NAMED[(found[3] ?? '').toLowerCase()] ?? found[0];
}
