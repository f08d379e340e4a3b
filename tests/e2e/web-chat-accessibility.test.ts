/** Every state of the page, looked at by axe-core, light and dark. UPDATE_SCREENSHOTS=1 renews the pictures beside this file. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeOnStage, type Stage } from './in-browser.ts';
import { answers, begin, chooseFirst, summaryOf, toTheEnd } from './interview.ts';
import { MAP_SETTINGS, serveTiles, TILES } from './map-tiles.ts';
import {
  accessibilityProblems,
  ask,
  chooseInMenu,
  citationOf,
  DESKTOP,
  log,
  NOT_ON_FILE,
  overflowOf,
  PHONE,
  say,
} from './page.ts';
import type { RealServer } from './real-server.ts';
import { locate, located, mapOf, startWithPlaces } from './with-places.ts';

const QUESTION = '留言咨询多久答复？';

interface State {
  what: string;
  /** Leads there from the state before. */
  reach(page: Page): Promise<unknown>;
  /** Name of the picture that is kept of it. */
  picture?: string;
}

const firstScreen = (page: Page) => page.getByRole('button', { name: /^法律援助/ }).waitFor();
const openedClause = (page: Page) =>
  citationOf(page, '附件2·服务平台建设·网络平台·2').locator('summary').click();

async function emergency(page: Page): Promise<void> {
  await say(page, '他说要打死我');
  await page.getByRole('alert').waitFor();
}

async function dialog(page: Page): Promise<void> {
  await chooseInMenu(page, '新对话');
  await page.getByRole('dialog').waitFor();
}

async function noNetwork(page: Page): Promise<void> {
  await page.getByRole('button', { name: '不，留着' }).click();
  await page.context().setOffline(true);
  await say(page, '公证员要多少名');
  await page.getByText('没有网络').waitFor();
  await log(page).getByRole('button', { name: '马上重发' }).waitFor();
}

async function interview(page: Page): Promise<void> {
  await begin(page);
  await chooseFirst(page);
}

const onPhone: readonly State[] = [
  { what: 'first screen', reach: firstScreen, picture: 'chat-welcome-phone' },
  { what: 'answer', reach: (page) => ask(page, QUESTION), picture: 'chat-answer-phone' },
  { what: 'clause', reach: openedClause },
  { what: 'quick replies', reach: (page) => ask(page, '你好') },
  { what: 'hand-off', reach: (page) => ask(page, NOT_ON_FILE), picture: 'chat-handoff-phone' },
  { what: 'emergency', reach: emergency, picture: 'chat-emergency-phone' },
  { what: 'menu', reach: (page) => page.getByRole('button', { name: '更多' }).click() },
  { what: 'dialog', reach: dialog },
  { what: 'no network', reach: noNetwork },
];
const onDesktop: readonly State[] = [
  { what: 'first screen', reach: firstScreen, picture: 'chat-welcome-desktop' },
  { what: 'answer', reach: (page) => ask(page, QUESTION) },
  { what: 'clause', reach: openedClause, picture: 'chat-answer-desktop' },
  { what: 'emergency', reach: emergency },
];
/** One after another in one chat, so that each stands among the others. */
const more = (where: 'phone' | 'desktop'): readonly State[] => [
  { what: 'interview', reach: interview, picture: `interview-${where}` },
  { what: 'summary', reach: restOfInterview, ...(where === 'phone' && { picture: 'summary-phone' }) },
  { what: 'what is on record', reach: tellPrivacy },
  { what: 'places and map', reach: toPlaces, ...(where === 'desktop' && { picture: 'places-desktop' }) },
];

async function restOfInterview(page: Page): Promise<void> {
  while ((await answers(page).count()) > 0) await chooseFirst(page);
  await summaryOf(page).waitFor();
}

async function tellPrivacy(page: Page): Promise<void> {
  await chooseInMenu(page, '我的信息');
  await page.getByRole('button', { name: '拿一份我的记录' }).click();
  await log(page).getByRole('button', { name: '下载我的记录' }).waitFor();
}

