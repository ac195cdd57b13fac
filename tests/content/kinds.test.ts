import { describe, expect, it } from 'vitest';
import { createKnowledge } from '../../src/app/knowledge.ts';
import { check, faq } from './folder.ts';

const item = (changes: Record<string, string | undefined> = {}, body = 'Chuyện là thế này.') =>
  faq({ cau_hoi: undefined, cach_hoi_khac: undefined, tieu_de: 'Một chuyện riêng', ...changes }, body);
const noon = (day: string) => Date.parse(`${day}T12:00:00+07:00`);

describe('policies, rumours, bulletins and campaigns', () => {
  it('each have fields of their own besides those of every item', async () => {
    const { bundle, faults } = await check({
      'policies/a.md': item({ doi_tuong: 'Người lao động', cau_hoi: 'Ai được hỗ trợ?' }),
      'rumours/b.md': item({ ket_luan: 'dung-mot-phan', tieu_de: 'Tin đồn thứ hai' }, 'Đúng một nửa.'),
      'bulletins/c.md': item({ ngay_dang: '2026-11-20' }),
      'campaigns/d.md': item({ han_gui: '2026-12-31' }),
    });
    expect(faults).toEqual([]);
    expect(bundle.policies[0]).toMatchObject({ audience: 'Người lao động', question: 'Ai được hỗ trợ?' });
    expect(bundle.rumours[0]).toMatchObject({ verdict: 'dung-mot-phan', question: 'Tin đồn thứ hai' });
    expect(bundle.bulletins[0]).toMatchObject({ published: '2026-11-20' });
    expect(bundle.campaigns[0]).toMatchObject({ entriesUntil: '2026-12-31' });
  });

  it('a rumour that nobody has decided has no verdict', async () => {
    const { bundle } = await check({ 'rumours/a.md': item() });
    expect(bundle.rumours[0]!.verdict).toBe('chua-ket-luan');
  });

  it('name the field, and what is allowed, when it is wrong or of another kind', async () => {
    const { at, places } = await check({
      'rumours/a.md': item({ ket_luan: 'xai' }),
      'policies/b.md': item({ ket_luan: 'sai', tieu_de: 'Chuyện khác hẳn' }, 'Chuyện khác.'),
      'campaigns/c.md': item({ han_gui: '2026-02-30' }),
      'bulletins/d.md': item({ tieu_de: undefined }),
    });
    expect(places).toEqual([
      'bulletins/d.md:2:1 error',
      'campaigns/c.md:8:10 error',
      'policies/b.md:8:1 error',
      'rumours/a.md:8:11 error',
    ]);
    expect(at('rumours/a.md:8:11')!.hint).toContain(
      'có phải ‘sai’? Giá trị cho phép: sai, dung, dung-mot-phan',
    );
    expect(at('policies/b.md:8:1')!.hint).toContain('doi_tuong');
    expect(at('campaigns/c.md:8:10')!.message).toContain('không có thật');
  });

  it('may not ask what a question of the FAQ asks, nor bear its id', async () => {
    const { places } = await check({
      'faq/a.md': faq(),
      'policies/b.md': item({ cau_hoi: 'tiem vac xin xong bi sot thi phai lam sao' }),
      'rumours/a.md': item({ tieu_de: 'Tin đồn' }, 'Không phải.'),
    });
    expect(places).toEqual(['policies/b.md:2:10 error', 'rumours/a.md:1:1 error']);
  });

  it('name as successor only what is there', async () => {
    const { at } = await check({
      'policies/a.md': item({ thay_bang: 'cau-hoj' }),
      'faq/cau-hoi.md': faq(),
    });
    expect(at('policies/a.md:8:12')).toMatchObject({
      severity: 'error',
      message: 'Không có mục ‘cau-hoj’ để thay vào',
      hint: 'có phải ‘cau-hoi’?',
    });
  });

  it('are found by a question while they are in force, and then their successor is', async () => {
    const { bundle, faults } = await check({
      'policies/goi.md': item(
        {
          tieu_de: 'Gói hỗ trợ Nghị quyết 68',
          hieu_luc_tu: '2021-07-12',
          het_han: '2022-01-31',
          thay_bang: 'goi-cu',
        },
        'Một triệu đồng.',
      ),
      'faq/goi-cu.md': faq(
        {
          cau_hoi: 'Nghị quyết 68 giờ còn không?',
          cach_hoi_khac: '[còn gói 68 không]',
          chu_de: 'ho-tro',
          hieu_luc_tu: '2022-02-01',
        },
        'Đã hết.',
      ),
      'rumours/tin.md': item({ tieu_de: 'Tin trực thăng phun thuốc', ket_luan: 'sai' }, 'Không có việc đó.'),
    });
    expect(faults.filter(({ severity }) => severity !== 'advice')).toEqual([]);
    const knowledge = createKnowledge(bundle);
    expect(knowledge.faq(noon('2021-08-20')).ask('gói hỗ trợ nghị quyết 68').item?.id).toBe('goi');
    const now = knowledge.faq(noon('2026-11-21'));
    expect(now.ask('gói hỗ trợ nghị quyết 68').withdrawn).toBeUndefined();
    expect(now.ask('gói hỗ trợ nghị quyết 68').nearest[0]?.id).toBe('goi-cu');
    expect(now.ask('tin trực thăng phun thuốc').item).toMatchObject({ kind: 'rumours', verdict: 'sai' });
  });
});
