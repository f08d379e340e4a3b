/** The part of `npm run -s bench` that imports a sheet of 5,000 places and asks for the nearest. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, PROJECT_ROOT } from '../bot/config.ts';
import { createCalendar } from '../bot/places/calendar.ts';
import { createPlaces } from '../bot/places/places.ts';
import { COUNTIES, PLACE_KINDS } from '../bot/places/types.ts';
import { openDatabase } from '../bot/storage/open.ts';
import { createPlaceStore } from '../bot/storage/place-store.ts';
import { figure, print, timed } from './figures.ts';

const ROWS = 5000;
const IMPORTS = 5;
const QUESTIONS = 500;

/** @param folder an empty data folder */
export async function benchPlaces(folder: string): Promise<void> {
  const sheet = join(folder, 'places.csv');
  writeFileSync(sheet, sheetOf(ROWS));
  const imports: number[] = [];
  for (let round = 0; round < IMPORTS; round++) imports.push(await timed(() => importSheet(sheet, folder)));
  print(figure(`import of a sheet of ${ROWS} places, whole command, ms`, imports, '≤ 5000'));
  const db = await openDatabase({ file: loadConfig({ DATA_DIR: folder }).databaseFile });
  const places = createPlaces(createPlaceStore(db), createCalendar());
  const asked: number[] = [];
  for (let round = 0; round < QUESTIONS; round++) {
    const location = { latitude: 24.5 + (round % 10) / 10, longitude: 113 + (round % 13) / 10 };
    asked.push(await timed(() => places.near(location, Date.now())));
  }
  await db.destroy();
  print(figure(`nearest of ${ROWS} places to a point, ms`, asked.slice(1), 'p50 ≤ 10'));
}

async function importSheet(sheet: string, folder: string): Promise<void> {
  const child = spawn('npm', ['run', '-s', 'import', '--', 'places', sheet, '--data', folder], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the import ended with ${code}`);
}

/** Made-up rows all over the city. */
function sheetOf(rows: number): string {
  const header = '名称,类型,服务事项,县区,镇街,地址,电话,开放时间,纬度,经度,来源,核对日期';
  const lines = Array.from({ length: rows }, (_, at) =>
    [
      `地点${at}`,
      PLACE_KINDS[at % PLACE_KINDS.length],
      '法律援助、公证',
      COUNTIES[at % COUNTIES.length],
      `镇${at % 100}`,
      `路${at}号`,
      '0751-8000000',
      '周一至周五 08:30-12:00 14:30-17:30',
      (24.3 + ((at * 37) % 1000) / 1000).toFixed(4),
      (113 + ((at * 53) % 1300) / 1000).toFixed(4),
      '测试数据',
      '2026-11-01',
    ].join(','),
  );
  return [header, ...lines].join('\n');
}
