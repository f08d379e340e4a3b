/** What is learnt from ways of asking, once, and kept beside the index: term weights, vectors, classifier. */
import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { linesOf } from '../../rules/book.ts';
import type { Taught } from '../../rules/card.ts';
import { Classifier, type ClassifierParts } from './classifier.ts';
import { type Example, packExamples } from './examples.ts';
import { Network, type NetworkParts } from './network.ts';
import { Postings, type Sparse } from './postings.ts';
import { numberTerms, TermReader } from './term-numbers.ts';
import type { Terms } from './terms.ts';
import { trainAll } from './training-pool.ts';

export interface CardModel {
  /** Term number → term. Those below `common` are the classifier's features. */
  terms: readonly string[];
  common: number;
  /** How few of what is taught hold a term. */
  idf: Float32Array;
  /** Rows of `rows` are ways of asking; this says whose. */
  rowOwner: Int32Array;
  rows: Postings;
  /** One row for each that is taught: everything it says. */
  wholes: Postings;
  classifier: Classifier;
  networks: readonly Network[];
  /** Two classes: what a card answers, and a fact that nobody has on file (kind `fact`). */
  facts: Classifier;
}

/** A term said often in one text does not count for more than so many times. */
export const MOST = 4;
/** Seeds of the networks. */
const NETWORKS = [1, 2, 3] as const;
/** How long each of them takes to train, as against the others. */
const COST = { classifier: 8, network: 7, facts: 1 } as const;
/** What the lines of a card count in its whole, beside each way of asking. */
const LINES_WORTH = 2;

export interface LearnOptions {
  taught: readonly Taught[];
  /** A text's terms. */
  termsOf: (text: string) => Terms;
  /** How questions are read before they come here: ways of asking are read so too. */
  read: (text: string) => string;
  /** Further ways of asking by id, read only when there is something to learn. */
  more: () => ReadonlyMap<string, readonly string[]>;
  onProgress?: ((share: number) => void) | undefined;
}

/** @throws TrainingError when a worker fails */
export async function learnModel({
  taught,
  termsOf,
  read,
  more,
  onProgress,
}: LearnOptions): Promise<CardModel> {
  const further = more();
  const reader = new TermReader(termsOf);
  const texts = taught.map((one) => ({
    asking: [one.title, ...one.utterances, ...(further.get(one.id) ?? [])].map((text) =>
      reader.read(read(text)),
    ),
    lines: reader.read(linesOf(one).join('\n')),
    each: linesOf(one).map((line) => reader.read(line)),
  }));
  const { terms, common, idf, numberOf } = numberTerms(reader, texts);
  const weigh = ({ ids, values }: Sparse): Sparse => {
    const weighed = values.map((count, at) => Math.min(count, MOST) * idf[numberOf[ids[at]!]!]!);
    return unit({ ids: ids.map((id) => numberOf[id]!), values: weighed });
  };
  const asked = texts.map(({ asking }) => asking.map(weigh));
  const lines = texts.map((text) => weigh(text.lines));
  const examples: Example[] = texts.flatMap(({ each }, label) =>
    // A question is often nothing but one line turned round.
    [...asked[label]!, lines[label]!, ...each.map(weigh)].map((vector) => ({
      ...below(vector, common),
      label,
    })),
  );
  const trained = await trainOn(examples, taught, common, onProgress);
  return {
    terms,
    common,
    idf,
    rowOwner: Int32Array.from(asked.flatMap((vectors, owner) => vectors.map(() => owner))),
    rows: Postings.of(asked.flat(), terms.length),
    wholes: Postings.of(
      asked.map((vectors, owner) => wholeOf(vectors, lines[owner]!)),
      terms.length,
    ),
    ...trained,
  };
}

