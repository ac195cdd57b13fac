import { addDays, format } from 'date-fns';
import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../src/app/asked.ts';
import { itemsOf } from '../../src/app/knowledge.ts';
import { split as telegramSplit } from '../../src/channels/telegram/message.ts';
import { split as zaloSplit } from '../../src/channels/zalo/message.ts';
import { PHASES } from '../../src/content/bundle.ts';
import type { AnyItem } from '../../src/content/bundle.ts';
import { served, sourceLine } from '../../src/content/served.ts';
import { realKnowledge } from '../play.ts';

const FIRST = new Date(2020, 0, 1);
/** 2020 to 2027. */
const DAYS = Array.from({ length: 2922 }, (_, i) => format(addDays(FIRST, i), 'yyyy-MM-dd'));

async function allItems(): Promise<AnyItem[]> {
  return itemsOf((await realKnowledge()).bundle);
}

describe('the official content', () => {
  it('serves on every day of 2020–2027, in every phase, nothing unsourced, expired, to come, or of the other phase', async () => {
    const items = await allItems();
    expect(DAYS.at(-1)).toBe('2027-12-31');
    let seen = 0;
    for (const day of DAYS) {
      for (const phase of PHASES) {
        for (const item of served(items, { day, phase })) {
          seen++;
          const { source, approvedBy, from, until, phases } = item;
          const sound =
            source.body &&
            source.document &&
            source.date <= day &&
            approvedBy &&
            from <= day &&
            until !== undefined &&
            day <= until &&
            phases.includes(phase);
          if (!sound) expect.fail(`${item.path} is served on ${day} in ${phase}`);
        }
      }
    }
    expect(seen).toBeGreaterThan(100_000);
  });

  it('is found as served exactly on the days on which it is, and else as withdrawn or not at all', async () => {
    const { bundle } = await realKnowledge();
    const turns = bundle.faq.flatMap(({ from, until }) => [from, until, DAYS[DAYS.indexOf(until ?? '') + 1]]);
    for (const day of new Set([DAYS[0]!, ...turns.filter((one) => one !== undefined), DAYS.at(-1)!])) {
      for (const phase of PHASES) {
        const { items, withdrawn } = scopeOf(bundle.faq, { day, phase });
        expect(items).toEqual(served(bundle.faq, { day, phase }));
        expect(items.filter(({ id }) => withdrawn.has(id))).toEqual([]);
      }
    }
  });

  it('fits into one message on both channels, whole and in its short form, with title and source', async () => {
    for (const item of await allItems()) {
      const title = item.kind === 'faq' ? item.question : item.title;
      const message = (text: string) => ({ text: `${title}\n\n${text}\n\n${sourceLine(item)}` });
      expect(telegramSplit(message(item.text)), item.path).toHaveLength(1);
      expect(zaloSplit(message(item.zalo ?? item.text)), item.path).toHaveLength(1);
    }
  });

  it('has at least 110 questions, each in three ways or more besides its own', async () => {
    const { bundle } = await realKnowledge();
    expect(bundle.faq.length).toBeGreaterThanOrEqual(110);
    const few = bundle.faq.filter(({ otherWays }) => new Set(otherWays).size < 3).map(({ id }) => id);
    expect(few).toEqual([]);
  });
});
