/** What a citizen does with the page, in the words of the tests. */
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** A phone as most people have; sharp only for pictures, which takes a slow machine its time. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: process.env.UPDATE_SCREENSHOTS ? 1.5 : 1,
  hasTouch: true,
  isMobile: true,
} as const satisfies BrowserContextOptions;
export const DESKTOP = {
  viewport: { width: 1280, height: 800 },
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

/**
 * What axe-core finds wrong with the page as it stands.
 * @param elder also contrasts below 7:1
 */
export async function accessibilityProblems(page: Page, elder = false): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source);
  const rules = { 'color-contrast-enhanced': { enabled: elder } };
  const { violations } = await page.evaluate<AxeResults>(`axe.run({ rules: ${JSON.stringify(rules)} })`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** By how many pixels the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Chooses what stands behind “更多”. */
export async function chooseInMenu(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('button', { name: '更多' });
  if ((await menu.getAttribute('aria-expanded')) !== 'true') await menu.click();
  await page.getByRole('button', { name, exact: true }).click();
}

/** Both presses hit the button before the page can take it away. */
export async function pressTwice(button: Locator): Promise<void> {
  await button.evaluate((element: { click(): void }) => {
    element.click();
    element.click();
  });
}
