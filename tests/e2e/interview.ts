/** An interview, as a person goes through it on the page. */
import type { Locator, Page } from 'playwright-core';
import { log, messages } from './page.ts';

export const answers = (page: Page): Locator => page.getByRole('group', { name: '可以这样回答' });
export const summaryOf = (page: Page): Locator =>
  log(page).getByRole('region', { name: '法律援助申请前先问几句' });

export async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^看看能不能申请法律援助/ }).click();
  await messages(page).nth(1).waitFor();
}

/** Presses an option and waits for what follows. */
export async function choose(page: Page, option: Locator): Promise<void> {
  const before = await messages(page).count();
  await option.click();
  await messages(page)
    .nth(before + 1)
    .waitFor();
}

export const chooseFirst = (page: Page): Promise<void> =>
  choose(page, answers(page).getByRole('button').first());

/** The first answer to every question. */
export async function toTheEnd(page: Page): Promise<void> {
  await begin(page);
  while ((await answers(page).count()) > 0) await chooseFirst(page);
  await summaryOf(page).waitFor();
}
