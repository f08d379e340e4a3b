/** The stage of the page's tests: the real server and a browser, or a visible skip where there is none. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { findChromium, launchChromium } from './browser.ts';
import { type ChatPage, visit } from './page.ts';
import { type RealServer, startRealServer } from './real-server.ts';

const chromium = findChromium();
const WHY = '没有找到 Chromium（可用 CHROMIUM_PATH 指明），网页测试跳过';
if (chromium === null) console.warn(WHY);

export interface Stage {
  readonly server: RealServer;
  /** A new visitor opens the page, on a phone unless told. */
  open(device?: BrowserContextOptions): Promise<ChatPage>;
}

/** Runs the tests on one server. After each, all pages are closed, and none may have asked anybody but this server. */
export function describeInBrowser(what: string, tests: (stage: Stage) => void): void {
  describe.skipIf(chromium === null)(chromium === null ? `${what}：${WHY}` : what, () => {
    let browser: Browser;
    let server: RealServer;
    const visits: ChatPage[] = [];

    beforeAll(async () => {
      server = await startRealServer();
      browser = await launchChromium(chromium!);
    });
    afterAll(async () => {
      await browser?.close();
      await server?.close();
    });
    afterEach(async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      const origins = visits.splice(0).flatMap(({ requests }) => requests.map((url) => new URL(url).origin));
      expect(new Set(origins), 'where requests went').toEqual(new Set([server.url]));
    });

    tests({
      get server() {
        return server;
      },
      async open(device) {
        const chat = await visit(browser, server.url, device);
        visits.push(chat);
        return chat;
      },
    });
  });
}
