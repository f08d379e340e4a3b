/** What answering works with. */
import type { Library } from '../library/library.ts';
import type { Passage, Retrieved } from '../types.ts';
import type { CardKnowledge } from './answer-card.ts';
import type { Reading } from './evidence.ts';
import type { Mandarin } from './mandarin.ts';
import type { Where } from './places.ts';
import type { Scope } from './scope.ts';
import type { Words } from './words.ts';

export interface Answering {
  library: Library;
  reading: Reading;
  words: Words;
  cards: CardKnowledge;
  mandarin: Mandarin;
  scopeOf(text: string): Scope | null;
  /** Whose rules apply where the question plays. */
  whereOf(text: string): Where;
  /** Every passage that may be cited. */
  passageById(id: string): Passage | undefined;
  /** The best `limit` passages of papers for a query text. */
  retrieve(query: string, limit: number): Promise<readonly Retrieved[]>;
}
