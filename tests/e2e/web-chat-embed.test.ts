/** The chat inside another site: one script tag, allowed by origin, and out of the way when it is closed. */
import { join } from 'node:path';
import type { Frame, FrameLocator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { message } from '../bot/channels/memory-courier.ts';
import { describeOnStage } from './in-browser.ts';
import { type OtherSite, startOtherSite } from './other-site.ts';
import { accessibilityProblems, DESKTOP, PHONE } from './page.ts';
import { type Script, type ScriptedServer, startScriptedServer } from './scripted-server.ts';

interface Neighbours extends ScriptedServer {
  allowed: OtherSite;
  strict: OtherSite;
  stranger: OtherSite;
}

/** Nothing inline, and only what the chat needs from elsewhere. */
const STRICT = (chat: string): string =>
  `default-src 'none'; script-src ${chat}; frame-src ${chat}; img-src data:; base-uri 'none'; form-action 'none'`;

const PAPERS =
  '法律援助申请表。\n身份证或者其他有效身份证明；代别人申请的，加上有代理权的证明。\n案件材料，有什么带什么。';
const SCRIPT: Script = {
  申请法律援助带什么: [
    message(PAPERS, {
      citations: [
        {
          label: '《广东省法律援助条例》第二十一条',
          document: '广东省法律援助条例',
          clause: '第二十一条',
          path: [],
          quote: PAPERS,
          verbatim: false,
          status: 'in-force',
          note: '',
          passageId: '广东省法律援助条例#21',
        },
      ],
      rateable: true,
    }),
  ],
};

async function start(): Promise<Neighbours> {
  let chat = '';
  const sites = await Promise.all([
    startOtherSite(() => chat),
    startOtherSite(() => chat, STRICT, 'data-position="left" data-label="法律咨询"'),
    startOtherSite(() => chat),
  ]);
  const [allowed, strict, stranger] = sites;
  const embedOrigins = [allowed.origin, strict.origin];
  const server = await startScriptedServer(SCRIPT, { page: { map: null, embedOrigins } });
  chat = server.url;
  const close = async (): Promise<void> => {
    await Promise.all(sites.map((site) => site.close()));
    await server.close();
  };
  return { ...server, allowed, strict, stranger, close };
}

const launcher = (page: Page, name = '问韶法通') => page.getByRole('button', { name });
const panel = (page: Page) => page.getByRole('dialog', { name: '韶法通 法律服务对话' });
const chatIn = (page: Page): FrameLocator => page.frameLocator('iframe[title="韶法通 法律服务对话"]');
const inputIn = (page: Page) => chatIn(page).getByRole('textbox', { name: '您想问的事' });

describeOnStage(
  '嵌入别的网站',
  (stage) => {
    async function visitSite(site: OtherSite, device: Parameters<typeof stage.open>[0] = DESKTOP) {
      const { page, errors } = await stage.open(device);
      await page.goto(site.origin);
      errors.splice(0);
      return { page, errors };
    }
    const frameOf = async (page: Page): Promise<Frame> => {
      await expect.poll(() => page.frames().length).toBe(2);
      return page.frames()[1]!;
    };

    it('opens on a press, answers, and fetches nothing before', async () => {
      const { page, errors } = await visitSite(stage.server.allowed);
      await launcher(page).waitFor();
      expect(page.frames()).toHaveLength(1);
      await launcher(page).click();
      await inputIn(page).fill('申请法律援助带什么');
      await inputIn(page).press('Enter');
      await chatIn(page).getByText('法律援助申请表').first().waitFor();
      expect(errors).toEqual([]);
      if (process.env.UPDATE_SCREENSHOTS)
        await page.screenshot({ path: join(import.meta.dirname, 'screenshots/embed-desktop.png') });
    });

    it('is refused by the browser on a site that is not allowed', async () => {
      const { page, errors } = await visitSite(stage.server.stranger);
      await launcher(page).click();
      const frame = await frameOf(page);
      await expect.poll(() => frame.url()).toMatch(/^chrome-error:/);
      expect(await chatIn(page).getByRole('textbox').count()).toBe(0);
      expect(errors.join()).toContain('frame-ancestors');
      // Whoever is there all the same can go to the chat itself.
      expect(await panel(page).getByRole('link', { name: '在新窗口打开' }).getAttribute('href')).toBe(
        `${stage.server.url}/`,
      );
    });

    it('works on a site with a strict policy, with the label and place that it chose', async () => {
      const { page, errors } = await visitSite(stage.server.strict);
      const box = await launcher(page, '法律咨询').boundingBox();
      expect(box!.x).toBeLessThan(40);
      expect(box!.height).toBeGreaterThanOrEqual(56);
      await launcher(page, '法律咨询').click();
      await inputIn(page).waitFor();
      const shown = await panel(page).boundingBox();
      expect(shown).toMatchObject({ x: 16, width: 400 });
      expect(errors).toEqual([]);
      // Control: the policy is in force.
      await page.evaluate(`document.querySelector('h1').setAttribute('style', 'color: red')`);
      await expect.poll(() => errors.join()).toContain('Content Security Policy');
    });

    it('closes on Escape, inside and outside, and gives the focus back', async () => {
      const { page } = await visitSite(stage.server.allowed);
      for (const whence of ['inside', 'outside'] as const) {
        await launcher(page).focus();
        await page.keyboard.press('Enter');
        await inputIn(page).waitFor();
        expect(await page.evaluate(`document.activeElement.shadowRoot.activeElement.tagName`)).toBe('IFRAME');
        if (whence === 'inside') await inputIn(page).focus();
        else await page.locator('#search').focus();
        await page.keyboard.press('Escape');
        await panel(page).waitFor({ state: 'hidden' });
        expect(
          await launcher(page).evaluate((button: { matches(what: string): boolean }) =>
            button.matches(':focus'),
          ),
        ).toBe(true);
      }
    });

    it('leaves Escape to what it closes inside the chat first', async () => {
      const { page } = await visitSite(stage.server.allowed);
      await launcher(page).click();
      const more = chatIn(page).getByRole('button', { name: '更多' });
      await more.click();
      await page.keyboard.press('Escape');
      expect(await more.getAttribute('aria-expanded')).toBe('false');
      expect(await panel(page).isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      await panel(page).waitFor({ state: 'hidden' });
    });

    it('goes on where it was when it is opened again', async () => {
      const { page } = await visitSite(stage.server.allowed);
      await launcher(page).click();
      await inputIn(page).fill('还没写完');
      await panel(page).getByRole('button', { name: '关闭' }).click();
      await launcher(page).click();
      expect(await inputIn(page).inputValue()).toBe('还没写完');
    });

    it('takes the whole screen of a phone', async () => {
      const { page } = await visitSite(stage.server.allowed, PHONE);
      await launcher(page).click();
      await inputIn(page).waitFor();
      expect(await panel(page).boundingBox()).toEqual({ x: 0, y: 0, ...PHONE.viewport });
    });

    it('hears no other frame and stands there once, however often its script does', async () => {
      const { page } = await visitSite(stage.server.allowed);
      const globals = () => page.evaluate<string[]>('Object.keys(window)');
      const before = await globals();
      await page.evaluate(`new Promise((resolve) => {
        const script = document.createElement('script');
        script.src = document.scripts[0].src;
        script.onload = resolve;
        document.body.append(script);
      })`);
      expect(await launcher(page).count()).toBe(1);
      expect(await globals()).toEqual(before);
      await launcher(page).click();
      await inputIn(page).waitFor();
      await page.evaluate(`postMessage('shaofatong:close', '*')`);
      await page.waitForTimeout(200);
      expect(await panel(page).isVisible()).toBe(true);
    });

    it('has nothing that axe-core finds wrong', async () => {
      const { page } = await visitSite(stage.server.allowed);
      await launcher(page).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await launcher(page).click();
      await inputIn(page).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.evaluate(
        `document.querySelector('[data-shaofatong]').shadowRoot.querySelector('iframe').title = ''`,
      );
      expect((await accessibilityProblems(page)).join()).toContain('frame-title'); // control
    });
  },
  start,
  [/^http:\/\/localhost:\d+$/],
);
