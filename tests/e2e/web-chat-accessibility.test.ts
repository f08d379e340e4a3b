/** Every state of the page, looked at by axe-core, light and dark. UPDATE_SCREENSHOTS=1 renews the pictures beside this file. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './in-browser.ts';
import { accessibilityProblems, ask, citationOf, DESKTOP, log, NOT_ON_FILE, PHONE, say } from './page.ts';

const QUESTION = '留言咨询多久答复？';

interface State {
  what: string;
  /** Leads there from the state before. */
  reach(page: Page): Promise<unknown>;
  /** Name of the picture that is kept of it. */
  picture?: string;
}

const firstScreen = (page: Page) => page.getByRole('button', { name: /^法律援助/ }).waitFor();
const openedClause = (page: Page) =>
  citationOf(page, '附件2·服务平台建设·网络平台·2').locator('summary').click();
const largeType = (page: Page) => page.getByRole('button', { name: '大字' }).click();

async function emergency(page: Page): Promise<void> {
  await say(page, '他说要打死我');
  await page.getByRole('alert').waitFor();
}

async function dialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: '新对话' }).click();
  await page.getByRole('dialog').waitFor();
}

async function noNetwork(page: Page): Promise<void> {
  await page.getByRole('button', { name: '不，留着' }).click();
  await page.context().setOffline(true);
  await say(page, '公证员要多少名');
  await page.getByText('网络断了').waitFor();
  await log(page).getByRole('button', { name: '马上重发' }).waitFor();
}

const onPhone: readonly State[] = [
  { what: 'first screen', reach: firstScreen, picture: 'chat-welcome-phone' },
  { what: 'answer', reach: (page) => ask(page, QUESTION), picture: 'chat-answer-phone' },
  { what: 'clause', reach: openedClause },
  { what: 'quick replies', reach: (page) => ask(page, '你好') },
  { what: 'hand-off', reach: (page) => ask(page, NOT_ON_FILE), picture: 'chat-handoff-phone' },
  { what: 'emergency', reach: emergency, picture: 'chat-emergency-phone' },
  { what: 'large type', reach: largeType },
  { what: 'dialog', reach: dialog },
  { what: 'no network', reach: noNetwork },
];
const onDesktop: readonly State[] = [
  { what: 'first screen', reach: firstScreen, picture: 'chat-welcome-desktop' },
  { what: 'answer', reach: (page) => ask(page, QUESTION) },
  { what: 'clause', reach: openedClause, picture: 'chat-answer-desktop' },
  { what: 'emergency', reach: emergency },
  { what: 'large type', reach: largeType },
];

async function screenshot(page: Page, name: string | undefined): Promise<void> {
  if (!process.env.UPDATE_SCREENSHOTS || name === undefined) return;
  await page.screenshot({ path: join(import.meta.dirname, 'screenshots', `${name}.png`) });
}

/** What is wrong with the page in either colour scheme. */
async function problemsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await accessibilityProblems(page)).map((problem) => `${colorScheme}: ${problem}`));
  }
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  if ((await page.evaluate(overflow)) !== 0) found.push('wider than the screen');
  return found;
}

describeInBrowser('axe-core 检查网页', (stage) => {
  it.each([
    { where: 'phone', device: PHONE, states: onPhone },
    { where: 'desktop', device: DESKTOP, states: onDesktop },
  ])('finds nothing wrong on a $where', async ({ device, states }) => {
    const { page } = await stage.open(device);
    for (const { what, reach, picture } of states) {
      await reach(page);
      await screenshot(page, picture);
      expect(await problemsOf(page), what).toEqual([]);
    }
  });

  it('notices what is wrong (control)', async () => {
    const { page } = await stage.open();
    await page.evaluate(`document.querySelector('#composer').removeAttribute('placeholder');
      document.querySelector('label').remove();
      document.body.style.width = '150vw'`);
    expect((await problemsOf(page)).join()).toMatch(/light: label: .*wider than the screen/);
  });
});
