/** Pictures of a map that is nobody's, for tests and screenshots. */
import type { Page } from 'playwright-core';

export const TILES = 'https://tiles.example.cn';

/** Settings of a server that shows this map. */
export const MAP_SETTINGS = {
  MAP_TILES_URL: `${TILES}/{z}/{x}/{y}.png`,
  MAP_ATTRIBUTION: '示意图，不是真实地图',
} as const;

/** Fields, two streets and a river; the same everywhere. */
const TILE = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256">
<rect width="256" height="256" fill="#edeee4"/><rect x="150" y="150" width="80" height="70" fill="#dbe7cf"/>
<path d="M-20 33.3L0 40C90 70 166 10 256 40L276 46.7" stroke="#b9d3e0" stroke-width="22" fill="none"/>
<path d="M0 128H256M96 0V256" stroke="#fff" stroke-width="12"/><path d="M0 200H256M200 0V256" stroke="#fff" stroke-width="5"/></svg>`;

/** Answers every tile; those asked for are noted. */
export async function serveTiles(page: Page): Promise<string[]> {
  const asked: string[] = [];
  await page.route(`${TILES}/**`, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'image/svg+xml', body: TILE });
  });
  return asked;
}
