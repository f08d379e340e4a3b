/** Where to go. Rows are kept in memory and read anew after an import, also one by another process. */
import type { Calendar } from './calendar.ts';
import { type LoadedPlace, loadPlace, nearest, type PlaceQuery, type PlacesResult } from './nearest.ts';
import type { PlaceStore } from './types.ts';

export interface Places {
  /**
   * The places that suit best, at most three.
   * @param at milliseconds since the epoch
   * @throws whatever the store reports
   */
  nearest(query: PlaceQuery, at: number): Promise<PlacesResult>;
}

interface Loaded {
  version: number;
  rows: readonly LoadedPlace[];
}

export function createPlaces(store: PlaceStore, calendar: Calendar): Places {
  let loaded: Loaded = { version: 0, rows: [] };

  /** The version is asked for first: an import in between makes the next call read once more, never too little. */
  async function currentRows(): Promise<readonly LoadedPlace[]> {
    const version = await store.version();
    if (version !== loaded.version) loaded = { version, rows: (await store.places()).map(loadPlace) };
    return loaded.rows;
  }

  return {
    nearest: async (query, at) => nearest(await currentRows(), query, at, calendar),
  };
}
