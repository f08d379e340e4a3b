/** What a row of each table must look like. Cells come in as trimmed text; messages are for the people who typed them. */
import { z } from 'zod';
import { CHINA } from '../distance.ts';
import { parseHours } from '../hours.ts';
import { isPhone, plainPhones } from '../phone.ts';
import { reasons } from '../texts.ts';
import { COUNTIES, PLACE_KINDS, PRACTITIONER_KINDS, type TableName, type Tables } from '../types.ts';

const LIMIT = 300;
const optional = z.string().max(LIMIT, reasons.tooLong(LIMIT));
const required = optional.min(1, reasons.missing);

function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, {
    error: ({ input }) => (input === '' ? reasons.missing : reasons.notOneOf(String(input), values)),
  });
}

const list = optional.transform((text) =>
  text
    .split(/[、;；]/u)
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

const phone = optional
  .transform(plainPhones)
  .refine((phones) => phones === '' || phones.split('、').every(isPhone), reasons.phone);

const hours = optional.superRefine((text, context) => {
  const parsed = text === '' ? null : parseHours(text);
  if (parsed?.kind === 'bad') context.addIssue({ code: 'custom', message: parsed.reason });
});

const degrees = (from: number, to: number, reason: string) =>
  optional
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((value) => value === null || (value >= from && value <= to), reason);

/** @param today ISO date in Shanghai */
const dateUpTo = (today: string) =>
  required
    .transform(isoDate)
    .refine((date) => date === '' || z.iso.date().safeParse(date).success, reasons.date)
    .refine((date) => date <= today, { error: reasons.future, when: ({ issues }) => issues.length === 0 });

/** `2026/11/1`, `2026.11.1` and `2026年11月1日` are the same day; anything else stays as it is. */
function isoDate(text: string): string {
  const [, year, month, day] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text.normalize('NFKC')) ?? [];
  return year === undefined ? text : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
}

type RowSchemas = { [T in TableName]: z.ZodType<Tables[T], Record<keyof Tables[T], string>> };

/** @param today ISO date in Shanghai: nothing can have been verified later */
export function rowSchemas(today: string): RowSchemas {
  const verifiedOn = dateUpTo(today);
  return {
    places: z
      .object({
        name: required,
        kind: oneOf(PLACE_KINDS),
        services: list,
        county: oneOf(COUNTIES),
        town: optional,
        address: required,
        phone,
        hours,
        latitude: degrees(CHINA.south, CHINA.north, reasons.latitude),
        longitude: degrees(CHINA.west, CHINA.east, reasons.longitude),
        source: required,
        verifiedOn,
      })
      .refine(({ latitude, longitude }) => (latitude === null) === (longitude === null), {
        error: reasons.halfPoint,
        path: ['longitude'],
      }),
    practitioners: z.object({
      name: required,
      kind: oneOf(PRACTITIONER_KINDS),
      body: required,
      licenceNumber: z.string().regex(/^[\dA-Za-z-]{0,40}$/u, reasons.licence),
      county: oneOf(COUNTIES),
      town: optional,
      fields: list,
      phone,
      source: required,
      verifiedOn,
    }),
  };
}
