/** Where to go: the device's place sent once, places as cards and on a map, and what is told when something is missing. */
import { expect, it } from 'vitest';
import { describeOnStage } from './in-browser.ts';
import { MAP_SETTINGS, serveTiles, TILES } from './map-tiles.ts';
import { DESKTOP, log, messages } from './page.ts';
import { locate, located, mapOf, placeCards, startWithPlaces } from './with-places.ts';

const ELSEWHERE = 'https://elsewhere.example.cn';

/** The device answers with an error of this code. */
const failWith = (code: number): string =>
  `navigator.geolocation.getCurrentPosition = (_, fail) => fail({ code: ${code}, message: '' });`;

describeOnStage(
  '网页上的地点和地图',
  (stage) => {
    it('sends the place of the device once, and shows what is near as cards', async () => {
      const { page, errors } = await stage.open(located());
      await serveTiles(page);
      const sent: unknown[] = [];
      page.on('request', (request) => {
        if (request.url().endsWith('/messages')) sent.push(request.postDataJSON().location);
      });
      await locate(page).click();
      await placeCards(page).first().waitFor();
      // Ten metres are near enough.
      expect(sent).toEqual([{ latitude: 24.8051, longitude: 113.591 }]);
      expect(await placeCards(page).count()).toBe(3);
      const nearest = await placeCards(page).first().innerText();
      expect(nearest).toMatch(/直线距离 约\d/);
      expect(nearest).toMatch(/今天\s*08:30-12:00|今天\s*不开放/);
      const links = await placeCards(page)
        .first()
        .getByRole('link')
        .evaluateAll((found: { href: string }[]) => found.map(({ href }) => href));
      expect(links.map((href) => href.replace(/[/?].*/, ''))).toEqual(expect.arrayContaining(['https:']));
      expect(links.map((href) => new URL(href).host || new URL(href).protocol)).toEqual([
        'tel:',
        'uri.amap.com',
        'api.map.baidu.com',
        'apis.map.qq.com',
        'geo:',
      ]);
      const last = await placeCards(page).filter({ hasText: '丙公证处' }).innerText();
      expect(last).toMatch(/没有登记开放时间[\s\S]*没有登记，可以拨打12348询问/);
      // The words of the message do not say the same again.
      expect(await messages(page).nth(1).locator('.bubble').innerText()).not.toContain('风采路1号');
      expect(errors).toEqual([]);
    });

    it('puts the places on a map that a keyboard can use', async () => {
      const { page } = await stage.open(located(DESKTOP));
      const asked = await serveTiles(page);
      await locate(page).click();
      await mapOf(page).waitFor();
      await page.locator('.leaflet-tile-loaded').first().waitFor();
      expect(asked.length).toBeGreaterThan(0);
      expect(await page.getByText(MAP_SETTINGS.MAP_ATTRIBUTION).count()).toBe(1);
      const markers = mapOf(page).getByRole('button', { name: /^\d号，/ });
      expect(await markers.count()).toBe(3);
      await markers.first().focus();
      await page.keyboard.press('Enter');
      expect(
        await placeCards(page)
          .first()
          .evaluate((card: { matches(what: string): boolean }) => card.matches(':focus')),
      ).toBe(true);
      await mapOf(page).getByRole('button', { name: '放大' }).focus();
      const before = asked.length;
      await page.keyboard.press('Enter');
      await expect.poll(() => asked.length).toBeGreaterThan(before);
      await mapOf(page).focus();
      const pane = page.locator('.leaflet-map-pane');
      const at = await pane.getAttribute('style');
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => pane.getAttribute('style')).not.toBe(at);
    });

    it('says so when the map’s pictures do not come, and keeps the list', async () => {
      const { page } = await stage.open(located());
      await page.route(`${TILES}/**`, (route) => route.abort());
      await locate(page).click();
      await log(page).getByText('地图图片没有加载出来').waitFor();
      expect(await placeCards(page).count()).toBe(3);
    });

    it('lets pictures come from the map’s own server and from nobody else', async () => {
      const { page } = await stage.open();
      await serveTiles(page);
      const loads = (src: string) =>
        page.evaluate<string>(`new Promise((resolve) => {
          const picture = new Image();
          picture.onload = () => resolve('loaded');
          picture.onerror = () => resolve('refused');
          picture.src = ${JSON.stringify(src)};
        })`);
      expect(await loads(`${ELSEWHERE}/1/1/1.png`)).toBe('refused');
      expect(await loads(`${TILES}/1/1/1.png`)).toBe('loaded'); // control
    });

    it.each([
      [1, '浏览器不让用'],
      [2, '手机定位没有打开'],
      [3, '等了太久'],
    ])('explains the failure %i and sends nothing', async (code, words) => {
      const { page } = await stage.open();
      await page.evaluate(failWith(code));
      await locate(page).click();
      await page.getByRole('status').getByText(words).waitFor();
      expect(await page.getByRole('status').getByText('直接打字告诉我').count()).toBe(1);
      expect(await messages(page).count()).toBe(0);
    });

    it('explains it when the browser itself refuses', async () => {
      const { page } = await stage.open();
      await locate(page).click();
      await page.getByRole('status').getByText('浏览器不让用').waitFor();
    });
  },
  () => startWithPlaces(MAP_SETTINGS),
  // What the page's policy refuses counts as asked for.
  [TILES, ELSEWHERE],
);

describeOnStage(
  '没有配置地图的网页',
  (stage) => {
    it('shows no map and fetches nothing for one', async () => {
      const { page, requests } = await stage.open(located());
      await locate(page).click();
      await placeCards(page).first().waitFor();
      await expect.poll(() => requests.some((url) => url.endsWith('/api/settings'))).toBe(true);
      await page.waitForTimeout(500);
      expect(await mapOf(page).count()).toBe(0);
      expect(requests.filter((url) => url.includes('PlaceMap'))).toEqual([]);
    });
  },
  startWithPlaces,
);
