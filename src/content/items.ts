/** Markdown items: header and body of one file as one item. */
import { splitHeader, readBody, tidy } from './document.ts';
import { ID } from './schemas/fields.ts';
import { faqHeader } from './schemas/faq.ts';
import { GUIDANCE_FOLDERS, guidanceHeader } from './schemas/guidance.ts';
import { bulletinHeader } from './schemas/bulletins.ts';
import { campaignHeader } from './schemas/campaigns.ts';
import { policyHeader } from './schemas/policies.ts';
import { rumourHeader } from './schemas/rumours.ts';
import { suggest } from './nearest.ts';
import { validate } from './validate.ts';
import { readYaml } from './yaml.ts';
import { fold } from '../core/text.ts';
import type { Body } from './document.ts';
import type { Fault } from './fault.ts';
import type { ContentFile, ItemFolder } from './folder.ts';
import type { FaqItem } from './schemas/faq.ts';
import type { GuidanceItem, GuidanceTopic } from './schemas/guidance.ts';
import type { BulletinItem } from './schemas/bulletins.ts';
import type { CampaignItem } from './schemas/campaigns.ts';
import type { ItemBase } from './schemas/item.ts';
import type { PolicyItem } from './schemas/policies.ts';
import type { RumourItem } from './schemas/rumours.ts';
import type { Yaml } from './yaml.ts';

/** What a question may be answered with. */
export type Answering = FaqItem | PolicyItem | RumourItem;
export type AnyItem = Answering | GuidanceItem | BulletinItem | CampaignItem;

/** An item with the places of its fields and sections, for the checks. */
export interface Entry<T extends AnyItem = AnyItem> {
  item: T;
  yaml: Yaml;
  body: Body;
}

/** Reads one file of an item folder; an entry only when its own fields are all right. */
export function readItem(file: ContentFile, folder: ItemFolder): { entry?: Entry; faults: Fault[] } {
  const { source } = file;
  const faults = placeFaults(file, folder);
  const { header, bodyAt, faults: open } = splitHeader(source);
  faults.push(...open);
  if (!header) return { faults };
  const { body, faults: inBody } = readBody(source, bodyAt);
  const { yaml, faults: inYaml } = readYaml(source, header);
  faults.push(...inYaml, ...inBody);
  if (!yaml) return { faults };
  // An empty header says nothing at all: every field is missing.
  const filled = { ...yaml, value: yaml.value ?? {} };
  const texts = {
    text: tidy(body.text.text),
    ...(body.zalo && { zalo: tidy(body.zalo.text) }),
    ...(body.read && { read: tidy(body.read.text) }),
  };
  const base = { id: file.name, path: source.path, ...texts, links: [] } satisfies Partial<ItemBase>;
  const done = (item: AnyItem | undefined, more: Fault[]) =>
    item ? { entry: { item, yaml, body }, faults: [...faults, ...more] } : { faults: [...faults, ...more] };
  switch (folder) {
    case 'faq': {
      const { value, faults: more } = validate(faqHeader, filled);
      return done(value && { kind: 'faq', ...base, ...value }, more);
    }
    case 'guidance': {
      const { value, faults: more } = validate(guidanceHeader, filled);
      return done(
        value && { kind: 'guidance', topic: file.below[0] as GuidanceTopic, ...base, ...value },
        more,
      );
    }
    case 'policies': {
      const { value, faults: more } = validate(policyHeader, filled);
      return done(value && { kind: 'policies', ...base, ...value }, more);
    }
    case 'rumours': {
      const { value, faults: more } = validate(rumourHeader, filled);
      return done(value && { kind: 'rumours', ...base, ...value }, more);
    }
    case 'bulletins': {
      const { value, faults: more } = validate(bulletinHeader, filled);
      return done(value && { kind: 'bulletins', ...base, ...value }, more);
    }
    case 'campaigns': {
      const { value, faults: more } = validate(campaignHeader, filled);
      return done(value && { kind: 'campaigns', ...base, ...value }, more);
    }
  }
}

function placeFaults(file: ContentFile, folder: ItemFolder): Fault[] {
  const faults: Fault[] = [];
  if (!ID.test(file.name)) {
    const latin = fold(file.name)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    const message = `Tên tệp ‘${file.name}’ chỉ gồm chữ thường không dấu, số và dấu gạch ngang`;
    faults.push(
      file.source.fault(
        0,
        1,
        'error',
        message,
        latin ? `đổi tên thành ‘${latin}.md’` : 'ví dụ ‘tiem-vac-xin.md’',
      ),
    );
  }
  if (folder === 'guidance' && !GUIDANCE_FOLDERS.some((topic) => topic === file.below[0])) {
    const hint = suggest(file.below[0] ?? '', GUIDANCE_FOLDERS);
    faults.push(
      file.source.fault(0, 1, 'error', 'Bài hướng dẫn nằm trong một thư mục con của guidance', hint),
    );
  }
  return faults;
}
