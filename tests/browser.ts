/** A real browser for tests: the Chromium that comes with `npm ci`. */
import chromium from '@sparticuz/chromium';
import { chromium as launcher, type Browser, type Page } from 'playwright-core';

export interface OpenBrowser {
  browser: Browser;
  /** A page in a context of its own. `problems`: what its console and its policy complained of, and what failed to load. */
  openPage(options?: PageOptions): Promise<{ page: Page; problems: string[] }>;
  close(): Promise<void>;
}

export interface PageOptions {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
}

/** What keeps Chromium from talking to anybody but the page. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-sandbox',
];

/**
 * Of the package's own arguments, made for short runs in a cloud function: one process for everything ends the browser
 * with the first page that closes, and the other two would let through what a member's browser refuses.
 */
const UNWANTED = ['--single-process', '--disable-web-security', '--allow-running-insecure-content'];

/** Starts Chromium. Close it, or the test run does not end. */
export async function openBrowser(): Promise<OpenBrowser> {
  const browser = await launcher.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((each) => !UNWANTED.includes(each)), ...QUIET],
    headless: true,
  });
  return {
    browser,
    async openPage({ width = 1280, height = 800, colorScheme = 'light' } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'vi-VN' });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('requestfailed', (request) => {
        // The stream of events is cut when a page closes; everything else must load.
        if (!request.url().endsWith('/sandbox/events')) problems.push(`not loaded: ${request.url()}`);
      });
      return { page, problems };
    },
    close: () => browser.close(),
  };
}