async function toPlaces(page: Page): Promise<void> {
  await serveTiles(page);
  await locate(page).click();
  await mapOf(page).waitFor();
  await page.locator('.leaflet-tile-loaded').first().waitFor();
}

/** Pictures of a desktop are taller than its screen, so that a question and its whole answer are on one. */
const PICTURED_HEIGHT = 1100;

async function screenshot(page: Page, name: string | undefined): Promise<void> {
  if (!process.env.UPDATE_SCREENSHOTS || name === undefined) return;
  const size = page.viewportSize();
  if (size && name.endsWith('desktop')) {
    await page.setViewportSize({ ...size, height: PICTURED_HEIGHT });
    await page.evaluate(`[...document.querySelectorAll('.turn-of-citizen')].at(-1)?.scrollIntoView()`);
  }
  await page.mouse.move(0, 0);
  // Pictures of a map fade in.
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(import.meta.dirname, 'screenshots', `${name}.png`) });
  if (size) await page.setViewportSize(size);
}

/** What is wrong with the page in either colour scheme. @param elder in the version for the elderly, which has higher aims */
async function problemsOf(page: Page, elder = false): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await accessibilityProblems(page, elder)).map((problem) => `${colorScheme}: ${problem}`));
  }
  if ((await overflowOf(page)) !== 0) found.push('wider than the screen');
  return found;
}

async function walk(page: Page, states: readonly State[], elder = false): Promise<void> {
  for (const { what, reach, picture } of states) {
    await reach(page);
    await screenshot(page, picture);
    expect(await problemsOf(page, elder), what).toEqual([]);
  }
}

const DEVICES = [
  { where: 'phone', device: PHONE, states: onPhone },
  { where: 'desktop', device: DESKTOP, states: onDesktop },
] as const;

function tests(stage: Stage<RealServer>): void {
  it.each(DEVICES)('finds nothing wrong with the chat on a $where', async ({ device, states }) => {
    const { page } = await stage.open(device);
    await walk(page, states);
  });

  it.each(DEVICES)(
    'finds nothing wrong with interview, summary and map on a $where',
    async ({ where, device }) => {
      const { page } = await stage.open(located(device));
      await walk(page, more(where));
    },
  );

  it.each(DEVICES)(
    'finds nothing wrong in the version for the elderly on a $where',
    async ({ where, device }) => {
      const { page } = await stage.open(located(device), '/?elder=1');
      await walk(
        page,
        [
          { what: 'first screen', reach: firstScreen, ...(where === 'phone' && { picture: 'elder-phone' }) },
          { what: 'answer', reach: (open) => ask(open, QUESTION) },
          { what: 'emergency', reach: emergency },
          ...more(where).map(({ what, reach }) => ({ what, reach })),
        ],
        true,
      );
    },
  );

  it.each(DEVICES)('finds nothing wrong with the page of a summary on a $where', async ({ device }) => {
    const { page } = await stage.open(device);
    await toTheEnd(page);
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      summaryOf(page).getByRole('button', { name: '打开这一页' }).click(),
    ]);
    await opened.getByRole('heading', { level: 1 }).waitFor();
    expect(await accessibilityProblems(opened)).toEqual([]);
    expect(await overflowOf(opened)).toBe(0);
  });

  it('notices what is wrong (control)', async () => {
    const { page } = await stage.open();
    await page.evaluate(`document.querySelector('#composer').removeAttribute('placeholder');
      document.querySelector('label').remove();
      document.body.style.width = '150vw'`);
    expect((await problemsOf(page)).join()).toMatch(/light: label: .*wider than the screen/);
  });

  it('notices a contrast that is too low for the elderly (control)', async () => {
    const { page } = await stage.open(PHONE);
    await firstScreen(page);
    expect((await problemsOf(page, true)).join()).toMatch(/light: color-contrast-enhanced/);
  });
}

describeOnStage('axe-core 检查网页', tests, () => startWithPlaces(MAP_SETTINGS), [TILES]);
