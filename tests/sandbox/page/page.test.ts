import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { openBrowser, type OpenBrowser } from '../../browser.ts';
import { startEchoBot } from './echo-bot.ts';
import { start } from './setup.ts';

describe('the page in a real browser', { timeout: 60_000 }, () => {
  let browser: OpenBrowser;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function open(size: { width: number; height: number }) {
    const sandbox: Sandbox = await start({ now: Date.now });
    const bot = await startEchoBot(sandbox);
    const server = serve({ fetch: sandbox.routes.fetch, port: 0, hostname: '127.0.0.1' });
    const { page, problems } = await browser.openPage(size);
    closing.push(
      () => server.close(),
      () => bot.close(),
      () => page.context().close(),
    );
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const phone = (key: string) => page.locator(`[data-phone=${key}]`);
    const say = async (key: string, text: string) => {
      await phone(key).getByTestId('entry').fill(text);
      await phone(key).getByTestId('entry').press('Enter');
    };
    return { sandbox, page, problems, phone, say };
  }

  it('talks on three phones side by side, and its console stays empty', async () => {
    const { page, problems, phone, say } = await open({ width: 1280, height: 800 });
    for (const key of ['member-telegram', 'member-zalo', 'officer'])
      await phone(key).getByTestId('entry').waitFor();
    await say('member-telegram', '<b>chào</b> <img src=x onerror=alert(1)>');
    await phone('member-telegram').getByText('Anh/chị vừa nói: <b>chào</b> <img src=x').waitFor();
    await phone('member-telegram').getByRole('button', { name: 'Tiếp nhận' }).click();
    await phone('member-telegram').getByText('Đồng chí vừa tiếp nhận').waitFor();
    await phone('member-telegram').locator('strong', { hasText: 'Đã tiếp nhận' }).waitFor();
    expect(await phone('member-telegram').locator('[data-bubble]').count()).toBe(2);

    await phone('member-zalo').getByTestId('attach').click();
    await phone('member-zalo').getByTestId('attach-photo').click();
    const photo = phone('member-zalo').getByRole('img', { name: 'Ảnh gửi kèm' });
    await photo.waitFor();
    await expect
      .poll(() => photo.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(320);
    await phone('member-zalo').getByRole('button', { name: 'Đồng ý' }).click();
    await phone('member-zalo').getByText('Bạn nói: #Đồng ý').waitFor();

    await phone('officer').getByTestId('entry').press('ArrowUp');
    await page.getByTestId('inspector-toggle').click();
    await page.getByTestId('inspector').getByText('menu › home').waitFor();
    expect(problems).toEqual([]);
  });

  it('recalls what was sent with the arrow, and answers one message by its reply sign', async () => {
    const { problems, phone, say } = await open({ width: 1280, height: 800 });
    await say('member-telegram', 'một');
    await phone('member-telegram').getByText('Anh/chị vừa nói: một').waitFor();
    const entry = phone('member-telegram').getByTestId('entry');
    await entry.press('ArrowUp');
    expect(await entry.inputValue()).toBe('một');
    await phone('member-telegram').getByTestId('reply').last().click({ force: true });
    await entry.fill('trả lời đây');
    await entry.press('Enter');
    const own = phone('member-telegram').locator('[data-from=person]').last();
    await own.getByText('trả lời đây').waitFor();
    expect(await own.locator('.quote').textContent()).toBe('Anh/chị vừa nói: một');
    expect(problems).toEqual([]);
  });

  it.each(['size-normal', 'size-large'])('fits one phone at a time into 360 px at %s', async (size) => {
    const { page, problems, phone, say } = await open({ width: 360, height: 640 });
    await page.getByTestId(size).click();
    expect(await phone('member-zalo').isVisible()).toBe(false);
    await page.getByTestId('tab-member-zalo').click();
    await say('member-zalo', 'nha toi het gao '.repeat(12));
    const button = phone('member-zalo').getByRole('button', { name: 'Đồng ý' });
    await button.waitFor();
    await expect.poll(async () => (await button.boundingBox())!.height).toBeGreaterThanOrEqual(40);
    const entry = (await phone('member-zalo').getByTestId('entry').boundingBox())!;
    expect(entry.width).toBeGreaterThan(150);
    expect(entry.y + entry.height).toBeLessThanOrEqual(640);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await page.getByTestId('banner').textContent()).toContain(
      'không gửi gì ra ngoài, không cần token',
    );
    expect(problems).toEqual([]);
  });

  it('hands a phone to a newcomer and shows the empty screen to begin on', async () => {
    const { sandbox, phone, say } = await open({ width: 1280, height: 800 });
    await say('member-telegram', 'chào');
    await phone('member-telegram').getByText('Anh/chị vừa nói').waitFor();
    const before = sandbox.phone('member-telegram').id;
    await phone('member-telegram').getByTestId('newcomer').click();
    await phone('member-telegram').getByTestId('start').click();
    await phone('member-telegram').getByText('Anh/chị vừa nói: /start').waitFor();
    expect(sandbox.phone('member-telegram').id).not.toBe(before);
  });
});
