/** The stage of the page's tests: the real server and a browser, or a visible skip where there is none. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { findChromium, launchChromium, NO_CHROMIUM as WHY } from './browser.ts';
import { type ChatPage, visit } from './page.ts';
import { type RealServer, startRealServer } from './real-server.ts';

const chromium = findChromium();
if (chromium === null) console.warn(WHY);

/** A document that the page made itself (`blob:`) counts as its own. */
const originOf = (url: string): string => new URL(url).origin;

export interface Stage<Server extends { url: string }> {
  readonly server: Server;
  /** A new visitor opens the page, on a phone unless told. */
  open(device?: BrowserContextOptions, path?: string): Promise<ChatPage>;
}

/** Runs the tests on the product as `npm start` runs it, with these settings. */
export function describeInBrowser(
  what: string,
  tests: (stage: Stage<RealServer>) => void,
  settings: Readonly<Record<string, string>> = {},
): void {
  describeOnStage(what, tests, () => startRealServer(settings));
}

/**
 * Runs the tests on one server. After each, all pages are closed, and none may have asked anybody else than it should.
 * @param alsoAsked whom pages may ask besides the server
 */
export function describeOnStage<Server extends { url: string; close(): Promise<void> }>(
  what: string,
  tests: (stage: Stage<Server>) => void,
  start: () => Promise<Server>,
  alsoAsked: readonly (string | RegExp)[] = [],
): void {
  describe.skipIf(chromium === null)(chromium === null ? `${what}：${WHY}` : what, () => {
    let browser: Browser;
    let server: Server;
    const visits: ChatPage[] = [];

    beforeAll(async () => {
      server = await start();
      browser = await launchChromium(chromium!);
    });
    afterAll(async () => {
      await browser?.close();
      await server?.close();
    });
    afterEach(async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      const mayAsk = (origin: string) =>
        [server.url, ...alsoAsked].some((one) =>
          typeof one === 'string' ? one === origin : one.test(origin),
        );
      const asked = visits.splice(0).flatMap(({ requests }) => requests.map(originOf));
      expect(
        [...new Set(asked)].filter((origin) => !mayAsk(origin)),
        'where requests went',
      ).toEqual([]);
    });

    tests({
      get server() {
        return server;
      },
      async open(device, path = '') {
        const chat = await visit(browser, server.url + path, device);
        visits.push(chat);
        return chat;
      },
    });
  });
}
