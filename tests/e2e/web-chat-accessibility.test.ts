/** Every state of the page, looked at by axe-core, light and dark. UPDATE_SCREENSHOTS=1 renews the pictures beside this file. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInBrowser } from './in-browser.ts';
import { accessibilityProblems, ask, citationOf, DESKTOP, log, messages, PHONE, say } from './page.ts';

const NOTARIES = '公证员要多少名';

async function openedClause(page: Page): Promise<void> {
  await ask(page, NOTARIES);
  await citationOf(page, '附件2·公证法律服务·1').locator('summary').click();
}

interface State {
  what: string;
  reach(page: Page): Promise<unknown>;
  /** The pages on which it is looked at; a name keeps a picture. */
  on: readonly { device: typeof PHONE | typeof DESKTOP; picture?: string }[];
}

const states: readonly State[] = [
  {
    what: 'the first screen',
    reach: (page) => page.getByRole('button', { name: /^法律援助/ }).waitFor(),
    on: [
      { device: PHONE, picture: 'chat-welcome-phone' },
      { device: DESKTOP, picture: 'chat-welcome-desktop' },
    ],
  },
  {
    what: 'an answer',
    reach: (page) => ask(page, NOTARIES),
    on: [{ device: PHONE, picture: 'chat-answer-phone' }],
  },
  {
    what: 'an answer with its clause open',
    reach: openedClause,
    on: [{ device: PHONE }, { device: DESKTOP, picture: 'chat-answer-desktop' }],
  },
  {
    what: 'a hand-off',
    reach: (page) => ask(page, '离婚要什么手续'),
    on: [{ device: PHONE, picture: 'chat-handoff-phone' }],
  },
  {
    what: 'an emergency',
    reach: async (page) => {
      await say(page, '他说要打死我');
      await page.getByRole('alert').waitFor();
    },
    on: [{ device: PHONE, picture: 'chat-emergency-phone' }, { device: DESKTOP }],
  },
  { what: 'quick replies', reach: (page) => ask(page, '你好'), on: [{ device: PHONE }] },
  {
    what: 'large type',
    reach: async (page) => {
      await page.getByRole('button', { name: '大字' }).click();
      await openedClause(page);
    },
    on: [{ device: PHONE }, { device: DESKTOP }],
  },
  {
    what: 'the question before the chat is cleared',
    reach: async (page) => {
      await ask(page, NOTARIES);
      await page.getByRole('button', { name: '新对话' }).click();
      await page.getByRole('dialog').waitFor();
    },
    on: [{ device: PHONE }],
  },
  {
    what: 'no network',
    reach: async (page) => {
      await ask(page, NOTARIES);
      await page.context().setOffline(true);
      await say(page, '留言咨询多久答复？');
      await page.getByText('网络断了').waitFor();
      await log(page).getByRole('button', { name: '马上重发' }).waitFor();
    },
    on: [{ device: PHONE }],
  },
];

async function screenshot(page: Page, name: string | undefined): Promise<void> {
  if (!process.env.UPDATE_SCREENSHOTS || name === undefined) return;
  await page.screenshot({ path: join(import.meta.dirname, 'screenshots', `${name}.png`) });
}

describeInBrowser('axe-core 检查网页', (stage) => {
  it.each(
    states.flatMap(({ what, reach, on }) =>
      on.map(({ device, picture }) => ({
        what,
        where: device === PHONE ? 'phone' : 'desktop',
        reach,
        device,
        picture,
      })),
    ),
  )('finds nothing wrong with $what on a $where', async ({ reach, device, picture }) => {
    const { page } = await stage.open(device);
    await reach(page);
    await screenshot(page, picture);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityProblems(page), colorScheme).toEqual([]);
    }
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow), 'wider than the screen').toBe(0);
  });

  it('notices what is wrong (control)', async () => {
    const { page } = await stage.open();
    await page.evaluate(`document.querySelector('#composer').removeAttribute('placeholder');
      document.querySelector('label').remove()`);
    expect((await accessibilityProblems(page)).join()).toContain('label');
    expect(await messages(page).count()).toBe(0);
  });
});
