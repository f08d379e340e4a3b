/** Reading aloud and dictation, with stand-ins for what only some browsers have. */
import type { BrowserContext, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeOnStage } from './in-browser.ts';
import { ask, chooseInMenu, input, log, messages, say } from './page.ts';
import { startScriptedServer } from './scripted-server.ts';

/** Voices of a telephone; what is spoken is noted, and ends when the test says so. */
const voices = (langs: readonly string[]) => `{
  const spoken = [];
  window.spoken = spoken;
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => ${JSON.stringify(langs)}.map((lang) => ({ lang, localService: true })),
    speak: (utterance) => spoken.push(utterance),
    cancel: () => { window.cancelled = (window.cancelled ?? 0) + 1; },
  } });
}`;

/** A browser that hears what the test says; `fail` makes it end with an error. */
const HEARING = `{
  window.SpeechRecognition = window.webkitSpeechRecognition = class {
    start() { window.hearing = this; }
    stop() { this.onend(); }
  };
  window.hear = (...parts) => window.hearing.onresult({ results: parts.map((transcript) => [{ transcript }]) });
  window.fail = (error) => { window.hearing.onerror({ error }); window.hearing.onend(); };
}`;
const DEAF = 'delete window.webkitSpeechRecognition; delete window.SpeechRecognition;';

const readButton = (page: Page) => log(page).getByRole('button', { name: /^读出来/ });
const dictate = (page: Page) => page.getByRole('button', { name: '说话', exact: true });
const note = (page: Page) => page.locator('.composer .note');

describeOnStage(
  '朗读和听写',
  (stage) => {
    async function openWith(script: string): Promise<Page> {
      const { page } = await stage.open();
      const context: BrowserContext = page.context();
      await context.addInitScript(script);
      await page.reload();
      return page;
    }

    it('reads a message sentence by sentence in Mandarin, and stops', async () => {
      const page = await openWith(voices(['en-US', 'zh_CN']));
      await ask(page, '第一句。第二句。');
      await readButton(page).click();
      const spoken = await page.evaluate<{ text: string; lang: string }[]>(
        'spoken.map(({ text, lang }) => ({ text, lang }))',
      );
      expect(spoken).toEqual([
        { text: '收到：第一句。', lang: 'zh_CN' },
        { text: '第二句。', lang: 'zh_CN' },
      ]);
      const stop = log(page).getByRole('button', { name: /^停下/ });
      await stop.click();
      await readButton(page).waitFor();
      await readButton(page).click();
      await stop.waitFor();
      await page.evaluate('spoken.at(-1).onend()');
      await readButton(page).waitFor();
    });

    it('is not offered where nobody could hear it', async () => {
      const page = await openWith(voices(['en-US']));
      await ask(page, '你好');
      expect(await readButton(page).count()).toBe(0);
      await page.getByRole('button', { name: '更多' }).click();
      expect(await page.getByRole('button', { name: '新回答自动读出来' }).count()).toBe(0);
    });

    it('reads new answers by itself when that is wanted, slowly when that is wanted', async () => {
      const page = await openWith(voices(['zh-CN']));
      await ask(page, '一');
      expect(await page.evaluate('spoken.length')).toBe(0); // control
      await chooseInMenu(page, '新回答自动读出来');
      await page.getByRole('button', { name: '读得慢一点' }).click();
      await page.keyboard.press('Escape');
      await ask(page, '二');
      await expect
        .poll(() => page.evaluate('spoken.map(({ text, rate }) => [text, rate])'))
        .toEqual([['收到：二', 0.7]]);
      await page.reload();
      await messages(page).nth(3).waitFor();
      expect(await page.evaluate('spoken.length')).toBe(0); // what was there before is not read
      await ask(page, '三');
      await expect.poll(() => page.evaluate('spoken.length')).toBe(1);
    });

    it('asks before it listens, and only once', async () => {
      const page = await openWith(HEARING);
      await dictate(page).click();
      const dialog = page.getByRole('dialog', { name: '用说话代替打字？' });
      expect(await dialog.innerText()).toContain('浏览器的厂商');
      await dialog.getByRole('button', { name: '不用，我打字' }).click();
      expect(await page.evaluate('window.hearing')).toBeUndefined();
      await dictate(page).click();
      await dialog.getByRole('button', { name: '可以，开始说' }).click();
      expect(await page.evaluate('[hearing.lang, hearing.interimResults]')).toEqual(['zh-CN', true]);
      await page.reload();
      await dictate(page).click();
      expect(await dialog.isVisible()).toBe(false);
      expect(await page.evaluate('window.hearing !== undefined')).toBe(true);
    });

    it('puts what was said behind what was written, and sends nothing by itself', async () => {
      const page = await openWith(HEARING);
      await input(page).fill('我想问：');
      await dictate(page).click();
      await page.getByRole('button', { name: '可以，开始说' }).click();
      await page.evaluate(`hear('老板')`);
      expect(await input(page).inputValue()).toBe('我想问：老板');
      await page.evaluate(`hear('老板不发工资', '怎么办')`);
      expect(await input(page).inputValue()).toBe('我想问：老板不发工资怎么办');
      await page.getByRole('button', { name: '说完了' }).click();
      await dictate(page).waitFor();
      expect(await messages(page).count()).toBe(0);
    });

    it.each([
      ['not-allowed', '不让用麦克风'],
      ['no-speech', '没有听到声音'],
      ['network', '要连网'],
      ['bad-grammar', '请再试一次'],
    ])('explains %s', async (error, words) => {
      const page = await openWith(HEARING);
      await dictate(page).click();
      await page.getByRole('button', { name: '可以，开始说' }).click();
      await page.evaluate(`fail(${JSON.stringify(error)})`);
      await expect.poll(() => note(page).innerText()).toContain(words);
    });

    it('is not offered where the browser cannot (control: it can be typed)', async () => {
      const page = await openWith(DEAF);
      expect(await dictate(page).count()).toBe(0);
      await say(page, '打字');
      await messages(page).nth(1).waitFor();
    });
  },
  () => startScriptedServer(),
);
