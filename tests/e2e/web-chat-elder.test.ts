/** The version for the elderly, the menu, printing, and what is told without a network. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeOnStage } from './in-browser.ts';
import { ask, chooseInMenu, DESKTOP, log, messages, say } from './page.ts';
import { SAMPLES } from './sample-messages.ts';
import { startScriptedServer } from './scripted-server.ts';

const elderSwitch = (page: Page) => page.getByRole('button', { name: '长者版' });
const isOn = async (page: Page) => (await elderSwitch(page).getAttribute('aria-pressed')) === 'true';
const fontSize = (page: Page) =>
  page.evaluate<number>(`parseFloat(getComputedStyle(document.body).fontSize)`);
const wordsOf = async (page: Page) => (await page.locator('main').innerText()).replace(/\s/g, '').length;
const background = (page: Page) => page.evaluate<string>(`getComputedStyle(document.body).backgroundColor`);

describeOnStage(
  '长者版、打印和断网',
  (stage) => {
    it('is one switch: larger type, fewer words, larger buttons, and the device remembers it', async () => {
      const { page } = await stage.open();
      const before = { size: await fontSize(page), words: await wordsOf(page) };
      const heightOf = async () =>
        (await page.getByRole('button', { name: '转人工' }).first().boundingBox())!.height;
      const height = await heightOf();
      await elderSwitch(page).click();
      expect(await fontSize(page)).toBeGreaterThanOrEqual(before.size * 1.25);
      expect(await wordsOf(page)).toBeLessThan(before.words * 0.7);
      expect(await heightOf()).toBeGreaterThan(height * 1.25);
      await page.reload();
      expect(await isOn(page)).toBe(true);
      await elderSwitch(page).click();
      await page.reload();
      expect([await isOn(page), await fontSize(page)]).toEqual([false, before.size]); // control
    });

    it('can be turned on by a link, and off again by the person', async () => {
      const { page } = await stage.open(DESKTOP, '/?elder=1');
      expect([await isOn(page), new URL(page.url()).search]).toEqual([true, '']);
      await elderSwitch(page).click();
      await page.reload();
      expect(await isOn(page)).toBe(false);
    });

    it('shows what an answer rests on only when that is wanted', async () => {
      const { page } = await stage.open(DESKTOP, '/?elder=1');
      await ask(page, '带什么');
      const label = log(page).locator('.citation').first();
      expect(await label.isVisible()).toBe(false);
      await log(page).getByText('依据（2条，点开看）').click();
      expect(await label.isVisible()).toBe(true);
      await elderSwitch(page).click();
      expect(await label.isVisible()).toBe(true); // control: open without a press otherwise
    });

    it('has a menu that opens, closes on Escape and outside, and gives the focus back', async () => {
      const { page } = await stage.open(DESKTOP);
      const menu = page.getByRole('button', { name: '更多' });
      const item = page.getByRole('button', { name: '打印这段对话' });
      await menu.focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('我的信息');
      await page.keyboard.press('Escape');
      expect(await item.isVisible()).toBe(false);
      expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('更多');
      await menu.click();
      expect(await item.isVisible()).toBe(true);
      await page.getByRole('heading', { name: /您好/ }).click();
      expect(await item.isVisible()).toBe(false);
      await chooseInMenu(page, '怎么用');
      await messages(page).filter({ hasText: '收到：/help' }).waitFor();
    });

    it('prints the conversation and nothing to press, dark on white, with every clause open', async () => {
      const { page } = await stage.open(DESKTOP, '/?elder=1');
      await page.emulateMedia({ colorScheme: 'dark' });
      await ask(page, '带什么');
      await ask(page, '问我');
      const pressable = () =>
        page.evaluate<string[]>(`[...document.querySelectorAll('button, textarea, a.call, .skip')]
          .filter((element) => element.checkVisibility({ checkOpacity: true }) && element.getBoundingClientRect().top >= 0)
          .map((element) => element.textContent.trim())`);
      expect((await pressable()).length).toBeGreaterThan(5); // control
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
      expect(await pressable()).toEqual([]);
      expect(await background(page)).toBe('rgb(255, 255, 255)');
      expect(await page.getByText('韶法通 对话记录').isVisible()).toBe(true);
      expect(await page.getByText(/^打印时间：\d{4}年/).isVisible()).toBe(true);
      const printed = (await page.pdf({ format: 'A4' })).length;
      expect(printed).toBeGreaterThan(1000);
      const box = await log(page).getByText('申请人应当提交身份证明。').last().boundingBox();
      expect(box!.height).toBeGreaterThan(0);
    });

    it('says at once that there is no network, keeps what is said, and sends it once afterwards', async () => {
      const { page } = await stage.open();
      const notice = page.getByRole('status').getByText('没有网络');
      expect(await notice.count()).toBe(0);
      await page.context().setOffline(true);
      await notice.waitFor();
      expect(await notice.innerText()).toMatch(/先存在这台设备上[\s\S]*12348/);
      await say(page, '断网时写的');
      await log(page).getByText('还没有发出去').waitFor();
      await page.context().setOffline(false);
      await messages(page).filter({ hasText: '收到：断网时写的' }).waitFor();
      await notice.waitFor({ state: 'detached' });
      const said = stage.server.courier.accepted.filter((inbound) =>
        JSON.stringify(inbound).includes('断网时写的'),
      );
      expect(said).toHaveLength(1);
    });

    it('keeps a rating given without a network, and sends it afterwards', async () => {
      const { page } = await stage.open();
      await ask(page, '带什么');
      await page.context().setOffline(true);
      await page.getByRole('button', { name: '有用', exact: true }).click();
      await log(page).getByText('谢谢，您选的是“有用”。').waitFor();
      await page.context().setOffline(false);
      await expect
        .poll(() => stage.server.courier.accepted.some(({ content }) => content.kind === 'rating'), {
          timeout: 20_000,
        })
        .toBe(true);
    });
  },
  () => startScriptedServer(SAMPLES),
);
