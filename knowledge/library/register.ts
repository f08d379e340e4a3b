/** Every document that is named anywhere, loaded or not: its names, its versions, how far its articles run. */
import type { DocumentFacts, DocumentVersion } from './facts.ts';
import { nameKey } from './reference.ts';

export interface Registered {
  facts: DocumentFacts;
  version: DocumentVersion | null;
}

export class Register {
  readonly documents: readonly DocumentFacts[];
  /** Month up to which the sources were read, `2026-08`; null when the file does not say. */
  readonly asOf: string | null;
  readonly #byName = new Map<string, DocumentFacts>();

  constructor(documents: readonly DocumentFacts[], asOf: string | null = null) {
    this.documents = documents;
    this.asOf = asOf;
    for (const entry of documents)
      for (const name of [entry.id, ...entry.aliases]) this.#byName.set(nameKey(name), entry);
  }

  /** @param name as cards and people write it: an id or an alias, with or without 《》 */
  find(name: string): DocumentFacts | null {
    return this.#byName.get(nameKey(name)) ?? null;
  }

  /** @param name `广东省法律援助条例`, or `广东省法律援助条例@2016` for an older text */
  findVersion(name: string): Registered | null {
    const [document = '', version] = name.split('@');
    const facts = this.find(document);
    if (!facts) return null;
    if (version === undefined) return { facts, version: facts.versions[0] ?? null };
    const found = facts.versions.find((one) => one.name === version);
    return found ? { facts, version: found } : null;
  }

  /** The longest name of a registered document that a text holds. */
  namedIn(text: string): { facts: DocumentFacts; name: string } | null {
    const key = nameKey(text);
    let best: { facts: DocumentFacts; name: string } | null = null;
    for (const [name, facts] of this.#byName)
      if (name.length > (best?.name.length ?? 0) && key.includes(name)) best = { facts, name };
    return best;
  }
}
