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

const LINK = new RegExp(
  `\\[\\[(?<any>[^\\]\\n]*)\\]\\]|(?:\\[(?<label>[^\\]\\n]*)\\])?\\((?<kind>${Object.keys(KINDS).join('|')}):(?<id>[^)\\s]*)\\)`,
  'g',
);

/** A file of items, readable or not: what a link may point to. */
export interface ItemId {
  kind: ItemFolder;
  id: string;
}

export function titleOf(item: AnyItem): string {
  return item.kind === 'faq' ? item.question : item.title;
}

/**
 * Items whose texts read as words: `[[id]]` becomes the other's title, `[words](faq:id)` the words. A link to nothing is a
 * fault; a link to a file that has a fault of its own is not a second one.
 */
export function resolveLinks(
  entries: readonly Entry[],
  files: readonly ItemId[],
): { items: AnyItem[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const items = entries.map(({ item, yaml, body }) => {
    const links = new Set<string>();
    for (const { at, text } of [body.text, body.zalo, body.read].filter((part) => part !== undefined)) {
      for (const found of text.matchAll(LINK)) {
        const { id, kind } = targetOf(found.groups!);
        const candidates = files.filter((file) => !kind || file.kind === kind).map((file) => file.id);
        if (candidates.includes(id)) {
          links.add(id);
          continue;
        }
        const near = nearest(id, candidates);
        const hint = near ? `có phải ‘${near}’?` : 'mã của một mục là tên tệp không có .md';
        faults.push(
          yaml.source.fault(
            at + found.index,
            found[0].length,
            'error',
            `Không có mục ‘${id}’ để liên kết tới`,
            hint,
          ),
        );
      }
    }
    const successor = item.replacedBy;
    if (successor !== undefined && !files.some((file) => file.id === successor)) {
      const near = nearest(
        successor,
        files.map((file) => file.id),
      );
      const { at, length } = yaml.at(['thay_bang']);
      const hint = near ? `có phải ‘${near}’?` : 'mã của một mục là tên tệp không có .md';
      faults.push(yaml.source.fault(at, length, 'error', `Không có mục ‘${successor}’ để thay vào`, hint));
    }
    const words = (text: string) =>
      text.replace(LINK, (whole: string, ...rest: unknown[]) =>
        wordsOf(whole, rest.at(-1) as Groups, entries),
      );
    const texts = {
      text: words(item.text),
      ...(item.zalo !== undefined && { zalo: words(item.zalo) }),
      ...(item.read !== undefined && { read: words(item.read) }),
    };
    return { ...item, ...texts, links: [...links] };
  });
  return { items, faults };
}

type Groups = Record<string, string | undefined>;

function targetOf(groups: Groups): { id: string; kind?: ItemFolder | undefined } {
  const { any, kind, id } = groups;
  return any === undefined ? { id: id ?? '', kind: KINDS[kind ?? ''] } : { id: any.trim() };
}

function wordsOf(whole: string, groups: Groups, entries: readonly Entry[]): string {
  if (groups['label'] !== undefined) return groups['label'];
  const { id, kind } = targetOf(groups);
  const target = entries.find(({ item }) => item.id === id && (!kind || item.kind === kind));
  return target ? `“${titleOf(target.item)}”` : whole;
}
