import { describe, expect, it } from 'vitest';
import { above, deadlinesOf, exists, organizationOf, standing, tops } from '../../src/core/organization.ts';

const DAY = '2026-11-21';
const tree = organizationOf([
  {
    id: 'top',
    name: 'Tổng',
    level: 'trung-uong',
    deadlines: { acknowledge: 8, resolve: 80, urgent: { acknowledge: 1 } },
  },
  { id: 'old', name: 'Tỉnh cũ', level: 'cap-tren', above: 'top', until: '2025-06-30', successor: 'new' },
  {
    id: 'new',
    name: 'Tỉnh mới',
    level: 'cap-tren',
    above: 'top',
    from: '2025-07-01',
    deadlines: { acknowledge: 4 },
  },
  { id: 'factory', name: 'Nhà máy', level: 'co-so', above: 'old' },
  { id: 'gone', name: 'Cơ quan', level: 'co-so', above: 'old', until: '2025-06-30', successor: 'new' },
  { id: 'lost', name: 'Không ai kế', level: 'co-so', above: 'old', until: '2025-06-30' },
  { id: 'a', name: 'Vòng A', level: 'co-so', above: 'b' },
  { id: 'b', name: 'Vòng B', level: 'cap-tren', above: 'a' },
]);
const ids = (units: { id: string }[]) => units.map((unit) => unit.id);

describe('the tree on a day', () => {
  it('a unit stands from its first day to the end of its last', () => {
    expect(exists(tree.get('new')!, '2025-06-30')).toBe(false);
    expect(exists(tree.get('new')!, '2025-07-01')).toBe(true);
    expect(exists(tree.get('old')!, '2025-06-30')).toBe(true);
    expect(exists(tree.get('old')!, '2025-07-01')).toBe(false);
  });
  it('above a unit, nearest first; a union that was dissolved is replaced by its successor', () => {
    expect(ids(above(tree, 'factory', '2025-06-30'))).toEqual(['old', 'top']);
    expect(ids(above(tree, 'factory', DAY))).toEqual(['new', 'top']);
  });
  it('above a dissolved unit stands its successor; without one, the union that was above', () => {
    expect(ids(above(tree, 'gone', DAY))).toEqual(['new', 'top']);
    expect(ids(above(tree, 'lost', DAY))).toEqual(['new', 'top']);
  });
  it('who stands for a unit today', () => {
    expect(standing(tree, 'factory', DAY)?.id).toBe('factory');
    expect(standing(tree, 'gone', DAY)?.id).toBe('new');
    expect(standing(tree, 'unheard-of', DAY)).toBeUndefined();
  });
  it('the top has nobody above', () => {
    expect(ids(tops(tree, DAY))).toEqual(['top']);
    expect(above(tree, 'top', DAY)).toEqual([]);
  });
  it('a circle in the data ends', () => {
    expect(ids(above(tree, 'a', DAY))).toEqual(['b', 'a']);
  });
  it('a unit has the deadlines of the nearest union above that says any, one by one', () => {
    const deadlines = deadlinesOf(tree, 'factory', DAY);
    expect([
      deadlines.acknowledge,
      deadlines.resolve,
      deadlines.urgent?.acknowledge,
      deadlines.urgent?.resolve,
    ]).toEqual([4, 80, 1, undefined]);
  });
});
