/** What is wrong with the cards as data: the part of `npm run check` that reads seeds/. */
import { parseNumeral } from '../documents/numerals.ts';
import type { Library } from '../library/library.ts';
import { rulesMessages as say } from '../texts.ts';
import { articleNumber, findBasis, loadedPassage } from './basis.ts';
import { HOTLINES, patternOf } from './book.ts';
import { hotlineId, type WrittenRules } from './load.ts';
import { type RuleData, sections } from './schema.ts';

export interface Problem {
  file: string;
  card: string;
  reason: string;
}

interface FiledRule {
  file: string;
  data: RuleData;
}

/** Everything wrong with the cards, file by file; empty when all is well. */
export function problemsOf(written: WrittenRules, library: Library): Problem[] {
  const rules = written.cards.flatMap((one) =>
    one.kind === 'rule' ? [{ file: one.file, data: one.data }] : [],
  );
  const ids = new Set(written.cards.map(({ data }) => data.id));
  return [
    ...rules.flatMap((rule) => reasonsOf(rule.data, ids, library).map((reason) => at(rule, reason))),
    ...missingOptions(written, ids),
    ...written.orphans.map(({ file, card }) => ({ file, card, reason: say.noSuchCard(card) })),
    ...claimedTwice(written, 'id'),
    ...claimedTwice(written, 'title'),
    ...sharedUtterances(written),
    ...overlaps(rules),
  ];
}

/** Cards not checked for a year on that day: listed, not refused. */
export function staleOn(written: WrittenRules, date: string): Problem[] {
  const yearBefore = `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`;
  return written.cards
    .filter(({ data }) => data.checked < yearBefore)
    .map(({ file, data }) => ({ file, card: data.id, reason: say.stale(data.checked) }));
}

const at = ({ file, data }: { file: string; data: { id: string } }, reason: string): Problem => ({
  file,
  card: data.id,
  reason,
});

function reasonsOf(rule: RuleData, ids: ReadonlySet<string>, library: Library): string[] {
  const lines = sections.flatMap((section) => rule[section]);
  const named = [...lines, ...rule.corrections].flatMap((line) =>
    typeof line === 'string' ? [] : (line.basis ?? []),
  );
  const usesFirst =
    lines.some((line) => typeof line === 'string' || line.basis === undefined) ||
    named.includes(rule.basis[0]!);
  return [
    ...rule.basis.flatMap((name) => basisReasons(name, rule, library)),
    ...named.filter((name) => !rule.basis.includes(name)).map(say.basisNotListed),
    ...rule.basis
      .filter((name, index) => !(index === 0 ? usesFirst : named.includes(name)))
      .map(say.basisUnused),
    ...(rule.supersededBy && !ids.has(rule.supersededBy) ? [say.noSuchCard(rule.supersededBy)] : []),
    ...rule.traps.filter((trap) => lines.some((line) => textOf(line).includes(trap))).map(say.trapSaid),
    ...rule.corrections.flatMap(({ said }) =>
      said.filter((pattern) => !compiles(pattern)).map(say.badPattern),
    ),
    ...(rule.valid.from && rule.valid.to && rule.valid.from > rule.valid.to ? [say.endsBeforeBegin] : []),
  ];
}

const textOf = (line: RuleData['say'][number]) => (typeof line === 'string' ? line : line.text);

function compiles(pattern: string): boolean {
  try {
    patternOf(pattern);
    return true;
  } catch {
    return false;
  }
}

function basisReasons(name: string, rule: RuleData, library: Library): string[] {
  const found = findBasis(library.register, name);
  if (!found) return [say.unknownDocument(name)];
  const { facts, version, clause } = found;
  if (facts.id === HOTLINES) return [];
  if (facts.default && clause !== '')
    return loadedPassage(found, clause, library.passages) ? [] : [say.noSuchClause(name)];
  const article = articleNumber(clause);
  const number = article === null ? null : parseNumeral(article);
  const last = version?.lastArticle;
  return [
    ...(number !== null && last !== undefined && number > last ? [say.beyondLast(name, last)] : []),
    ...(version?.to && !rule.valid.to && !rule.supersededBy ? [say.restsOnReplaced(name, version.to)] : []),
  ];
}

function missingOptions({ cards }: WrittenRules, ids: ReadonlySet<string>): Problem[] {
  return cards.flatMap((one) =>
    one.kind === 'clarify'
      ? one.data.options.filter(({ card }) => !ids.has(card)).map(({ card }) => at(one, say.noSuchCard(card)))
      : [],
  );
}

function claimedTwice({ cards }: WrittenRules, field: 'id' | 'title'): Problem[] {
  return [...Map.groupBy(cards, ({ data }) => data[field])]
    .filter(([, owners]) => owners.length > 1)
    .map(([value, owners]) => at(owners[1]!, say.claimedTwice(field, value, owners[0]!.file)));
}

/** The same words must not have two answers: cards of one group, and a rule and what replaced it, may share them. */
function sharedUtterances({ cards, hotlines }: WrittenRules): Problem[] {
  const owners = [
    ...cards.map((one) => ({ file: one.file, data: one.data })),
    ...hotlines.map((data) => ({ file: 'hotlines.yaml', data: { ...data, id: hotlineId(data) } })),
  ].flatMap((one) =>
    one.data.utterances.map((utterance) => ({ one, key: utteranceKey(utterance), utterance })),
  );
  return [...Map.groupBy(owners, ({ key }) => key).values()].flatMap(([first, ...others]) =>
    others
      .filter(({ one }) => !sameAnswer(first!.one.data, one.data))
      .map(({ one, utterance }) =>
        at(one, say.utteranceTwice(utterance, first!.one.data.id, first!.one.file)),
      ),
  );
}

/** Punctuation, blanks and full-width forms make no other question. */
export function utteranceKey(utterance: string): string {
  return utterance
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]/gu, '');
}

interface Claim {
  id: string;
  group?: string | undefined;
  supersededBy?: string | undefined;
}

function sameAnswer(a: Claim, b: Claim): boolean {
  return (
    a.id === b.id ||
    (a.group !== undefined && a.group === b.group) ||
    a.supersededBy === b.id ||
    b.supersededBy === a.id
  );
}

/** A rule and the one that replaced it, or two of one group in one jurisdiction, must not both hold on one day. */
function overlaps(rules: readonly FiledRule[]): Problem[] {
  return rules.flatMap((rule, index) =>
    rules
      .slice(index + 1)
      .filter((other) => mayNotOverlap(rule.data, other.data) && overlap(rule.data.valid, other.data.valid))
      .map((other) => at(rule, say.validityOverlaps(other.data.id))),
  );
}

function mayNotOverlap(a: RuleData, b: RuleData): boolean {
  if (a.supersededBy === b.id || b.supersededBy === a.id) return true;
  return a.group !== undefined && a.group === b.group && a.jurisdiction === b.jurisdiction;
}

type Period = RuleData['valid'];

function overlap(a: Period, b: Period): boolean {
  const startsBeforeEnd = (one: Period, other: Period) => (one.from ?? '') <= (other.to ?? '9999');
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a);
}
