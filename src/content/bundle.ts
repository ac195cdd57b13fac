/** A content folder as one immutable bundle: what the bot says, read whole or not at all. */
import { sortFaults } from './fault.ts';
import { createBreath } from './breath.ts';
import { ITEM_FOLDERS, LISTS, readSnapshot, takeSnapshot } from './folder.ts';
import { checkAll } from './checks/index.ts';
import { readItem } from './items.ts';
import { readList } from './lists.ts';
import { resolveLinks } from './links.ts';
import { USUAL_WEEK } from './schemas/calendar.ts';
import { NEW_NORMAL } from './schemas/phase.ts';
import { sourceOf } from './source.ts';
import { readWording } from './wording.ts';
import { LEXICON } from './schemas/lexicon.ts';
import { validate } from './validate.ts';
import { readYaml } from './yaml.ts';
import type { z } from 'zod';
import type { Calendar } from '../core/clock.ts';
import type { Unit } from '../core/organization.ts';
import type { Fault } from './fault.ts';
import type { ContentFile, ItemFolder, Snapshot } from './folder.ts';
import type { AnyItem, Entry } from './items.ts';
import type { Lists } from './lists.ts';
import type { Category } from './schemas/categories.ts';
import type { Contact } from './schemas/contacts.ts';
import type { FaqItem } from './schemas/faq.ts';
import type { GuidanceItem } from './schemas/guidance.ts';
import type { BulletinItem } from './schemas/bulletins.ts';
import type { CampaignItem } from './schemas/campaigns.ts';
import type { PolicyItem } from './schemas/policies.ts';
import type { RumourItem } from './schemas/rumours.ts';
import type { Phase } from './schemas/phase.ts';
import type { Source } from './source.ts';
import type { Said, Wording } from './wording.ts';

export type { Fault } from './fault.ts';
export type { AnyItem, Answering } from './items.ts';
export type { Category } from './schemas/categories.ts';
export type { Contact } from './schemas/contacts.ts';
export type { FaqItem } from './schemas/faq.ts';
export { PHASES } from './schemas/fields.ts';
export type { PhaseId, SourceRef, Topic } from './schemas/fields.ts';
export type { CheckId, GuidanceItem, GuidanceTopic } from './schemas/guidance.ts';
export type { ItemBase } from './schemas/item.ts';
export type { PolicyItem } from './schemas/policies.ts';
export type { RumourItem, Verdict } from './schemas/rumours.ts';
export type { Phase, PhaseSpan } from './schemas/phase.ts';
export type { Wording, WordingButton } from './wording.ts';

export interface Bundle {
  wording: ReadonlyMap<string, Wording>;
  faq: readonly FaqItem[];
  guidance: readonly GuidanceItem[];
  policies: readonly PolicyItem[];
  rumours: readonly RumourItem[];
  bulletins: readonly BulletinItem[];
  campaigns: readonly CampaignItem[];
  categories: readonly Category[];
  contacts: readonly Contact[];
  calendar: Calendar;
  phase: Phase;
  organization: readonly Unit[];
  /** By file name without its ending. */
  lexicon: ReadonlyMap<string, unknown>;
  /** The files as read, by path: what later checks point into (check-wording.ts). */
  sources: ReadonlyMap<string, Source>;
}

export interface LoadOptions {
  /** At boot: wording and all lists must be there. Otherwise only what is there is checked. */
  complete?: boolean;
  /** YYYY-MM-DD: what has expired by then is told. Left out: dates are not compared with any day. */
  today?: string;
}

/** Everything that was read, with the places of each field: what the checks look at. */
export interface Read {
  entries: Entry[];
  said: Said[];
  lists: Lists;
  sources: ReadonlyMap<string, Source>;
}

/** Reads and checks a content folder as it lies there now. */
export async function loadContent(dir: string, options: LoadOptions = {}): Promise<Loaded> {
  return loadSnapshot(await takeSnapshot(dir), options);
}

export interface Loaded {
  bundle: Bundle;
  faults: Fault[];
}

