import { describe, expect, it } from 'vitest';
import { phaseOn, served, sourceLine } from '../../src/content/served.ts';
import { check, faq } from './folder.ts';

describe('what is served', () => {
  it('is in force that day, first and last day included, and of that phase', async () => {
    const { bundle } = await check({ 'faq/a.md': faq({ giai_doan: '[dich-bung-phat]' }) });
    const ids = (day: string, phase: 'dich-bung-phat' | 'binh-thuong-moi') =>
      served(bundle.faq, { day, phase }).length;
    expect(ids('2021-07-11', 'dich-bung-phat')).toBe(0);
    expect(ids('2021-07-12', 'dich-bung-phat')).toBe(1);
    expect(ids('2027-06-30', 'dich-bung-phat')).toBe(1);
    expect(ids('2027-07-01', 'dich-bung-phat')).toBe(0);
    expect(ids('2021-07-12', 'binh-thuong-moi')).toBe(0);
  });

  it('is never without source or approval', async () => {
    const { bundle } = await check({ 'faq/a.md': faq() });
    const item = bundle.faq[0]!;
    const on = { day: '2026-11-21', phase: 'binh-thuong-moi' } as const;
    expect(served([item], on)).toEqual([item]);
    expect(served([{ ...item, source: { ...item.source, document: '' } }], on)).toEqual([]);
    expect(served([{ ...item, approvedBy: '' }], on)).toEqual([]);
  });

  it('names body, document and day', async () => {
    const { bundle } = await check({ 'faq/a.md': faq() });
    expect(sourceLine(bundle.faq[0]!)).toBe('Nguồn: Bộ Y tế, 5588/BYT-DP, 12/7/2021');
  });
});

describe('the phase on a day', () => {
  const basis = { body: 'A', document: 'B', date: '2026-01-01' };
  const phase = {
    phase: 'binh-thuong-moi',
    basis,
    from: '2023-10-20',
    units: [{ unit: 'tinh', phase: 'dich-bung-phat', basis, from: '2026-12-01', until: '2026-12-31' }],
  } as const;

  it("is the nearest unit's own, while it lasts, else the whole's", () => {
    expect(phaseOn(phase, '2026-12-01', ['co-so', 'tinh'])).toBe('dich-bung-phat');
    expect(phaseOn(phase, '2026-12-31', ['co-so', 'tinh'])).toBe('dich-bung-phat');
    expect(phaseOn(phase, '2027-01-01', ['co-so', 'tinh'])).toBe('binh-thuong-moi');
    expect(phaseOn(phase, '2026-12-01', ['tinh-khac'])).toBe('binh-thuong-moi');
    expect(phaseOn({ ...phase, phase: 'dich-bung-phat', until: '2024-01-01' }, '2026-01-01')).toBe(
      'binh-thuong-moi',
    );
  });
});
