/** How answering ends: an answer that its passages support, or a person. */
import { citationOf } from '../library/citation.ts';
import type { HandoffReason, Outcome, Passage, Question } from '../types.ts';
import type { Composed } from './compose.ts';
import { verify } from './verify.ts';

/** What was asked for by its number or its name is what was asked for. */
export const CERTAIN = 0.99;

/** Nothing leaves that the cited passages do not support. */
export function release(
  question: Question,
  composed: Composed,
  confidence: number,
  passageById: (id: string) => Passage | undefined,
): Outcome {
  const unsupported = verify(composed, passageById, question);
  if (unsupported.length > 0) return handoff('unsupported-answer', question, [], 0);
  return { kind: 'answer', ...composed, confidence };
}

const NEAREST = 3;

export function handoff(
  reason: HandoffReason,
  question: Question,
  candidates: readonly { passage: Passage }[],
  confidence: number,
): Outcome {
  const nearest = candidates.slice(0, NEAREST).map(({ passage }) => citationOf(passage, question.date));
  return { kind: 'handoff', reason, summary: question.text, nearest, confidence };
}
