/** What a citizen does with the page, in the words of the tests. */
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

export interface ChatPage {
  page: Page;
  /** Addresses of everything that the page asked for. */
  requests: string[];
  /** Errors that the page wrote to the console or threw. */
  errors: string[];
}

export interface Visit {
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
}

/** Opens the page in a browser profile of its own. */
export async function visit(browser: Browser, url: string, options: Visit = {}): Promise<ChatPage> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN', ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (entry) => {
    if (entry.type() === 'error') errors.push(entry.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url);
  return { page, requests, errors };
}

export const input = (page: Page): Locator => page.getByRole('textbox', { name: '您想问的事' });
export const log = (page: Page): Locator => page.getByRole('log');
export const messages = (page: Page): Locator => log(page).getByRole('article');

export async function say(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await page.getByRole('button', { name: '发送' }).click();
}

/** What axe-core finds wrong with the page as it stands. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
