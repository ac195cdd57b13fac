import { html } from './html.js';

const ADDRESS = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}»”]/g;

/** Tags of Telegram's entities that are shown as more than words. */
const TAGS = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

const Link = ({ href, children }) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer">${children}</a>`;

/** Only addresses of the web are ever opened; a `javascript:` stays words. */
export function isWeb(address) {
  return /^https?:\/\//i.test(address ?? '');
}

/** Addresses in a text can be tapped, on both platforms. */
function withLinks(text) {
  const parts = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    parts.push(text.slice(at, index), html`<${Link} href=${found}>${found}<//>`);
    at = index + found.length;
  }
  return [...parts, text.slice(at)];
}

/** Entities begin where their parent begins or later and never cross its end (Bot API, MessageEntity). */
function nest(text, from, to, entities, onCommand) {
  const parts = [];
  let at = from;
  let rest = entities;
  while (rest.length > 0) {
    const [first, ...others] = rest;
    const end = first.offset + first.length;
    const inner = others.filter((entity) => entity.offset < end);
    rest = others.filter((entity) => entity.offset >= end);
    parts.push(...withLinks(text.slice(at, first.offset)));
    parts.push(
      wrap(first, text.slice(first.offset, end), nest(text, first.offset, end, inner, onCommand), onCommand),
    );
    at = end;
  }
  return [...parts, ...withLinks(text.slice(at, to))];
}

function wrap({ type, url }, words, children, onCommand) {
  if (type === 'bot_command' && onCommand)
    return html`<button type="button" class="command" onClick=${() => onCommand(words)}>${words}</button>`;
  if (type === 'text_link' && isWeb(url)) return html`<${Link} href=${url}>${children}<//>`;
  const Tag = TAGS[type];
  return Tag ? html`<${Tag}>${children}<//>` : children;
}

/** A message's words with what the platform marks in them. */
export function RichText({ text, entities = [], onCommand }) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return html`<div class="words">${nest(text, 0, text.length, sorted, onCommand)}</div>`;
}
