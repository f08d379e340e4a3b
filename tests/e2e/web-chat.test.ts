/** The citizen's page in a real browser. UPDATE_SCREENSHOTS=1 also renews the pictures beside this file. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchChromium } from './browser.ts';
import {
  accessibilityProblems,
  type ChatPage,
  DESKTOP,
  input,
  log,
  messages,
  PHONE,
  say,
  type Visit,
  visit,
} from './page.ts';
import { startServerForTest, type TestServer } from './stub-server.ts';

const chromium = findChromium();
const WHY = '没有找到 Chromium（可用 CHROMIUM_PATH 指明），网页测试跳过';
if (chromium === null) console.warn(WHY);

const CLAUSE = '对符合法律援助条件的公民和特殊案件当事人无偿提供法律咨询、代理、刑事辩护等服务';
const DANGER = '有人拿刀追我';

async function screenshot(page: Page, name: string): Promise<void> {
  if (!process.env.UPDATE_SCREENSHOTS) return;
  await page.screenshot({ path: join(import.meta.dirname, 'screenshots', `${name}.png`) });
}

describe.skipIf(chromium === null)(chromium === null ? WHY : '网页对话', () => {
  let browser: Browser;
  let server: TestServer;

  beforeAll(async () => {
    server = await startServerForTest();
    browser = await launchChromium(chromium!);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const visits: ChatPage[] = [];
  const open = async (options: Visit = {}): Promise<ChatPage> => {
    const chat = await visit(browser, server.url, options);
    visits.push(chat);
    return chat;
  };
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    const origins = visits.splice(0).flatMap(({ requests }) => requests.map((url) => new URL(url).origin));
    expect(new Set(origins), 'where requests went').toEqual(new Set([server.url]));
  });

  it('answers a topic with a citation that opens to the clause', async () => {
    const { page, errors } = await open();
    await page.getByRole('button', { name: /^法律援助/ }).click();
    const citation = log(page).locator('details', { hasText: CLAUSE }).first();
    await citation.waitFor();
    const quote = citation.locator('blockquote');
    expect(await quote.isVisible()).toBe(false);
    await citation.locator('summary').click();
    await quote.waitFor({ state: 'visible' });
    expect(await quote.innerText()).toContain(CLAUSE);
    expect(await citation.locator('summary').innerText()).toMatch(/期间已届满|现行效力待核|有效/);
    expect(errors).toEqual([]);
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await open({ viewport: DESKTOP });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('法律援助服务有哪些？');
    await page.keyboard.press('Enter');
    await messages(page).nth(1).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('composer');
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await page.keyboard.press('Enter');
    await log(page).locator('details[open]').waitFor();
    expect(await log(page).locator('details[open]').count()).toBe(1);
  });

  it('sends on Enter only, not on Shift+Enter nor while a word is being composed', async () => {
    const { page } = await open();
    await input(page).fill('第一行');
    await page.keyboard.press('Shift+Enter');
    const ime = await page.context().newCDPSession(page);
    await ime.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 });
    // Without the character that Playwright's press adds: an input method keeps it to itself.
    const enter = { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 } as const;
    await ime.send('Input.dispatchKeyEvent', enter);
    await ime.send('Input.insertText', { text: '你好' });
    expect(await input(page).inputValue()).toBe('第一行\n你好');
    await ime.send('Input.dispatchKeyEvent', enter);
    await messages(page).first().waitFor();
    expect(await input(page).inputValue()).toBe('');
  });

  it('hands over to a person, whose reply arrives and is marked as theirs', async () => {
    const { page } = await open();
    await page.getByRole('button', { name: '转人工' }).click();
    const own = messages(page).first();
    await own.waitFor();
    expect(await own.innerText()).toContain('转人工');
    await log(page)
      .getByText(/^留言编号/)
      .waitFor();
    expect(await log(page).getByRole('link', { name: '拨打 12348' }).getAttribute('href')).toBe('tel:12348');
    await server.staffReplies('请带身份证到浈江区公共法律服务中心来，我们帮您看。');
    const reply = messages(page).filter({ hasText: '请带身份证' });
    await reply.waitFor();
    expect(await reply.innerText()).toMatch(/^工作人员\s*真人回复/);
    await screenshot(page, 'chat-person-phone');
  });

  it('keeps the transcript and the unsent words over a reload', async () => {
    const { page } = await open();
    await say(page, '法律援助服务有哪些？');
    await messages(page).nth(1).waitFor();
    const before = await messages(page).allInnerTexts();
    await input(page).fill('还没写完');
    await page.reload();
    await messages(page).nth(1).waitFor();
    expect(await messages(page).allInnerTexts()).toEqual(before);
    expect(await input(page).inputValue()).toBe('还没写完');
  });

  it('delivers once what was said without a network', async () => {
    const { page } = await open();
    await say(page, '第一句');
    await log(page).getByText('收到：第一句').waitFor();
    await page.context().setOffline(true);
    await say(page, '断网时说的话');
    await page.getByText('网络断了').waitFor();
    await log(page).getByRole('button', { name: '马上重发' }).waitFor();
    await screenshot(page, 'chat-offline-phone');
    await page.context().setOffline(false);
    await log(page).getByText('收到：断网时说的话').waitFor();
    await page.getByText('网络断了').waitFor({ state: 'hidden' });
    await page.reload();
    await messages(page).nth(3).waitFor();
    expect(
      await messages(page)
        .filter({ hasText: /断网时说的话/ })
        .count(),
    ).toBe(2);
  });

  it('says once what the server stored although its confirmation got lost', async () => {
    const { page } = await open();
    const ids: string[] = [];
    await page.route('**/messages', async (route) => {
      ids.push(route.request().postDataJSON().clientMessageId);
      const response = await route.fetch();
      await (ids.length === 1 ? route.abort() : route.fulfill({ response }));
    });
    await say(page, '只说一次');
    await log(page).getByText('收到：只说一次').waitFor();
    await say(page, '第二句');
    await log(page).getByText('收到：第二句').waitFor();
    expect(new Set(ids).size).toBe(2);
    expect(await messages(page).count()).toBe(4);
  });

  it('lets the citizen change what the server refuses', async () => {
    const { page } = await open();
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
    const { page } = await open();
    await page.evaluate(
      `localStorage.setItem('shaofatong.session', '{"conversation":"web:gone","token":"gone"}')`,
    );
    await page.reload();
    await page.getByText('已为您开始新的对话').waitFor();
    await say(page, '重新说');
    await log(page).getByText('收到：重新说').waitFor();
  });

  it('clears the chat only after asking', async () => {
    const { page } = await open();
    await say(page, '要清除的话');
    await messages(page).nth(1).waitFor();
    const startOver = page.getByRole('button', { name: '新对话' });
    await startOver.click();
    await page.keyboard.press('Escape');
    expect(await messages(page).count()).toBe(2);
    await startOver.click();
    await page.getByRole('button', { name: '清除并重新开始' }).click();
    await messages(page).first().waitFor({ state: 'detached' });
    await page.reload();
    expect(await messages(page).count()).toBe(0);
  });

  it('shows HTML in a message as text', async () => {
    const { page, errors } = await open();
    const html = '<img src=x onerror="document.title=1"><b>粗</b>';
    await say(page, html);
    await log(page).getByText(`收到：${html}`).waitFor();
    expect(await log(page).locator('img, b').count()).toBe(0);
    expect({ title: await page.title(), errors }).toEqual({
      title: '韶法通 · 韶关公共法律服务助手',
      errors: [],
    });
  });

  it('offers quick replies and says exactly the one that was chosen', async () => {
    const { page } = await open();
    await say(page, '公证');
    const options = page.getByRole('group', { name: '可以这样回答' });
    await options.getByRole('button', { name: '执业公证员要达到多少名？' }).click();
    await log(page).getByText('收到：执业公证员要达到多少名？').waitFor();
    expect(await options.count()).toBe(0);
  });

  describe.each([
    { device: 'phone', options: { viewport: PHONE } },
    { device: 'desktop', options: { viewport: DESKTOP } },
    { device: 'dark-phone', options: { viewport: PHONE, colorScheme: 'dark' as const } },
  ])('on a $device axe-core finds nothing wrong', ({ device, options }) => {
    it('with the first screen', async () => {
      const { page, errors } = await open(options);
      await page.getByRole('button', { name: /^法律援助/ }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(errors).toEqual([]);
      await screenshot(page, `chat-welcome-${device}`);
    });

    it('with an answer and its clause', async () => {
      const { page, errors } = await open(options);
      await say(page, '法律援助服务有哪些？');
      await messages(page).nth(1).waitFor();
      await log(page).locator('summary').first().click();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(errors).toEqual([]);
      await screenshot(page, `chat-answer-${device}`);
    });

    it('with an emergency, which stands out', async () => {
      const { page, errors } = await open(options);
      await say(page, DANGER);
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('link', { name: '拨打 110' }).getAttribute('href')).toBe('tel:110');
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(errors).toEqual([]);
      await screenshot(page, `chat-emergency-${device}`);
    });
  });

  it('axe-core notices what is wrong (control)', async () => {
    const { page } = await open();
    await page.evaluate(`document.querySelector('#composer').removeAttribute('placeholder');
      document.querySelector('label').remove()`);
    expect((await accessibilityProblems(page)).join()).toContain('label');
  });
});
