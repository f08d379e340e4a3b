/** A citizen asks on the page, the real server answers, and staff reply with the real command. */
import { expect, it } from 'vitest';
import { statuses, topics } from '../../bot/web/chat/src/texts.ts';
import { openers } from '../../knowledge/texts.ts';
import { describeInBrowser } from './in-browser.ts';
import { ask, citationOf, DESKTOP, input, log, messages, NOT_ON_FILE, say } from './page.ts';

const NOTARIES = '公证员要多少名';
const NOTARIES_CLAUSE = '附件2·公证法律服务·1';
const NOTARIES_WORDS = '1. 执业公证员达到32名以上。';

/** The number of the note for staff, as the last message tells it. */
const ticketIn = (text: string): string => /留言编号 ([\d-]+)/.exec(text)?.[1] ?? '';

describeInBrowser('网页对话', (stage) => {
  it('answers with a citation that opens to the clause, word for word', async () => {
    const { page, errors } = await stage.open();
    const answer = await ask(page, NOTARIES);
    expect(await answer.getByRole('blockquote').first().textContent()).toBe(NOTARIES_WORDS);
    const citation = citationOf(page, NOTARIES_CLAUSE);
    const quote = citation.getByRole('blockquote');
    expect(await quote.isVisible()).toBe(false);
    await citation.locator('summary').click();
    await quote.waitFor({ state: 'visible' });
    expect(await quote.textContent()).toBe(NOTARIES_WORDS);
    expect(await citation.locator('summary').innerText()).toContain(statuses.expired);
    expect(await citation.innerText()).toContain('韶关市公共法律服务发展指标(2021-2022年)');
    expect(await citation.innerText()).toContain('期限到2022年12月31日为止');
    expect(errors).toEqual([]);
  });

  it('answers every topic of the first screen with its clause', async () => {
    const { page } = await stage.open();
    for (const [index, { question }] of topics.entries()) {
      await page.getByRole('button', { name: question }).click();
      const answer = messages(page).nth(2 * index + 1);
      await answer.waitFor();
      expect(await answer.locator('details').count(), question).toBeGreaterThan(0);
      // A clause in its own words, or a rule in ours.
      const words = answer.locator('.citation .words');
      expect(((await words.first().textContent()) ?? '').length, question).toBeGreaterThan(5);
    }
  });

  it('lays a long clause out sentence by sentence and keeps every word of it', async () => {
    const { page } = await stage.open();
    const quote = (await ask(page, '第九条')).getByRole('blockquote').first();
    expect(await quote.locator('.sentence').count()).toBeGreaterThan(5);
    const words = (await quote.textContent()) ?? '';
    expect(words).toMatch(/^（九）着力为促进司法公正提供法律服务。.*大调解工作格局。$/);
    const shown = await stage.server.run('clause', '--json', '第九条');
    expect(JSON.stringify(JSON.parse(shown))).toContain(words);
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await stage.open(DESKTOP);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('留言多久能得到答复？');
    await page.keyboard.press('Enter');
    await messages(page).nth(1).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('composer');
    // Backwards, past what rates the answer, to what it rests on.
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press('Shift+Tab');
      if ((await page.evaluate('document.activeElement.tagName')) === 'SUMMARY') break;
    }
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await page.keyboard.press('Enter');
    await log(page).locator('details[open]').waitFor();
    expect(await log(page).locator('details[open]').count()).toBe(1);
  });

  it('sends on Enter only, not on Shift+Enter nor while a word is being composed', async () => {
    const { page } = await stage.open();
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

  it('offers quick replies and says exactly the one that was chosen', async () => {
    const { page } = await stage.open();
    await ask(page, '你好');
    const options = page.getByRole('group', { name: '可以这样回答' });
    expect(await options.getByRole('button').allInnerTexts()).toEqual(openers);
    await options.getByRole('button', { name: openers[0] }).click();
    await messages(page).nth(3).waitFor();
    expect(await messages(page).nth(2).innerText()).toContain(openers[0]);
    expect(await options.getByRole('button', { name: openers[1]! }).count()).toBe(0);
  });

  it('puts danger first, with the number to dial', async () => {
    const { page } = await stage.open();
    await say(page, '他说要打死我');
    const alarm = page.getByRole('alert');
    await alarm.waitFor();
    expect(await alarm.innerText()).toMatch(/^请先保证安全\s*拨打 110/);
    expect(await alarm.getByRole('link', { name: '拨打 110' }).getAttribute('href')).toBe('tel:110');
  });

  it('hands over what the paper does not say, and shows what staff reply within seconds', async () => {
    const { page } = await stage.open();
    const handoff = await ask(page, NOT_ON_FILE);
    expect(await handoff.getByRole('link', { name: '拨打 12348' }).getAttribute('href')).toBe('tel:12348');
    const number = ticketIn(await handoff.innerText());
    await stage.server.run('tickets', 'answer', number, '请带身份证和结婚证到浈江区公共法律服务中心来。');
    const reply = messages(page).filter({ hasText: '请带身份证' });
    await reply.waitFor();
    expect(await reply.innerText()).toMatch(/^工作人员\s*真人回复/);
    expect(await reply.innerText()).toContain(number);
  });

  it('lets a person be asked for at any time', async () => {
    const { page } = await stage.open();
    await ask(page, NOTARIES);
    await page.getByRole('banner').getByRole('button', { name: '转人工' }).click();
    const handoff = messages(page).nth(3);
    await handoff.waitFor();
    expect(await messages(page).nth(2).innerText()).toContain('转人工');
    const number = ticketIn(await handoff.innerText());
    expect(await stage.server.run('tickets')).toContain(
      `${number} · 刚刚 · 网页 · 要求人工\n  问：${NOTARIES}`,
    );
  });

  it('shows HTML as text, whoever wrote it', async () => {
    const { page, errors } = await stage.open();
    const html = `<img src=x onerror="document.title=1"><b>韶关</b>${NOT_ON_FILE}`;
    const handoff = await ask(page, html);
    const reply = '<script>document.title=2</script><i>请带身份证</i>';
    await stage.server.run('tickets', 'answer', ticketIn(await handoff.innerText()), reply);
    await messages(page).nth(2).waitFor();
    expect(await messages(page).nth(0).innerText()).toContain(html);
    expect(await messages(page).nth(2).innerText()).toContain(reply);
    expect(await log(page).locator('img, b, i, script').count()).toBe(0);
    expect({ title: await page.title(), errors }).toEqual({
      title: '韶法通 · 韶关公共法律服务助手',
      errors: [],
    });
  });

  it('shows our own words as 要旨 and not as a quotation', async () => {
    const { page } = await stage.open();
    await ask(page, '微信催款算不算中断时效');
    const citation = citationOf(page, '《中华人民共和国民法典》第一百九十五条');
    await citation.locator('summary').click();
    await citation.getByText('要旨').waitFor();
    expect(await citation.locator('.gist').innerText()).toContain('从那时重新计算');
    expect(await citation.locator('summary').innerText()).toContain(statuses['in-force']);
    expect(await log(page).getByRole('blockquote').count()).toBe(0);
  });
});
