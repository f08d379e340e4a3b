/** Which places to name: by distance when it is known where the person is, by county and town otherwise. */
import type { Calendar } from './calendar.ts';
import { distanceMetres, isFarAway } from './distance.ts';
import { parseHours, type WeeklyHours } from './hours.ts';
import { linksOf, type PlaceLinks } from './links.ts';
import { openToday, type Today } from './open-today.ts';
import { CITY, type County, PLACE_KINDS, type Place, type PlaceKind, type Point } from './types.ts';

export interface PlaceQuery {
  county?: County;
  town?: string;
  /** In the words of the person's matter, e.g. 公证 or 法律援助. */
  service?: string;
  kind?: PlaceKind;
  /** Wins over county and town. */
  location?: Point;
}

export interface FoundPlace {
  place: Place;
  /** Metres as the crow flies; null without coordinates. */
  distance: number | null;
  /** Null when no hours are on file. */
  today: Today | null;
  links: PlaceLinks;
}

export type PlacesResult =
  | { kind: 'found'; places: readonly FoundPlace[] }
  | { kind: 'far-away' }
  /** Nothing verified is on file that fits. */
  | { kind: 'none-verified' };

/** A place beside its hours, read once. */
export interface LoadedPlace {
  place: Place;
  hours: WeeklyHours | null;
}

const MOST = 3;

export function loadPlace(place: Place): LoadedPlace {
  const parsed = parseHours(place.hours);
  return { place, hours: parsed.kind === 'hours' ? parsed.hours : null };
}

/**
 * At most three places, best first.
 * @param at milliseconds since the epoch, for today's hours
 */
export function nearest(
  rows: readonly LoadedPlace[],
  query: PlaceQuery,
  at: number,
  calendar: Calendar,
): PlacesResult {
  if (query.location !== undefined && isFarAway(query.location)) return { kind: 'far-away' };
  const fitting = rows.filter(({ place }) => fits(place, query));
  const places = ranked(fitting, query)
    .slice(0, MOST)
    .map(({ place, hours, distance }) => ({
      place,
      distance,
      today: hours === null ? null : openToday(hours, at, calendar),
      links: linksOf(place),
    }));
  return places.length === 0 ? { kind: 'none-verified' } : { kind: 'found', places };
}

function fits(place: Place, { kind, service = '' }: PlaceQuery): boolean {
  if (kind !== undefined && place.kind !== kind) return false;
  if (service === '') return true;
  return (
    place.kind.includes(service) ||
    place.services.some((one) => one.includes(service) || service.includes(one))
  );
}

type Ranked = LoadedPlace & { distance: number | null };

function ranked(rows: readonly LoadedPlace[], query: PlaceQuery): Ranked[] {
  const measured = query.location === undefined ? [] : byDistance(rows, query.location);
  return measured.length > 0 ? measured : byRegion(rows, query);
}

/** Only places with coordinates: one without may be next door or a hundred kilometres away. */
function byDistance(rows: readonly LoadedPlace[], from: Point): Ranked[] {
  return rows
    .flatMap((row) => {
      const { latitude, longitude } = row.place;
      if (latitude === null || longitude === null) return [];
      return { ...row, distance: distanceMetres(from, { latitude, longitude }) };
    })
    .sort((a, b) => a.distance - b.distance);
}

/** Within a step by kind, then in the order of the bureau's own file. */
function byRegion(rows: readonly LoadedPlace[], query: PlaceQuery): Ranked[] {
  return rows
    .map((row) => ({ ...row, distance: null, step: regionStep(row.place, query) }))
    .filter(({ step }) => step !== null)
    .sort((a, b) => a.step! - b.step! || byKind(a.place, b.place));
}

/** 0 for the very town, 1 for the county, 2 for what serves the whole city; null for elsewhere. */
function regionStep(place: Place, { county, town = '' }: PlaceQuery): number | null {
  const sameCounty = county === undefined || place.county === county;
  if (
    town !== '' &&
    sameCounty &&
    place.town !== '' &&
    (place.town.includes(town) || town.includes(place.town))
  )
    return 0;
  if (county === undefined ? town === '' : sameCounty) return 1;
  return place.county === CITY ? 2 : null;
}

const byKind = (a: Place, b: Place) => PLACE_KINDS.indexOf(a.kind) - PLACE_KINDS.indexOf(b.kind);
