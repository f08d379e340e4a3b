/**
 * Homophones: 法律原助 is 法律援助. A stretch of text is read as a term that sounds the same only where no other reading fits:
 * it holds a word boundary or a character that no dictionary word explains, and is no word people use itself.
 */
import { pinyin } from 'pinyin-pro';

const SHORTEST = 3;
const HAN = /\p{Script=Han}/u;

/** Southern ears: zh is z, -ng is -n. */
function sound(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/u, '$1')
    .replace(/ng$/u, 'n')
    .replace(/^l/u, 'n');
}

function soundsOf(text: string): string[] {
  return pinyin(text, { toneType: 'none', type: 'array' }).map(sound);
}

export class Typos {
  readonly #terms = new Map<string, { term: string; exact: string }[]>();
  readonly #lengths: readonly number[];
  readonly #isKnown: (text: string) => boolean;

  /**
   * @param terms what may be restored
   * @param isKnown whether a stretch is something people say as it stands
   */
  constructor(terms: readonly string[], isKnown: (text: string) => boolean) {
    const usable = terms.filter(
      (term) => term.length >= SHORTEST && [...term].every((char) => HAN.test(char)),
    );
    for (const term of usable) {
      const key = soundsOf(term).join(' ');
      this.#terms.set(key, [...(this.#terms.get(key) ?? []), { term, exact: term }]);
    }
    this.#lengths = [...new Set(usable.map(({ length }) => length))].sort((a, b) => b - a);
    this.#isKnown = isKnown;
  }

  /** @param text simplified; longer texts than people type with such mistakes are left alone */
  correct(text: string): string {
    if (text.length > 300) return text;
    const characters = [...text];
    const sounds: (string | null)[] = characters.map((char) => (HAN.test(char) ? '' : null));
    const syllables = soundsOf(text);
    // pinyin-pro gives one entry a character, other characters included.
    if (syllables.length !== characters.length) return text;
    for (const [at, syllable] of syllables.entries()) if (sounds[at] !== null) sounds[at] = syllable;
    for (const length of this.#lengths)
      for (let at = 0; at + length <= characters.length; at++)
        this.#correctAt(characters, sounds, at, length);
    return characters.join('');
  }

  #correctAt(characters: string[], sounds: readonly (string | null)[], at: number, length: number): void {
    const window = sounds.slice(at, at + length);
    if (window.includes(null)) return;
    const found = this.#terms.get(window.join(' '));
    if (!found) return;
    const said = characters.slice(at, at + length).join('');
    if (found.some(({ term }) => term === said) || this.#isKnown(said)) return;
    // Most of a mistyped term is right: 同工同酬 does not become something that only sounds alike.
    const best = found.find(({ term }) => sharedCharacters(term, said) * 2 >= length);
    if (best) characters.splice(at, length, ...best.term);
  }
}

function sharedCharacters(a: string, b: string): number {
  return [...a].filter((char, at) => b[at] === char).length;
}
