/** One document has one date, wherever it is named. */
import { sayDay } from '../../core/time.ts';
import { SAID_DAY, dayIn } from './said-day.ts';
import type { Fault } from '../fault.ts';
import type { Entry } from '../items.ts';

/** Only numbered documents: “Khuyến cáo” of two days are two documents. */
const NUMBER = /\d+\/[\p{L}\d/.-]*[\p{L}\d]/u;
const DATED = new RegExp(`(?<number>${NUMBER.source}),? ngày ${SAID_DAY.source}`, 'gu');

/** A document that is named with a date: `at` and `length` are those of the date. */
interface Named {
  entry: Entry;
  number: string;
  date: string;
  at: number;
  length: number;
}

/** Documents under two dates: first the sources of all items, then what is said in the answers. */
export function documentFaults(entries: readonly Entry[]): Fault[] {
  const faults: Fault[] = [];
  const first = new Map<string, Named>();
  for (const named of [...entries.flatMap(inHeader), ...entries.flatMap(inBody)]) {
    const { entry, number, date, at, length } = named;
    const other = first.get(number);
    if (other === undefined) first.set(number, named);
    else if (other.date !== date) {
      const place = `${other.entry.item.path}:${other.entry.yaml.source.fault(other.at, 1, 'advice', '').line}`;
      const message = `${number} ghi ngày ${sayDay(date)}, còn ở ${place} ghi ${sayDay(other.date)}`;
      faults.push(entry.yaml.source.fault(at, length, 'warning', message, 'xem lại văn bản, sửa nơi sai'));
    }
  }
  return faults;
}

function inHeader(entry: Entry): Named[] {
  const { document, date } = entry.item.source;
  const number = NUMBER.exec(document)?.[0].toUpperCase();
  return number === undefined ? [] : [{ entry, number, date, ...entry.yaml.at(['nguon', 'ngay']) }];
}

function inBody(entry: Entry): Named[] {
  const { text, zalo, read } = entry.body;
  return [text, zalo, read].flatMap((stretch) =>
    [...(stretch?.text.matchAll(DATED) ?? [])].map((found) => {
      const length = /[\d/]+$/.exec(found[0])![0].length;
      const at = stretch!.at + found.index + found[0].length - length;
      return { entry, number: found.groups!['number']!.toUpperCase(), date: dayIn(found), at, length };
    }),
  );
}
