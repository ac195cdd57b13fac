import { fold } from '../core/text.ts';

/** What editors know about how people write; everything may be empty. */
export interface Lexicon {
  /** Chat spelling and abbreviations: folded token → readings, the most usual first. */
  chat: ReadonlyMap<string, readonly string[]>;
  /** Groups of words that ask for the same thing. */
  concepts: ReadonlyMap<string, readonly string[]>;
  /** Canonical wording → other wordings of the same thing, replaced on both sides. */
  synonyms: ReadonlyMap<string, readonly string[]>;
  /** Words of courtesy that say nothing about the question. */
  politeness: readonly string[];
  /** Texts about something else entirely, from which the thresholds are set. */
  decoys: readonly string[];
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return Array.isArray(value) ? value.flatMap(strings) : [];
}

function table(value: unknown): Map<string, string[]> {
  const found = new Map<string, string[]>();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return found;
  for (const [key, item] of Object.entries(value)) found.set(key.normalize('NFC'), strings(item));
  return found;
}

/** The chat table is written word → readings, but one word may stand with and without đ: both lead to one entry. */
function chatTable(value: unknown): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [written, readings] of table(value)) {
    const key = fold(written);
    found.set(key, [...new Set([...(found.get(key) ?? []), ...readings])]);
  }
  return found;
}

/**
 * Reads the parsed YAML of `content/lexicon/`: file name (with or without folder and ending) → its value. A file that is
 * missing or has another shape counts as empty: a bot with a poorer ear is better than no bot.
 */
export function parseLexicon(files: ReadonlyMap<string, unknown>): Lexicon {
  const byName = new Map<string, unknown>();
  for (const [name, value] of files) byName.set(name.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, ''), value);
  return {
    chat: chatTable(byName.get('chat')),
    concepts: table(byName.get('concepts')),
    synonyms: table(byName.get('synonyms')),
    politeness: strings(byName.get('politeness')),
    decoys: strings(byName.get('decoys')),
  };
}

/** All texts of the lexicon that are plain Vietnamese: they teach which words follow which. */
export function backgroundOf(lexicon: Lexicon): string[] {
  const lists = [lexicon.chat, lexicon.concepts, lexicon.synonyms].flatMap((map) => [...map.values()]);
  return [...lists.flat(), ...lexicon.synonyms.keys(), ...lexicon.politeness, ...lexicon.decoys];
}
