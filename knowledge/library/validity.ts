import type { Validity, ValidityStatus } from '../types.ts';

/**
 * Whether a passage holds on a day.
 * @param date ISO; the first and the last day of a period count as inside. Before the first day nothing is known to hold.
 */
export function statusOn(validity: Validity, date: string): ValidityStatus {
  if (validity.from !== null && date < validity.from) return 'unknown';
  if (validity.to !== null && date > validity.to) return validity.after;
  return 'in-force';
}
