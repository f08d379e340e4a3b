/** Interviews on the page, from the first screen to the summary in the person's hands. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './in-browser.ts';
import { answers, begin, choose, chooseFirst, summaryOf, toTheEnd } from './interview.ts';
import { DESKTOP, messages, pressTwice } from './page.ts';

const tools = (page: Page): Locator => page.getByRole('group', { name: '其他选择' });
const progress = (page: Page): Locator => page.getByRole('progressbar', { name: '问到哪里了' });
describeInBrowser('网页上的问答', (stage) => {
  it('begins on the first screen and shows how far it is', async () => {
    const { page, errors } = await stage.open();
    await begin(page);
    expect(await messages(page).nth(0).innerText()).toContain('看看能不能申请法律援助');
    expect(await progress(page).getAttribute('aria-valuetext')).toBe('第1步，最多6步');
    await chooseFirst(page);
    expect(await progress(page).count()).toBe(1);
    expect(await progress(page).getAttribute('aria-valuenow')).toBe('2');
    expect(await page.getByText(/^第2步，最多\d步$/).count()).toBe(1);
    expect(errors).toEqual([]);
  });

  it('offers answers large, and what steers it beside them', async () => {
    const { page } = await stage.open();
    await begin(page);
    await chooseFirst(page);
    const sizes = async (group: Locator) => {
      const boxes = await Promise.all(
        (await group.getByRole('button').all()).map((button) => button.boundingBox()),
      );
      return boxes.map((box) => ({ width: Math.round(box!.width), height: Math.round(box!.height) }));
    };
    for (const { width, height } of await sizes(answers(page))) {
      expect(height).toBeGreaterThanOrEqual(56);
      expect(width).toBeGreaterThan(300);
    }
    for (const { width, height } of await sizes(tools(page))) {
      expect(height).toBeGreaterThanOrEqual(44);
      expect(width).toBeLessThan(200);
    }
    expect(await tools(page).getByRole('button').allInnerTexts()).toEqual([
      '上一步',
      '为什么问这个',
      '不做了',
    ]);
    await choose(page, tools(page).getByRole('button', { name: '上一步' }));
    expect(await progress(page).getAttribute('aria-valuenow')).toBe('1');
    await choose(page, tools(page).getByRole('button', { name: '不做了' }));
    expect(await progress(page).count()).toBe(0);
  });

  it('takes one answer of two quick presses', async () => {
    const { page } = await stage.open();
    await begin(page);
    await pressTwice(answers(page).getByRole('button').first());
    await messages(page).nth(3).waitFor();
    await page.reload();
    await messages(page).nth(3).waitFor();
    expect(await messages(page).count()).toBe(4);
    expect(await progress(page).getAttribute('aria-valuenow')).toBe('2');
  });

  it('takes one answer of two tabs', async () => {
    const { page } = await stage.open();
    await begin(page);
    const other = await page.context().newPage();
    await other.goto(stage.server.url);
    await answers(other).waitFor();
    // Neither answer leaves before both are given: else the second could be one to the next question already.
    const given = Promise.withResolvers<void>();
    let count = 0;
    await page.context().route('**/messages', async (route) => {
      count += 1;
      if (count === 2) given.resolve();
      await given.promise;
      await route.continue();
    });
    await Promise.all([
      answers(page).getByRole('button').nth(0).click(),
      answers(other).getByRole('button').nth(1).click(),
    ]);
    for (const tab of [page, other]) {
      await messages(tab).nth(3).waitFor();
      await expect.poll(() => tab.locator('.own').count()).toBe(0);
    }
    const heard = await messages(page).allInnerTexts();
    expect(heard).toHaveLength(4);
    expect(await messages(other).allInnerTexts()).toEqual(heard);
  });

  it('takes two answers when they have names of their own (control)', async () => {
    const { page } = await stage.open();
    await begin(page);
    await page.route('**/messages', (route) => {
      const body = route.request().postDataJSON();
      const clientMessageId = `${body.clientMessageId}x${Math.random()}`.replace('choice:', 'other:');
      return route.continue({ postData: JSON.stringify({ ...body, clientMessageId }) });
    });
    const other = await page.context().newPage();
    await other.goto(stage.server.url);
    await answers(other).waitFor();
    await Promise.all([
      answers(page).getByRole('button').nth(0).click(),
      answers(other).getByRole('button').nth(0).click(),
    ]);
    await messages(other).nth(5).waitFor();
    expect(await messages(other).count()).toBe(6);
  });

  it('ends in a summary that can be taken along as a PDF', async () => {
    const { page } = await stage.open(DESKTOP);
    await toTheEnd(page);
    expect(await summaryOf(page).innerText()).toMatch(/去哪里[\s\S]*带什么[\s\S]*由受理的法律援助机构决定/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      summaryOf(page).getByRole('button', { name: '下载 PDF' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('法律援助申请前先问几句.pdf');
    expect(
      readFileSync(await download.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await summaryOf(page).getByText('已经下载').waitFor();
  });

  it('opens the summary as a page of its own, with its look, and nothing in it runs', async () => {
    const { page } = await stage.open(DESKTOP);
    await toTheEnd(page);
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      summaryOf(page).getByRole('button', { name: '打开这一页' }).click(),
    ]);
    await opened.getByRole('heading', { level: 1, name: '法律援助申请前先问几句' }).waitFor();
    const look = () =>
      opened.evaluate<string>(`getComputedStyle(document.querySelector('header')).borderBottomWidth`);
    expect(await look()).toBe('3px');
    // Controls: any other style sheet is refused, and so is a script.
    await opened.evaluate(`{
      const style = document.createElement('style');
      style.textContent = 'header { border-bottom-width: 9px !important }';
      document.head.append(style);
      const script = document.createElement('script');
      script.textContent = 'document.title = "ran"';
      document.head.append(script);
    }`);
    expect([await look(), await opened.title()]).not.toContain('ran');
    expect(await look()).toBe('3px');
  });

  it('prints the summary from a frame that nobody sees', async () => {
    const { page } = await stage.open(DESKTOP);
    await page.context().addInitScript('window.print = () => { top.printed = document.body.innerText; }');
    await page.reload();
    await toTheEnd(page);
    await summaryOf(page).getByRole('button', { name: '打印' }).click();
    await expect.poll(() => page.evaluate<string>('window.printed')).toContain('带什么');
    expect(await page.evaluate<string>('window.printed')).not.toContain('转人工');
    expect(await page.locator('iframe.printing').boundingBox()).toMatchObject({ width: 0, height: 0 });
  });

  it('explains what went wrong with a file', async () => {
    const { page } = await stage.open(DESKTOP);
    await toTheEnd(page);
    const download = summaryOf(page).getByRole('button', { name: '下载 PDF' });
    const noted = summaryOf(page).getByRole('status');
    for (const [status, words] of [
      [404, '已经没有了'],
      [500, '请打12348'],
      [0, '网络不通'],
    ] as const) {
      await page.route('**/documents/**', (route) =>
        status === 0 ? route.abort() : route.fulfill({ status, json: { error: { code: 'x', message: '' } } }),
      );
      await download.click();
      await expect.poll(() => noted.innerText()).toContain(words);
      await page.unroute('**/documents/**');
    }
    await download.click();
    await noted.getByText('已经下载').waitFor(); // control
  });
});
