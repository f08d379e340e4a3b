/**
 * How long a villager waits for the page: `npm run -s bench:web -- [--runs 5] [--json]`. Chromium loads it with nothing cached on
 * a telephone a quarter as fast as this machine, over slow 3G (400 kbit/s, 400 ms), until what is typed would be taken.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import pino from 'pino';
import type { Browser } from 'playwright-core';
import { createMetrics } from '../bot/channels/http/metrics.ts';
import { createServer } from '../bot/channels/http/server.ts';
import { PROJECT_ROOT } from '../bot/config.ts';
import { findChromium, launchChromium } from '../tests/e2e/browser.ts';
import { CommandError, runCommand } from './command.ts';

const DIST = join(PROJECT_ROOT, 'bot/web/chat/dist');
const LIMIT_MS = 5000;
const CPU_SLOWDOWN = 4;
/** Chromium adds the delay to every request; connecting, which costs real networks one more, is free in it. */
const SLOW_3G = {
  offline: false,
  latency: 400,
  downloadThroughput: 400_000 / 8,
  uploadThroughput: 400_000 / 8,
};

/** Notes when the place to write stands there and the browser has come to rest. */
const OBSERVE = `new MutationObserver((_, observer) => {
  if (!document.querySelector('#composer')) return;
  observer.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => { window.usableAt = performance.now(); })));
}).observe(document, { childList: true, subtree: true });`;

async function main(): Promise<undefined> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
  });
  const chromium = findChromium();
  if (chromium === null) throw new CommandError('没有找到 Chromium（可用 CHROMIUM_PATH 指明）');
  const server = servePage();
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const browser = await launchChromium(chromium);
  const times: number[] = [];
  let bytes = 0;
  try {
    for (let run = 0; run < Number(values.runs); run += 1) {
      const measured = await loadOnce(browser, url);
      times.push(measured.usableMs);
      bytes = measured.bytes;
    }
  } finally {
    await browser.close();
    await server.close();
  }
  const sorted = times.toSorted((a, b) => a - b);
  const report = {
    runs: sorted.length,
    medianMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN),
    worstMs: Math.round(sorted.at(-1) ?? Number.NaN),
    limitMs: LIMIT_MS,
    transferredKiB: kib(bytes),
    scriptKiB: kib(scriptBytes()),
  };
  if (values.json) console.log(JSON.stringify(report));
  else
    console.log(
      `网页可以打字（CPU 慢 ${CPU_SLOWDOWN} 倍，400 kbit/s，400 ms）：中位 ${report.medianMs} ms，最慢 ${report.worstMs} ms（${report.runs} 次；上限 ${LIMIT_MS} ms）\n` +
        `第一次打开传输 ${report.transferredKiB} KiB；全部脚本压缩后 ${report.scriptKiB} KiB，包括用到才取的`,
    );
}

/** The page and nothing behind it: what is measured is over before anything is said. */
function servePage() {
  return createServer({
    courier: { accept: async () => 'stored', transcript: async () => [], subscribe: () => () => undefined },
    documents: { make: async () => null },
    documentStyles: [],
    page: { map: null, embedOrigins: [] },
    webStore: { create: async () => undefined, find: async () => null },
    readiness: () => ({ ready: true, missing: [] }),
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
    staticDirectory: DIST,
    publicUrl: null,
    version: '0',
    now: Date.now,
  });
}

async function loadOnce(browser: Browser, url: string): Promise<{ usableMs: number; bytes: number }> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', SLOW_3G);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(OBSERVE);
  await page.goto(url);
  const usableMs = await page.waitForFunction<number>('window.usableAt').then((value) => value.jsonValue());
  await context.close();
  return { usableMs, bytes };
}

function scriptBytes(): number {
  const assets = join(DIST, 'assets');
  return readdirSync(assets)
    .filter((name) => name.endsWith('.js'))
    .reduce((total, name) => total + gzipSync(readFileSync(join(assets, name)), { level: 9 }).length, 0);
}

const kib = (bytes: number): number => Math.round((bytes / 1024) * 10) / 10;

if (import.meta.main) await runCommand(main);
