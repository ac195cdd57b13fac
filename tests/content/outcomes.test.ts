import { describe, expect, it } from 'vitest';
import { check } from './folder.ts';

const end = (outcome: string, more = '') => `---
tieu_de: Lời ${outcome || 'nào đó'}
thu_tu: 1
${outcome && `ket_qua: ${outcome}\n`}${more}nguon: { co_quan: Bộ Y tế, van_ban: 5588/BYT-DP, ngay: 2021-07-12 }
hieu_luc_tu: 2021-07-12
nguoi_duyet: Ban Tuyên giáo
---
Lời dặn ${outcome || 'nào đó'}${more}.
`;
const folder = 'guidance/symptom-check';

describe('the ends of a health check', () => {
  it('are right when each end has words in each phase', async () => {
    const { places, bundle } = await check({
      [`${folder}/a.md`]: end('o-nha'),
      [`${folder}/b.md`]: end('di-kham', 'giai_doan: [dich-bung-phat]\n'),
      [`${folder}/c.md`]: end('di-kham', 'giai_doan: [binh-thuong-moi]\n'),
      [`${folder}/d.md`]: end('goi-115'),
    });
    expect(places).toEqual([]);
    expect(bundle.guidance.map(({ outcome }) => outcome)).toEqual(['o-nha', 'di-kham', 'di-kham', 'goi-115']);
  });

  it('a missing one is told, with the phase', async () => {
    const { faults, places } = await check({
      [`${folder}/a.md`]: end('o-nha'),
      [`${folder}/b.md`]: end('di-kham', 'giai_doan: [dich-bung-phat]\n'),
      [`${folder}/d.md`]: end('goi-115'),
    });
    expect(places).toEqual([`${folder}/a.md:2:1 warning`]);
    expect(faults[0]!.message).toContain('‘ket_qua: di-kham’ trong giai đoạn binh-thuong-moi');
  });

  it('say which end they are for; a card of guidance has no end', async () => {
    const { places, at } = await check({
      [`${folder}/a.md`]: end('o-nha'),
      [`${folder}/b.md`]: end('di-kham'),
      [`${folder}/c.md`]: end('goi-115'),
      [`${folder}/d.md`]: end(''),
      'guidance/5k/e.md': end('di-kham', 'giai_doan: [dich-bung-phat]\n'),
      [`${folder}/f.md`]: end('di-vien'),
    });
    expect(places).toEqual([
      'guidance/5k/e.md:4:1 error',
      `${folder}/d.md:2:1 error`,
      `${folder}/f.md:4:10 error`,
    ]);
    expect(at(`${folder}/d.md:2:1`)?.hint).toContain('o-nha, di-kham, goi-115');
  });
});
