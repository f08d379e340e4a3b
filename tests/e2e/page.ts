/** What a citizen does with the page, in the words of the tests. */
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** A small phone, as it is held in the village; sharp only for pictures, which takes a slow machine its time. */
export const PHONE = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: process.env.UPDATE_SCREENSHOTS ? 1.5 : 1,
  hasTouch: true,
  isMobile: true,
} as const satisfies BrowserContextOptions;
export const DESKTOP = {
  viewport: { width: 1280, height: 1110 },
} as const satisfies BrowserContextOptions;

/** No source of the bot says it, so a person is asked. */
export const NOT_ON_FILE = '公证处主任叫什么名字';

export interface ChatPage {
  page: Page;
  /** Addresses of everything that the page asked for. */
  requests: string[];
  /** Errors that the page wrote to the console or threw. */
  errors: string[];
}

/** Opens the page in a browser profile of its own. */
export async function visit(
  browser: Browser,
  url: string,
  device: BrowserContextOptions = PHONE,
): Promise<ChatPage> {
  const context = await browser.newContext({ locale: 'zh-CN', ...device });
  const requests: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  context.on('console', (entry) => {
    if (entry.type() === 'error') errors.push(entry.text());
  });
  context.on('weberror', (error) => errors.push(error.error().message));
  const page = await context.newPage();
  await page.goto(url);
  return { page, requests, errors };
}

export const input = (page: Page): Locator => page.getByRole('textbox', { name: '您想问的事' });
export const log = (page: Page): Locator => page.getByRole('log');
export const messages = (page: Page): Locator => log(page).getByRole('article');
export const citationOf = (page: Page, label: string): Locator =>
  log(page).locator('details', { hasText: label }).last();

export async function say(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await page.getByRole('button', { name: '发送' }).click();
}

/** Says it, and waits until the transcript holds an answer more. */
export async function ask(page: Page, question: string): Promise<Locator> {
  const before = await messages(page).count();
  await say(page, question);
  const answer = messages(page).nth(before + 1);
  await answer.waitFor();
  return answer;
}

/** What axe-core finds wrong with the page as it stands. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
