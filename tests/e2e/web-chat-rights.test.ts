/** What a person may do with answers and with what is on record: rate, take along, have erased; and what nobody may forge. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './in-browser.ts';
import { ask, chooseInMenu, DESKTOP, input, log, messages, pressTwice } from './page.ts';

const QUESTION = '公证员要多少名';
const rating = (page: Page): Locator =>
  log(page).getByRole('group', { name: /这个回答有用吗|谢谢|已经转给/ });
const thanks = '谢谢，您选的是“有用”。';

interface Session {
  conversation: string;
  token: string;
}
const sessionOf = async (page: Page): Promise<Session> =>
  JSON.parse((await page.evaluate<string | null>(`localStorage.getItem('shaofatong.session')`)) ?? 'null');

/** Says something over the interface itself, as somebody does who has read its description. */
async function post(
  url: string,
  { conversation, token }: Session,
  body: string,
): Promise<{ status: number; code: string }> {
  const response = await fetch(`${url}/api/conversations/${encodeURIComponent(conversation)}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  const answer = (await response.json()) as { error?: { code: string } };
  return { status: response.status, code: answer.error?.code ?? '' };
}

async function askToErase(page: Page): Promise<void> {
  await chooseInMenu(page, '我的信息');
  await page.getByRole('button', { name: '删除我的信息' }).click();
  await page.getByRole('button', { name: '确认删除' }).waitFor();
}

describeInBrowser('网页上的评价和我的信息', (stage) => {
  it('takes a rating, says thanks, and remembers it over a reload', async () => {
    const { page, errors } = await stage.open();
    await ask(page, QUESTION);
    await rating(page).getByRole('button', { name: '有用', exact: true }).click();
    await rating(page).getByText(thanks).waitFor();
    await messages(page).nth(2).waitFor();
    await page.reload();
    await rating(page).getByText(thanks).waitFor();
    expect(await log(page).getByText('这个回答有用吗？').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it('lets a rating be changed', async () => {
    const { page } = await stage.open();
    await ask(page, QUESTION);
    await rating(page).getByRole('button', { name: '有用', exact: true }).click();
    await messages(page).nth(2).waitFor();
    await rating(page).getByRole('button', { name: '改一下' }).click();
    await rating(page).getByRole('button', { name: '说错了' }).click();
    await messages(page).nth(3).waitFor();
    await page.reload();
    await rating(page).getByText('谢谢，您选的是“说错了”。').waitFor();
  });

  it('can be rated with the keyboard alone, and the focus stays where one was', async () => {
    const { page } = await stage.open(DESKTOP);
    await ask(page, QUESTION);
    await rating(page).getByRole('button', { name: '不是我要问的' }).focus();
    await page.keyboard.press('Enter');
    await rating(page).getByText('不是我要问的').waitFor();
    expect(await page.evaluate('document.activeElement.className')).toBe('thanks');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('改一下');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.textContent.trim()')).toBe('有用');
  });

  it('counts two quick presses once', async () => {
    const { page } = await stage.open();
    await ask(page, QUESTION);
    await pressTwice(rating(page).getByRole('button', { name: '有用', exact: true }));
    await messages(page).nth(2).waitFor();
    await ask(page, '留言咨询多久答复？');
    expect(await log(page).getByText('谢谢，记下了。').count()).toBe(1);
  });

  it('brings a person from a rating, once', async () => {
    const { page } = await stage.open();
    await ask(page, QUESTION);
    await rating(page).getByRole('button', { name: '转人工' }).click();
    await rating(page).getByText('已经转给工作人员').waitFor();
    await log(page)
      .getByText(/留言编号/)
      .waitFor();
  });

  it('refuses forged ratings, places that are none, foreign tokens and wrong forms', async () => {
    const { page } = await stage.open();
    await ask(page, QUESTION);
    const session = await sessionOf(page);
    const other = (await (
      await fetch(`${stage.server.url}/api/conversations`, { method: 'POST' })
    ).json()) as Session;
    const rate = (seq: number) =>
      JSON.stringify({ clientMessageId: `r${seq}`, rating: { seq, value: 'useful' } });
    const at = (latitude: string) =>
      `{"clientMessageId":"l","location":{"latitude":${latitude},"longitude":113.6}}`;
    const { url } = stage.server;
    expect(await post(url, session, rate(1))).toEqual({ status: 400, code: 'not-rateable' });
    expect(await post(url, session, rate(999))).toEqual({ status: 400, code: 'not-rateable' });
    expect(await post(url, other, rate(2))).toEqual({ status: 400, code: 'not-rateable' });
    expect(await post(url, { ...session, token: other.token }, rate(2))).toMatchObject({ status: 404 });
    expect(await post(url, session, at('999'))).toEqual({ status: 400, code: 'invalid-request' });
    expect(await post(url, session, at('null'))).toEqual({ status: 400, code: 'invalid-request' });
    expect(await post(url, session, at('NaN'))).toEqual({ status: 400, code: 'bad-json' });
    expect(await post(url, session, rate(2))).toEqual({ status: 202, code: '' }); // control
    const form = (name: string, token: string) =>
      fetch(`${url}/api/conversations/${session.conversation}/documents/2?form=${name}`, {
        headers: { authorization: `Bearer ${token}` },
      }).then(({ status }) => status);
    expect(await form('docx', session.token)).toBe(400);
    expect(await form('pdf', other.token)).toBe(404);
    expect(await form('pdf', session.token)).toBe(404); // an answer has no document
  });

  it('hands out the record as a page that holds what was said', async () => {
    const { page } = await stage.open(DESKTOP);
    await ask(page, QUESTION);
    await chooseInMenu(page, '我的信息');
    await page.getByRole('button', { name: '拿一份我的记录' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      log(page).getByRole('button', { name: '下载我的记录' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('韶法通-我的记录.html');
    const record = readFileSync(await download.path(), 'utf8');
    expect(record).toContain(QUESTION);
    expect(record).toContain('执业公证员达到32名以上');
  });

  it('forgets everything on the device too, once it was erased', async () => {
    const { page } = await stage.open();
    await ask(page, QUESTION);
    const { conversation, token } = await sessionOf(page);
    await askToErase(page);
    await input(page).fill('还没写完的话');
    await page.getByRole('button', { name: '确认删除' }).click();
    await log(page).getByText('已经全部删除').waitFor();
    expect(await messages(page).count()).toBe(1);
    expect(await input(page).inputValue()).toBe('');
    const kept = await page.evaluate<string>('JSON.stringify(localStorage)');
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(QUESTION);
    await page.reload();
    await input(page).waitFor();
    expect(await messages(page).count()).toBe(0);
    await ask(page, QUESTION);
    expect((await sessionOf(page)).conversation).not.toBe(conversation);
  });

  it('keeps everything when the person would rather keep it (control)', async () => {
    const { page } = await stage.open();
    await ask(page, QUESTION);
    const session = await sessionOf(page);
    await askToErase(page);
    const before = await messages(page).count();
    await page.getByRole('button', { name: '不，留着' }).click();
    await messages(page)
      .nth(before + 1)
      .waitFor();
    expect(await sessionOf(page)).toEqual(session);
    expect(await log(page).getByText(QUESTION).count()).toBeGreaterThan(0);
  });
});
