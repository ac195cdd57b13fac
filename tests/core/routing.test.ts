import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../src/core/clock.ts';
import { organizationOf } from '../../src/core/organization.ts';
import type { Report } from '../../src/core/report.ts';
import { hold, holdersFor } from '../../src/core/routing.ts';

const NOW = Date.UTC(2026, 10, 23, 2, 0);
const HOUR = 3_600_000;
const calendar: Calendar = { hours: [[0, 24 * 60]], days: [1, 2, 3, 4, 5, 6, 7], holidays: [], extra: [] };
const tree = organizationOf([
  { id: 'tld', name: 'Tổng', level: 'trung-uong', deadlines: { acknowledge: 3 * HOUR, resolve: 6 * HOUR } },
  { id: 'ldld', name: 'Tỉnh', level: 'cap-tren', above: 'tld', deadlines: { acknowledge: HOUR } },
  { id: 'cdcs', name: 'Nhà máy', level: 'co-so', above: 'ldld' },
  { id: 'gone', name: 'Đã giải thể', level: 'co-so', above: 'tld', until: '2025-06-30', successor: 'ldld' },
]);
const sent: Report = {
  id: 'PA-2611-22222', update: 'u', at: NOW, member: 'm', channel: 'zalo', category: 'khac', urgency: 'normal', story: 's', files: [],
  contact: 'bot', hideFromOwnUnit: false, state: 'sent', hops: [], happened: [],
}; // prettier-ignore

describe('who may hold a report', () => {
  it.each([
    ['of a grassroots unit: the unions above, nearest first, never the unit itself', 'cdcs', ['ldld', 'tld']],
    ['of an upper union: those above it', 'ldld', ['tld']],
    ['of the top: the top', 'tld', ['tld']],
    ['of a dissolved unit: its successor first', 'gone', ['ldld', 'tld']],
    ['of a member who does not know the unit: the top', undefined, ['tld']],
    ['of a unit that the tree has never heard of: the top', 'unheard-of', ['tld']],
  ])('%s', (_, unit, holders) => {
    expect(holdersFor(tree, unit, NOW)).toEqual(holders);
  });
});

describe('a report in the hands of a unit', () => {
  it('begins a hop and both clocks, by the deadlines of the holder', () => {
    const held = hold(sent, 'ldld', 'sent', NOW, tree, calendar);
    expect(held).toMatchObject({ holder: 'ldld', due: { acknowledge: NOW + HOUR, resolve: NOW + 6 * HOUR } });
    expect(held.hops).toEqual([{ unit: 'ldld', since: NOW, why: 'sent' }]);
  });
  it('ends the hop before, and starts the clocks anew', () => {
    const first = hold(sent, 'ldld', 'sent', NOW, tree, calendar);
    const second = hold(first, 'tld', 'escalated', NOW + HOUR, tree, calendar);
    expect(second.hops).toEqual([
      { unit: 'ldld', since: NOW, until: NOW + HOUR, why: 'sent' },
      { unit: 'tld', since: NOW + HOUR, why: 'escalated' },
    ]);
    expect(second.due).toEqual({ acknowledge: NOW + 4 * HOUR, resolve: NOW + 7 * HOUR });
    expect(first.hops).toHaveLength(1);
  });
  it('of nobody: no holder and no clock, but the hop is kept', () => {
    const kept = hold(sent, undefined, 'sent', NOW, tree, calendar);
    expect('holder' in kept || 'due' in kept).toBe(false);
    expect(hold(kept, 'tld', 'enrolled', NOW + 5, tree, calendar).hops).toEqual([
      { since: NOW, until: NOW + 5, why: 'sent' },
      { unit: 'tld', since: NOW + 5, why: 'enrolled' },
    ]);
  });
});
