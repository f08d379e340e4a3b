/** Turns outcomes into messages. */
import type { Outcome } from '../../knowledge/types.ts';
import * as texts from '../texts.ts';
import type { MessageKind, OutboundMessage, WhereTo } from '../types.ts';

type SimpleOutcome = Exclude<Outcome, { kind: 'handoff' }>;
type HandoffOutcome = Extract<Outcome, { kind: 'handoff' }>;

/** A message without citations, options or ticket. */
export function plainMessage(kind: MessageKind, body: string): OutboundMessage {
  return { kind, body, citations: [], options: [], reason: null, confidence: null, ticket: null };
}

export function outcomeMessage(outcome: SimpleOutcome): OutboundMessage {
  switch (outcome.kind) {
    case 'answer':
      return {
        ...plainMessage('answer', outcome.body),
        citations: outcome.citations,
        confidence: outcome.confidence,
        // A courtesy is about nothing and cites nothing: there is nothing to judge in it.
        ...((outcome.citations.length > 0 || outcome.topic !== undefined) && { rateable: true }),
      };
    case 'clarify':
      return {
        ...plainMessage('clarify', outcome.question),
        options: outcome.options,
        citations: outcome.citations,
        confidence: outcome.confidence,
      };
    case 'decline':
      return { ...plainMessage('decline', outcome.body), reason: outcome.reason };
    case 'emergency':
      return plainMessage('emergency', outcome.body);
  }
}

export function placesMessage({ body, places }: WhereTo): OutboundMessage {
  return { ...plainMessage('notice', body), places };
}

export function handoffMessage(outcome: HandoffOutcome, ticket: string): OutboundMessage {
  return {
    ...plainMessage('handoff', texts.handoff(outcome.reason, ticket)),
    reason: outcome.reason,
    confidence: outcome.confidence,
    ticket,
  };
}
