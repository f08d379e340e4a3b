/** The product with three made-up places on file. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { placesCsv } from '../bot/places/samples.ts';
import { log, PHONE } from './page.ts';
import { type RealServer, startRealServer } from './real-server.ts';

/** Three places around the town; the third has neither telephone nor hours. */
export async function startWithPlaces(settings: Readonly<Record<string, string>> = {}): Promise<RealServer> {
  const server = await startRealServer(settings);
  const file = join(tmpdir(), `shaofatong-places-${process.pid}.csv`);
  const second = {
    名称: '乙法律援助处',
    类型: '法律援助机构',
    地址: '熏风路5号',
    电话: '0751-6666666',
    纬度: '24.80',
    经度: '113.58',
  };
  const third = {
    名称: '丙公证处',
    类型: '公证处',
    地址: '惠民路9号',
    电话: '',
    开放时间: '',
    纬度: '24.79',
    经度: '113.61',
  };
  writeFileSync(file, placesCsv({}, second, third));
  await server.run('import', 'places', file);
  return server;
}

/** A device whose place is in the middle of them, and that tells it. */
export const located = (device: BrowserContextOptions = PHONE): BrowserContextOptions => ({
  ...device,
  geolocation: { latitude: 24.80512345, longitude: 113.59098765 },
  permissions: ['geolocation'],
});

export const locate = (page: Page): Locator =>
  page.getByRole('button', { name: '用我现在的位置找最近的地方' }).last();

export const placeCards = (page: Page): Locator =>
  log(page).getByRole('list', { name: '可以去的地方' }).getByRole('listitem');

export const mapOf = (page: Page): Locator => log(page).getByRole('region', { name: /^这些地方的地图/ });
