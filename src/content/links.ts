/** Links between items: `[[id]]` and `[words](faq:id)`. */
import { nearest } from './nearest.ts';
import type { Fault } from './fault.ts';
import type { ItemFolder } from './folder.ts';
import type { AnyItem, Entry } from './items.ts';

/** How a link names the kind of item that it points to. */
const KINDS: Record<string, ItemFolder> = {
  faq: 'faq',
  guidance: 'guidance',
  policies: 'policies',
  policy: 'policies',
  rumours: 'rumours',
  rumour: 'rumours',
  bulletins: 'bulletins',
  bulletin: 'bulletins',
  campaigns: 'campaigns',
  campaign: 'campaigns',
};

const LINK = new RegExp(`\\[\\[([^\\]\\n]*)\\]\\]|(?:\\[([^\\]\\n]*)\\])?\\((${Object.keys(KINDS).join('|')}):([^)\\s]*)\\)`, 'g');

export function titleOf(item: AnyItem): string {
  return item.kind === 'faq' ? item.question : item.title;
}

/** Items whose texts read as words: `[[id]]` becomes the other's title, `[words](faq:id)` the words. Broken links are faults. */
export function resolveLinks(entries: readonly Entry[]): { items: AnyItem[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const all = new Map(entries.map(({ item }) => [`${item.kind}:${item.id}`, item]));
  const anyKind = new Map([...entries].reverse().map(({ item }) => [item.id, item]));
  const items = entries.map(({ item, yaml, body }) => {
    const links = new Set<string>();
    for (const { at, text } of [body.text, body.zalo, body.read].filter((part) => part !== undefined)) {
      for (const found of text.matchAll(LINK)) {
        const id = (found[1] ?? found[4]!).trim();
        const target = found[3] ? all.get(`${KINDS[found[3]]}:${id}`) : anyKind.get(id);
        if (target) links.add(target.id);
        else faults.push(broken(found, id));
      }
      function broken(found: RegExpExecArray, id: string): Fault {
        const ids = entries.filter((entry) => !found[3] || entry.item.kind === KINDS[found[3]]).map((entry) => entry.item.id);
        const near = nearest(id, ids);
        const hint = near ? `có phải ‘${near}’?` : 'mã của một mục là tên tệp không có .md';
        return yaml.source.fault(at + found.index, found[0].length, 'error', `Không có mục ‘${id}’ để liên kết tới`, hint);
      }
    }
    const words = (text: string) =>
      text.replace(LINK, (whole, id?: string, label?: string, kind?: string, target?: string) => {
        const linked = id === undefined ? all.get(`${KINDS[kind!]}:${target}`) : anyKind.get(id.trim());
        return label ?? (linked ? `“${titleOf(linked)}”` : whole);
      });
    const texts = {
      text: words(item.text),
      ...(item.zalo !== undefined && { zalo: words(item.zalo) }),
      ...(item.read !== undefined && { read: words(item.read) }),
    };
    return { ...item, ...texts, links: [...links] };
  });
  return { items, faults };
}
