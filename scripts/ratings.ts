/** `npm run -s ratings`: what people thought of answers, beside what they had asked; the log that answers are improved by. */
import { parseArgs } from 'node:util';
import { loadConfig } from '../bot/config.ts';
import { shanghaiTime } from '../bot/shanghai.ts';
import { openDatabase } from '../bot/storage/open.ts';
import { createRatingStore } from '../bot/storage/records.ts';
import { noRatings, ratingCounts, ratingLabels } from '../bot/texts.ts';
import type { Rating } from '../bot/types.ts';
import { runCommand } from './command.ts';

const OPTIONS = { jsonl: { type: 'boolean' }, data: { type: 'string' } } as const;

async function main(): Promise<undefined> {
  const { values } = parseArgs({ options: OPTIONS });
  const config = loadConfig(values.data === undefined ? {} : { DATA_DIR: values.data });
  const db = await openDatabase({ file: config.databaseFile });
  try {
    const ratings = await createRatingStore(db).all();
    if (values.jsonl === true) {
      for (const { at, ...rest } of ratings)
        console.log(JSON.stringify({ at: new Date(at).toISOString(), ...rest }));
      return;
    }
    if (ratings.length === 0) {
      console.log(noRatings);
      return;
    }
    const count = (value: Rating) => ratings.filter((one) => one.value === value).length;
    console.log(ratingCounts(ratings.length, count('useful'), count('off-target'), count('wrong')));
    for (const { at, value, question, labels } of ratings)
      console.log(
        `\n${shanghaiTime(at)} · ${ratingLabels[value]}\n  问：${question}\n  依据：${labels.join('、')}`,
      );
  } finally {
    await db.destroy();
  }
}

if (import.meta.main) await runCommand(main);
