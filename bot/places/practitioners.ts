/** 法律查询: which lawyers, notaries, mediators … to name. */
import type { County, Practitioner, PractitionerKind } from './types.ts';

export interface PractitionerQuery {
  kind?: PractitionerKind;
  /** The whole name, as on file. */
  name?: string;
  county?: County;
  town?: string;
}

const MOST = 5;

/** At most five that fit, those of the very town first, else in the order of the bureau's own file. */
export function practitionersFor(
  rows: readonly Practitioner[],
  { kind, name, county, town = '' }: PractitionerQuery,
): { found: readonly Practitioner[]; more: number } {
  const fitting = rows.filter(
    (row) =>
      (kind === undefined || row.kind === kind) &&
      (name === undefined || row.name === name) &&
      (county === undefined || row.county === county),
  );
  const near = fitting.filter((row) => town !== '' && row.town.includes(town));
  const ordered = near.length > 0 ? near : fitting;
  return { found: ordered.slice(0, MOST), more: Math.max(0, ordered.length - MOST) };
}
