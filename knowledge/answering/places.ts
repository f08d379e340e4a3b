/** Where a question plays, as far as it says so: whose rules apply there. */
import { z } from 'zod';
import { PhraseMap } from './phrase-map.ts';

const place = z.strictObject({ name: z.string().min(2), said: z.array(z.string().min(2)).default([]) });
export const placesSchema = z.strictObject({
  shaoguan: z.array(place),
  guangdong: z.array(place),
  elsewhere: z.array(place),
});

type Region = keyof z.output<typeof placesSchema>;

export interface Where {
  /** Guangdong's rules apply. */
  inGuangdong: boolean;
  /** Shaoguan's own apply. */
  inShaoguan: boolean;
}

/** Where somebody comes from says nothing about where the matter is handled. */
const ORIGIN_BEFORE = /(?:户口|户籍|老家|籍贯|来自|身份证|家|娘家|嫁)(?:本)?(?:是|在|到|自)?$/u;
const ORIGIN_AFTER = /^(?:省|市|县)?(?:人|户口|户籍|籍|老家|来的|嫁)/u;

/** @returns for a normalised text; a text that names no place means Shaoguan */
export function createPlaces(seeds: z.output<typeof placesSchema>): (text: string) => Where {
  const entries = (Object.keys(seeds) as Region[]).flatMap((region) =>
    seeds[region].flatMap(({ name, said }) => [name, ...said].map((word) => [word, region] as const)),
  );
  const places = new PhraseMap(entries);
  return (text) => {
    const named = places
      .in(text)
      .filter(({ said, at }) => !isOrigin(text, at, at + said.length))
      .map(({ value }) => value);
    const inShaoguan = named.length === 0 || named.includes('shaoguan') || text.includes('韶');
    const inGuangdong = inShaoguan || named.includes('guangdong') || /广东|粤|本省|省内/u.test(text);
    return { inGuangdong, inShaoguan };
  };
}

function isOrigin(text: string, from: number, to: number): boolean {
  return ORIGIN_BEFORE.test(text.slice(Math.max(0, from - 6), from)) || ORIGIN_AFTER.test(text.slice(to));
}
