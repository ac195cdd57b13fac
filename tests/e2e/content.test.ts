import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choose, createWorld, fromBot, reads, SECRETS, until } from './world.ts';
import type { World } from './world.ts';

const dir = join(mkdtempSync(join(tmpdir(), 'live-content-')), 'content');
const item = join(dir, 'faq/vac-xin/sau-tiem-sot-dau-tay.md');
const greeting = join(dir, 'wording/hardship-report.md');
let world: World;

beforeAll(async () => {
  cpSync('content', dir, { recursive: true });
  world = await createWorld();
});
afterAll(() => world.close());

/** Saves the item with another first line, and a fault in its header when it shall be bad. */
function save(first: string, bad = false): void {
  const [, header = '', ...body] = readFileSync('content/faq/vac-xin/sau-tiem-sot-dau-tay.md', 'utf8').split(
    /^---$/m,
  );
  const changed = bad ? header.replace(/^chu_de: .*$/m, 'chu_de: vacxin') : header;
  writeFileSync(item, `---${changed}---\n${first}\n${body.join('---')}`);
}

describe('content that is edited while the bot runs', () => {
  it('is served without a restart; a bad change is told to the editors once and outlives a restart unseen by members', async () => {
    await world.start({ CONTENT_DIR: dir });
    const phone = (id: string, name: string) => world.telegram.phone({ id, name });
    const [member, editor] = [phone('101', 'Chị Hoa'), phone('102', 'Anh Tuyên')];
    await editor.say(`/canbo ${SECRETS.admin}`);
    await reads(editor, 'Chào đồng chí');
    const told = () => fromBot(editor).filter(({ text }) => /Nội dung (vừa sửa|đã hết lỗi)/.test(text));

    // A member stands in the middle of the form meanwhile.
    const writer = phone('103', 'Anh Nam');
    await writer.say('Phản ánh khó khăn');
    await reads(writer, 'Bước 1/');
    await choose(writer, 'Đồng ý');
    await reads(writer, 'Bước 2/');

    const ask = async (text: string) => {
      const before = fromBot(member).length;
      await member.say('tiêm xong bị sốt phải làm sao');
      await reads(member, text, before);
    };
    save('Câu đầu tiên mới.');
    await until(() => world.output().split('"content served"').length > 2, 10_000, 'the swap');
    await ask('Câu đầu tiên mới.');

    for (let i = 0; i < 4; i++) save(`Câu hỏng ${i}.`, true);
    await reads(editor, 'đoàn viên vẫn đang thấy bản');
    expect(told()[0]!.text).toMatch(
      /content\/faq\/vac-xin\/sau-tiem-sot-dau-tay\.md:\d+:\d+ \(dòng \d+\): ‘vacxin’/,
    );
    await ask('Câu đầu tiên mới.');

    await choose(writer, 'CĐCS Nhà máy A');
    await reads(writer, 'Bước 3/');

    await world.terminate();
    await world.start({ CONTENT_DIR: dir });
    expect(world.output()).toContain('content refused');
    await ask('Câu đầu tiên mới.');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(told()).toHaveLength(1);

    writeFileSync(
      greeting,
      readFileSync(greeting, 'utf8').replace(/^## story$/m, '## story\nLời hỏi vừa được sửa.'),
    );
    save('Câu đầu tiên cuối cùng.');
    await reads(editor, 'Nội dung đã hết lỗi');
    await ask('Câu đầu tiên cuối cùng.');
    expect(told()).toHaveLength(2);
    await choose(writer, 'Lương, thưởng');
    await reads(writer, /Bước 4\/[^]*Lời hỏi vừa được sửa/);
  }, 90_000);
});
