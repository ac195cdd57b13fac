import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../browser.ts';
import type { OpenBrowser } from '../browser.ts';
import { freePort, until } from './world.ts';

/** PICTURES=1 writes README's picture: it shows what this test has just done. */
const PICTURE = process.env['PICTURES'] === '1' ? 'docs/pictures/sandbox.png' : undefined;

describe('the sandbox in a real browser, started as a stranger starts it', () => {
  let browser: OpenBrowser;
  let bot: ChildProcess;
  let url: string;
  let output = '';

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: String(port),
      DATA_DIR: mkdtempSync(join(tmpdir(), 'satcanh-browser-')),
    };
    bot = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    bot.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
    bot.stderr!.on('data', (chunk: Buffer) => (output += chunk.toString()));
    [browser] = await Promise.all([
      openBrowser(),
      until(
        async () => {
          if (bot.exitCode !== null) throw new Error(output);
          return (await fetch(`${url}healthz`).catch(() => undefined))?.ok === true;
        },
        60_000,
        'the bot',
      ),
    ]);
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    bot.kill('SIGKILL');
  });

  const phone = (page: Page, key: string) => page.locator(`[data-phone=${key}]`);
  const last = (page: Page, key: string) => phone(page, key).locator('[data-from=bot]').last();
  const reads = (page: Page, key: string, text: string) =>
    phone(page, key).locator('[data-from=bot]').filter({ hasText: text }).last().waitFor();
  async function say(page: Page, key: string, text: string): Promise<void> {
    await phone(page, key).getByTestId('entry').fill(text);
    await phone(page, key).getByTestId('entry').press('Enter');
  }
  /** Touches the button of the last message, or types its label where it is numbered text. */
  async function choose(page: Page, key: string, label: string): Promise<void> {
    const button = last(page, key).getByRole('button', { name: label });
    if ((await button.count()) > 0) await button.first().click();
    else await say(page, key, label);
  }

  async function report(page: Page, key: string, story: string): Promise<string> {
    await say(page, key, key === 'member-zalo' ? 'phan anh kho khan' : 'Phản ánh khó khăn');
    for (const [question, answer] of [
      ['Bước 1/', 'Đồng ý'], ['Bước 2/', 'CĐCS Nhà máy A'], ['Bước 3/', 'Lương, thưởng'], ['Bước 4/', story], ['Bước 5/', 'Khẩn cấp'],
      ['Bước 6/', 'Chỉ mình tôi'], ['Bước 7/', 'Bỏ qua'], ['Bước 8/', 'Xong'], ['Bước 9/', 'Nhắn qua'], ['Bước 10/', 'Không cho xem'], ['Bước 11/', 'Gửi'],
    ] as const) {
      await last(page, key).filter({ hasText: question }).waitFor();
      if (question === 'Bước 4/') await say(page, key, answer);
      else await choose(page, key, answer);
    } // prettier-ignore
    await reads(page, key, 'Mã phản ánh');
    return /PA-\d{4}-\w{5}/.exec((await last(page, key).textContent()) ?? '')![0];
  }

  it.each(['member-zalo', 'member-telegram'])(
    'a whole report on %s: the card on the officer’s phone, the acknowledgement back on the member’s',
    async (key) => {
      const { page, problems } = await browser.openPage({ width: 1280, height: 800 });
      const policy = (await page.goto(url))!.headers()['content-security-policy']!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
      await reads(page, 'officer', 'Chào đồng chí');
      const reference = await report(
        page,
        key,
        key === 'member-zalo'
          ? 'cong ty no luong 2 thang, nha tro doi tien'
          : 'Công ty nợ lương hai tháng, nhà trọ đòi tiền',
      );
      const card = phone(page, 'officer').locator('[data-from=bot]').filter({ hasText: reference }).last();
      await card.waitFor();
      await card.getByRole('button', { name: 'Tiếp nhận' }).click();
      await reads(page, key, 'đã tiếp nhận phản ánh');
      if (PICTURE && key === 'member-telegram') {
        mkdirSync('docs/pictures', { recursive: true });
        await page.waitForTimeout(800);
        await page.screenshot({ path: PICTURE });
      }
      expect(problems).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  it.each([1280, 360])(
    'the clock at %i px: two days later the free window is over, the token is renewed, the bot answers, the meter is full',
    async (width) => {
      const { page, problems } = await browser.openPage({ width, height: 740 });
      await page.goto(url);
      if (width < 900) await page.getByTestId('tab-member-zalo').click();
      const meter = page.getByTestId('meter');
      await say(page, 'member-zalo', 'menu');
      await meter.filter({ hasText: 'Còn 7/8 tin miễn phí · cửa sổ 48 giờ còn 48:00' }).waitFor();
      await page.getByTestId('clock').click();
      await page.getByTestId('clock-48h').click();
      await meter.filter({ hasText: 'Hết 48 giờ: nhắn có tính phí, còn 1' }).waitFor();
      await page.getByTestId('inspector-toggle').click();
      await page.getByTestId('fault-zalo-window-closed').click();
      await meter.filter({ hasText: 'Cửa sổ đã đóng' }).waitFor();
      await page.getByTestId('inspector').getByLabel('Đóng', { exact: true }).click();
      await say(page, 'member-zalo', 'menu');
      await meter.filter({ hasText: 'Còn 7/8 tin miễn phí' }).waitFor();
      const { ahead } = (await (await fetch(`${url}sandbox/clock`)).json()) as { ahead: number };
      expect(ahead % (48 * 3_600_000)).toBe(0);
      const body = 'document.documentElement.scrollWidth';
      expect(await page.evaluate(body)).toBeLessThanOrEqual(width);
      expect(problems).toEqual([]);
      await page.request.post(`${url}sandbox/faults`, { data: { id: 'zalo-window-closed', on: false } });
      await page.context().close();
    },
    60_000,
  );

  it('the phones are usable at 360 px: one at a time, nothing wider than the screen, the form goes on', async () => {
    const { page, problems } = await browser.openPage({ width: 360, height: 740 });
    await page.goto(url);
    await page.getByTestId('tab-member-zalo').click();
    await say(page, 'member-zalo', 'menu');
    await last(page, 'member-zalo').getByRole('button', { name: 'Hỏi đáp' }).click();
    await reads(page, 'member-zalo', 'muốn hỏi gì');
    await say(page, 'member-zalo', 'tiem xong bi sot, dau tay co sao khong');
    await reads(page, 'member-zalo', 'Nguồn:');
    const width = await page.evaluate(
      () =>
        (globalThis as unknown as { document: { documentElement: { scrollWidth: number } } }).document
          .documentElement.scrollWidth,
    );
    expect(width).toBeLessThanOrEqual(360);
    expect(problems).toEqual([]);
    await page.context().close();
  }, 60_000);
});