/** @param features terms from this number on are none of theirs */
async function trainOn(
  examples: readonly Example[],
  taught: readonly Taught[],
  features: number,
  onProgress: LearnOptions['onProgress'],
): Promise<Pick<CardModel, 'classifier' | 'networks' | 'facts'>> {
  const all = { examples: packExamples(examples), shape: { features, classes: taught.length } };
  const onFacts = {
    examples: packExamples(factExamples(examples, taught)),
    shape: { features, classes: 2 },
  };
  const [classifier, facts, ...networks] = await trainAll(
    [
      { kind: 'classifier', ...all, cost: COST.classifier },
      { kind: 'classifier', ...onFacts, cost: COST.facts },
      ...NETWORKS.map((seed) => ({ kind: 'network' as const, ...all, seed, cost: COST.network })),
    ],
    { onProgress },
  );
  return {
    classifier: Classifier.from(classifier, all.shape)!,
    networks: networks.map((parts) => Network.from(parts, all.shape)!),
    facts: Classifier.from(facts, onFacts.shape)!,
  };
}

/** Whether an example asks for a fact that is not on file, or for what cards answer: whatever else lies beyond them is neither. */
function factExamples(examples: readonly Example[], taught: readonly Taught[]): Example[] {
  return examples.flatMap((example) => {
    const one = taught[example.label]!;
    if (isFact(one)) return { ...example, label: 1 };
    return one.kind !== 'beyond' || one.about === 'withdrawn' ? { ...example, label: 0 } : [];
  });
}

const isFact = (one: Taught) => one.kind === 'beyond' && one.about === 'fact';

function below({ ids, values }: Sparse, limit: number): Sparse {
  const kept = ids.map((_, at) => at).filter((at) => ids[at]! < limit);
  return { ids: kept.map((at) => ids[at]!), values: Float32Array.from(kept, (at) => values[at]!) };
}

/** Every way of asking and, worth more, what the card's lines say. */
function wholeOf(asked: readonly Sparse[], lines: Sparse): Sparse {
  const whole = new Map<number, number>();
  const add = ({ ids, values }: Sparse, worth: number) => {
    for (const [at, id] of ids.entries()) whole.set(id, (whole.get(id) ?? 0) + worth * values[at]!);
  };
  for (const vector of asked) add(vector, 1);
  add(lines, LINES_WORTH);
  return unit({ ids: Int32Array.from(whole.keys()), values: Float32Array.from(whole.values()) });
}

function unit({ ids, values }: Sparse): Sparse {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return { ids, values: values.map((value) => value / length) };
}

/** Raise it whenever what is learnt from the same texts changes. */
const LEARNING = 7;

/** Names exactly what a model is learnt from. @param words everything else that decides how a text is read */
export function keyOf(taught: readonly Taught[], words: string): string {
  const hash = createHash('sha256').update(`learning ${LEARNING}\n${words}\n`);
  for (const one of taught)
    hash.update(`${JSON.stringify([one.id, isFact(one), one.title, one.utterances, linesOf(one)])}\n`);
  return hash.digest('hex');
}

interface Stored {
  terms: readonly string[];
  common: number;
  idf: Float32Array;
  rowOwner: Int32Array;
  rows: ReturnType<Postings['toParts']>;
  wholes: ReturnType<Postings['toParts']>;
  classifier: ClassifierParts;
  networks: readonly NetworkParts[];
  facts: ClassifierParts;
}

export function modelToBytes({ rows, wholes, classifier, networks, facts, ...model }: CardModel): Uint8Array {
  const stored: Stored = {
    ...model,
    rows: rows.toParts(),
    wholes: wholes.toParts(),
    classifier: classifier.toParts(),
    networks: networks.map((network) => network.toParts()),
    facts: facts.toParts(),
  };
  return serialize(stored);
}

/** Null when the bytes are not those of a model. @param classes how many it must tell apart */
export function modelFromBytes(bytes: Uint8Array, classes: number): CardModel | null {
  try {
    const { rows, wholes, ...model }: Stored = deserialize(bytes);
    const shape = { features: model.common, classes };
    const classifier = Classifier.from(model.classifier, shape);
    const networks = model.networks.flatMap((parts) => Network.from(parts, shape) ?? []);
    const facts = Classifier.from(model.facts, { ...shape, classes: 2 });
    const fits = networks.length === NETWORKS.length && model.idf.length === model.terms.length;
    if (!classifier || !facts || !fits) return null;
    return {
      ...model,
      rows: Postings.from(rows),
      wholes: Postings.from(wholes),
      classifier,
      networks,
      facts,
    };
  } catch {
    return null;
  }
}
