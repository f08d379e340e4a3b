/** The page when things go wrong: reloads, no network, lost confirmations, a server that is killed. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { holdAnswers } from './held-answers.ts';
import { describeInBrowser } from './in-browser.ts';
import { ask, chooseInMenu, input, log, messages, say } from './page.ts';

const QUESTION = '公证员要多少名';
const WORDS = '执业公证员达到32名以上';
const SECOND_QUESTION = '留言咨询多久答复？';
const SECOND_WORDS = '答复时限为300分钟';

/** Loads the page anew and waits for `count` messages: the server's transcript alone, nothing of the page's memory. */
async function transcriptAfterReload(page: Page, count: number): Promise<string[]> {
  await page.reload();
  await messages(page)
    .nth(count - 1)
    .waitFor();
  return messages(page).allInnerTexts();
}

describeInBrowser('网页对话出岔子时', (stage) => {
  it('keeps the transcript and the unsent words over a reload', async () => {
    const { page } = await stage.open();
    await ask(page, QUESTION);
    const before = await messages(page).allInnerTexts();
    await input(page).fill('还没写完');
    expect(await transcriptAfterReload(page, 2)).toEqual(before);
    expect(await input(page).inputValue()).toBe('还没写完');
  });

  it('delivers once what was said without a network', async () => {
    const { page } = await stage.open();
    await ask(page, QUESTION);
    await page.context().setOffline(true);
    await say(page, SECOND_QUESTION);
    await page.getByText('没有网络').waitFor();
    await log(page).getByRole('button', { name: '马上重发' }).waitFor();
    await page.context().setOffline(false);
    await messages(page).filter({ hasText: SECOND_WORDS }).waitFor();
    await page.getByText('没有网络').waitFor({ state: 'hidden' });
    expect(await transcriptAfterReload(page, 4)).toHaveLength(4);
  });

  it('says once what the server stored although its confirmation got lost', async () => {
    const { page } = await stage.open();
    const ids: string[] = [];
    await page.route('**/messages', async (route) => {
      ids.push(route.request().postDataJSON().clientMessageId);
      const response = await route.fetch();
      await (ids.length === 1 ? route.abort() : route.fulfill({ response }));
    });
    await ask(page, QUESTION);
    await ask(page, SECOND_QUESTION);
    expect(new Set(ids).size).toBe(2);
    expect(await messages(page).count()).toBe(4);
  });

  it('gets every answer once from a server that is killed before it answers', async () => {
    const { page } = await stage.open();
    const answers = holdAnswers(stage.server.databaseFile);
    await say(page, QUESTION);
    await expect.poll(answers.waiting).toBe(1);
    await stage.server.stop('SIGKILL');
    answers.release();
    await page.getByText('网络断了').waitFor();
    await say(page, SECOND_QUESTION);
    await log(page).getByText('还没有发出去').waitFor();
    expect(await messages(page).count()).toBe(0);
    await stage.server.start();
    await messages(page).nth(3).waitFor();
    const heard = await messages(page).allInnerTexts();
    expect(heard).toEqual([
      expect.stringContaining(QUESTION),
      expect.stringContaining(WORDS),
      expect.stringContaining(SECOND_QUESTION),
      expect.stringContaining(SECOND_WORDS),
    ]);
    await page.getByText('网络断了').waitFor({ state: 'hidden' });
    expect(await transcriptAfterReload(page, 4)).toEqual(heard);
  });

  it('shows the same conversation in two tabs, and forgets it in both', async () => {
    const { page } = await stage.open();
    await ask(page, QUESTION);
    const other = await page.context().newPage();
    await other.goto(stage.server.url);
    await messages(other).nth(1).waitFor();
    await ask(other, SECOND_QUESTION);
    await messages(page).nth(3).waitFor();
    expect(await messages(page).allInnerTexts()).toEqual(await messages(other).allInnerTexts());
    await chooseInMenu(page, '新对话');
    await page.getByRole('button', { name: '清除并重新开始' }).click();
    await messages(other).first().waitFor({ state: 'detached' });
  });

  it('clears the chat only after asking', async () => {
    const { page } = await stage.open();
    await ask(page, QUESTION);
    await chooseInMenu(page, '新对话');
    await page.keyboard.press('Escape');
    expect(await messages(page).count()).toBe(2);
    await chooseInMenu(page, '新对话');
    await page.getByRole('button', { name: '清除并重新开始' }).click();
    await messages(page).first().waitFor({ state: 'detached' });
    await page.reload();
    expect(await messages(page).count()).toBe(0);
  });

  it('lets the citizen change what the server refuses', async () => {
    const { page } = await stage.open();
    await page.route('**/messages', (route) =>
      route.fulfill({
        status: 413,
        json: { error: { code: 'too-long', message: '太长了，请分几次发送。' } },
      }),
    );
    await say(page, '很长的一段话');
    await log(page).getByText('太长了，请分几次发送。').waitFor();
    await log(page).getByRole('button', { name: '改一改再发' }).click();
    expect(await input(page).inputValue()).toBe('很长的一段话');
    expect(await log(page).getByText('很长的一段话').count()).toBe(0);
  });

  it('begins anew and says so when the server does not know the conversation', async () => {
    const { page } = await stage.open();
    await page.evaluate(
      `localStorage.setItem('shaofatong.session', '{"conversation":"web:gone","token":"gone"}')`,
    );
    await page.reload();
    await page.getByText('已为您开始新的对话').waitFor();
    expect(await (await ask(page, QUESTION)).innerText()).toContain(WORDS);
  });
});