/**
 * Reads and checks a content folder. Never throws for what an editor wrote; the bundle is usable only when no fault is an `error`.
 * Files that are wrong are left out of it. Works in slices: whoever is served meanwhile does not wait.
 */
export async function loadSnapshot(snapshot: Snapshot, options: LoadOptions = {}): Promise<Loaded> {
  const breathe = createBreath();
  const { files, faults } = readSnapshot(snapshot);
  const read: Read = {
    entries: [],
    said: [],
    lists: {},
    sources: new Map(files.map(({ source }) => [source.path, source])),
  };
  const lexicon = new Map<string, unknown>();
  for (const file of files) {
    faults.push(...readFile(file, read, lexicon));
    await breathe();
  }
  const ids = files.flatMap(({ folder, name }) =>
    ITEM_FOLDERS.filter((kind) => kind === folder).map((kind) => ({ kind, id: name })),
  );
  const resolved = resolveLinks(read.entries, ids);
  faults.push(...resolved.faults, ...(await checkAll(read, breathe, options.today)));
  if (options.complete) faults.push(...missing(snapshot.root, files));
  return { bundle: bundleOf(read, resolved.items, lexicon), faults: sortFaults(faults) };
}

function readFile(file: ContentFile, read: Read, lexicon: Map<string, unknown>): Fault[] {
  if (!file.folder) return readList(file, read.lists);
  if (file.folder === 'wording') {
    const { said, faults } = readWording(file);
    read.said.push(...said);
    return faults;
  }
  if (file.folder === 'lexicon') return readLexicon(file, lexicon);
  const { entry, faults } = readItem(file, file.folder as ItemFolder);
  if (entry) read.entries.push(entry);
  return faults;
}

function readLexicon(file: ContentFile, lexicon: Map<string, unknown>): Fault[] {
  const schema = (LEXICON as Record<string, z.ZodType | undefined>)[file.name];
  if (!schema) {
    const hint = `có phải tên khác? Tên cho phép: ${Object.keys(LEXICON).join(', ')}`;
    return [file.source.fault(0, 1, 'warning', 'Tệp này không được dùng', hint)];
  }
  const { yaml, faults } = readYaml(file.source);
  if (!yaml) return faults;
  const { value, faults: more } = validate(schema, yaml);
  if (value !== undefined) lexicon.set(file.name, value);
  return [...faults, ...more];
}

function missing(root: string, files: readonly ContentFile[]): Fault[] {
  const absent: string[] = LISTS.filter(
    (list) => !files.some((file) => !file.folder && file.name === list),
  ).map((list) => `${list}.yml`);
  if (!files.some((file) => file.folder === 'wording')) absent.push('wording');
  return absent.map((name) => {
    const hint = 'trợ lý không chạy được nếu thiếu; lấy lại từ bản trước';
    return sourceOf(`${root}/${name}`, '').fault(0, 1, 'error', `Thiếu ${name}`, hint);
  });
}

function bundleOf(read: Read, items: readonly AnyItem[], lexicon: ReadonlyMap<string, unknown>): Bundle {
  const of = <K extends ItemFolder>(kind: K) =>
    items.filter((item): item is Extract<AnyItem, { kind: K }> => item.kind === kind);
  const { lists } = read;
  const bundle: Bundle = {
    wording: new Map(read.said.map(({ wording }) => [wording.id, wording])),
    faq: of('faq'),
    guidance: of('guidance').sort((a, b) => a.order - b.order),
    policies: of('policies'),
    rumours: of('rumours'),
    bulletins: of('bulletins'),
    campaigns: of('campaigns'),
    categories: lists.categories?.value ?? [],
    contacts: lists.contacts?.value ?? [],
    calendar: lists.calendar?.value ?? USUAL_WEEK,
    phase: lists.phase?.value ?? NEW_NORMAL,
    organization: lists.organization?.value ?? [],
    lexicon,
    sources: read.sources,
  };
  for (const folder of ITEM_FOLDERS) bundle[folder].forEach((item) => Object.freeze(item));
  return Object.freeze(bundle);
}
