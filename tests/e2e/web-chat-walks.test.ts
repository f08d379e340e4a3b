/** The page with the Tab key alone, and at 200 % and 400 %: everything is reached, nothing is cut off or covered. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeOnStage } from './in-browser.ts';
import { ask, chooseInMenu, DESKTOP, overflowOf } from './page.ts';
import { SAMPLES } from './sample-messages.ts';
import { startScriptedServer } from './scripted-server.ts';
import { layoutProblems, missedBy, walkByTab } from './walk.ts';

interface State {
  what: string;
  reach(page: Page): Promise<unknown>;
}

const STATES: readonly State[] = [
  { what: 'first screen', reach: (page) => page.getByRole('heading', { name: /您好/ }).waitFor() },
  { what: 'answer', reach: (page) => ask(page, '带什么') },
  { what: 'emergency', reach: (page) => ask(page, '救命') },
  { what: 'interview', reach: (page) => ask(page, '问我') },
  { what: 'menu', reach: (page) => page.getByRole('button', { name: '更多' }).click() },
];

/** A desktop of 1280 × 800 whose user enlarges everything. */
const zoomed = (percent: number): BrowserContextOptions => ({
  viewport: { width: Math.round(128_000 / percent), height: Math.round(80_000 / percent) },
});

async function dialog(page: Page): Promise<void> {
  await chooseInMenu(page, '新对话');
  await page.getByRole('dialog').waitFor();
}

describeOnStage(
  '只用键盘和放大以后',
  (stage) => {
    it('goes through the first screen in the order in which it is read', async () => {
      const { page } = await stage.open(DESKTOP);
      await page.getByRole('heading', { name: /您好/ }).waitFor();
      const names = (await walkByTab(page)).map(({ name }) => name);
      expect(names.slice(0, 8)).toEqual([
        '跳到输入框',
        '转人工',
        '拨打12348',
        '长者版',
        '更多',
        '12348',
        '110',
        '119',
      ]);
      expect(names[9]).toContain('看看能不能申请法律援助');
      expect(names.slice(-3)).toEqual(['composer', '说话', '发送']);
    });

    it('answers an interview, rates, opens a clause and starts over without a mouse', async () => {
      const { page } = await stage.open(DESKTOP);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.type('问我');
      await page.keyboard.press('Enter');
      const option = page.getByRole('button', { name: '在工作时受了伤' });
      await option.waitFor();
      expect(await page.evaluate('document.activeElement.id')).toBe('composer');
      const back = async (name: string): Promise<void> => {
        for (let presses = 0; presses < 30; presses += 1) {
          await page.keyboard.press('Shift+Tab');
          const text = await page.evaluate<string>('document.activeElement.textContent.trim()');
          if (text.startsWith(name)) return;
        }
        throw new Error(`${name} was not reached`);
      };
      await back('在工作时受了伤');
      await page.keyboard.press('Enter');
      await page.getByText('收到：在工作时受了伤').waitFor();
      expect(await page.evaluate('document.activeElement.id')).toBe('composer');
      await back('说错了');
      await page.keyboard.press('Space');
      await page.getByText('谢谢，您选的是“说错了”。').waitFor();
      await back('更多');
      await page.keyboard.press('Enter');
      for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: '开始新对话？' }).waitFor();
      expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('不，留着');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('article').first().waitFor({ state: 'detached' });
    });

    it.each([
      { what: 'on a desktop', device: DESKTOP, path: '' },
      { what: 'at 200 %', device: zoomed(200), path: '' },
      { what: 'at 400 %', device: zoomed(400), path: '' },
      { what: 'on a small phone', device: { viewport: { width: 360, height: 640 } }, path: '' },
      { what: 'for the elderly', device: DESKTOP, path: '/?elder=1' },
      { what: 'for the elderly at 200 %', device: zoomed(200), path: '/?elder=1' },
      {
        what: 'for the elderly on a small phone',
        device: { viewport: { width: 360, height: 640 } },
        path: '/?elder=1',
      },
    ])('reaches and shows everything $what', async ({ device, path }) => {
      const { page } = await stage.open(device, path);
      for (const { what, reach } of STATES) {
        await reach(page);
        expect(await overflowOf(page), what).toBe(0);
        expect(await layoutProblems(page), what).toEqual([]);
        // The menu closes when the focus goes elsewhere.
        if (what === 'menu') continue;
        const steps = await walkByTab(page);
        expect(await missedBy(page, steps), what).toEqual([]);
        expect(
          steps.filter(({ seen }) => !seen).map(({ name }) => name),
          `${what}: covered`,
        ).toEqual([]);
        expect(
          steps.filter(({ outlined }) => !outlined).map(({ name }) => name),
          `${what}: no focus`,
        ).toEqual([]);
      }
      await dialog(page);
      expect(await layoutProblems(page)).toEqual([]);
    });

    it('notices what is wrong (control)', async () => {
      const { page } = await stage.open(zoomed(200));
      await ask(page, '问我');
      await page.evaluate(`{
        const [answer, other] = document.querySelectorAll('.answers button');
        answer.style.width = '900px';
        other.style.marginTop = '-2rem';
        document.querySelector('.tools button').tabIndex = -1;
        const cover = document.createElement('div');
        cover.style = 'position: fixed; inset: 0 0 50% 0; z-index: 9';
        document.body.append(cover);
        document.querySelector('.send').style.outline = 'none';
        document.querySelector('.person').style.cssText = 'min-height: 0; height: 30px';
      }`);
      expect((await layoutProblems(page)).join()).toMatch(
        /too small: 转人工.*beyond the edge: 被欠工资.*overlap: 被欠工资/,
      );
      const steps = await walkByTab(page);
      expect(await missedBy(page, steps)).not.toEqual([]);
      expect(steps.some(({ seen }) => !seen)).toBe(true);
      expect(steps.some(({ outlined }) => !outlined)).toBe(true);
    });
  },
  () => startScriptedServer(SAMPLES),
);
