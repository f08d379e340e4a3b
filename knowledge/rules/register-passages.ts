/** What is on file about a document itself: how many articles it has, when it was adopted and came into force. */
import { toChinese } from '../documents/numerals.ts';
import { documentLabel } from '../library/labels.ts';
import type { Register } from '../library/register.ts';
import * as texts from '../texts.ts';
import type { Passage } from '../types.ts';
import { validityOf } from './basis.ts';

export const registerId = (documentId: string) => `register:${documentId}`;

/** One passage a registered document of which something is known; it is cited like a card, in our own words. */
export function registerPassages(register: Register): Passage[] {
  return register.documents.flatMap((facts) => {
    const version = facts.versions[0];
    if (facts.default || !version) return [];
    const validity = validityOf({ facts, version }, register.asOf);
    const name = documentLabel(facts.id);
    const clause = version.forceArticle === undefined ? '' : `第${toChinese(version.forceArticle)}条`;
    const older = facts.versions.slice(1).flatMap((one) => one.to ?? []);
    return {
      id: registerId(facts.id),
      documentId: facts.id,
      documentTitle: facts.id,
      nodeId: facts.id,
      kind: 'rule' as const,
      label: name + clause,
      clause,
      path: [facts.id],
      text: texts.aboutDocument(name, version, older, register.asOf),
      searchText: '',
      validity,
      indicators: [],
    };
  });
}
