/** Chromium for the end-to-end tests: the one named by CHROMIUM_PATH, or the first on the PATH. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Why tests are skipped where there is none. */
export const NO_CHROMIUM = '没有找到 Chromium（可用 CHROMIUM_PATH 指明），网页测试跳过';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Chromium asks its maker for updates and experiments unless told not to. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of the executable, null when this machine has none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | null {
  const named = environment.CHROMIUM_PATH;
  if (named) return isExecutable(named) ? named : null;
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable) ?? null;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  // Without a language Chromium writes Chinese names of files as question marks.
  const env = { ...process.env, LANG: 'C.UTF-8' };
  return chromium.launch({ executablePath, args: ARGUMENTS, env });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
