/** Where to go and whom to ask. Rows are kept in memory and read anew after an import, also one by another process. */
import type { WhereTo } from '../types.ts';
import { type CountyWords, placesAsked, practitionerAsked } from './asked.ts';
import type { Calendar } from './calendar.ts';
import { placesMessage, practitionersMessage } from './message.ts';
import { type LoadedPlace, loadPlace, nearest, type PlaceQuery, type PlacesResult } from './nearest.ts';
import { practitionersFor } from './practitioners.ts';
import type { PlaceStore, Point, Practitioner } from './types.ts';

export interface Places {
  /**
   * The places that suit best, at most three.
   * @param at milliseconds since the epoch
   * @throws whatever the store reports
   */
  nearest(query: PlaceQuery, at: number): Promise<PlacesResult>;
  /** The same, in words for somebody who sent where they are. */
  near(location: Point, at: number): Promise<WhereTo>;
  /** Verified places or practitioners, when the text asks for some and they are on file; null otherwise. */
  asked(text: string, at: number): Promise<WhereTo | null>;
}

interface Loaded {
  version: number;
  rows: readonly LoadedPlace[];
  practitioners: readonly Practitioner[];
  towns: readonly string[];
}

const NOTHING: Loaded = { version: 0, rows: [], practitioners: [], towns: [] };

/** @param counties the words by which people name the counties */
export function createPlaces(store: PlaceStore, calendar: Calendar, counties: CountyWords = []): Places {
  let loaded = NOTHING;

  /** The version is asked for first: an import in between makes the next call read once more, never too little. */
  async function current(): Promise<Loaded> {
    const version = await store.version();
    if (version !== loaded.version) loaded = await load(version);
    return loaded;
  }

  async function load(version: number): Promise<Loaded> {
    const [places, practitioners] = [await store.places(), await store.practitioners()];
    const towns = [...new Set([...places, ...practitioners].map(({ town }) => town))];
    return { version, rows: places.map(loadPlace), practitioners, towns };
  }

  const find = async (query: PlaceQuery, at: number) => nearest((await current()).rows, query, at, calendar);

  return {
    nearest: find,
    near: async (location, at) => placesMessage(await find({ location }, at)),
    async asked(text, at) {
      const { rows, practitioners, towns } = await current();
      if (rows.length > 0) {
        const queries = placesAsked(text, counties, towns);
        const results = queries.map((query) => nearest(rows, query, at, calendar));
        const result = results.find(({ kind }) => kind === 'found');
        if (result !== undefined) return placesMessage(result);
      }
      if (practitioners.length === 0) return null;
      const names = practitioners.map(({ name }) => name);
      const query = practitionerAsked(text, counties, towns, names);
      const { found, more } = query ? practitionersFor(practitioners, query) : { found: [], more: 0 };
      return found.length === 0 ? null : practitionersMessage(found, more);
    },
  };
}
