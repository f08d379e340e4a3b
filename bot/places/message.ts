/** What the chat says about places. */
import { practitioners as practitionerTexts, places as texts } from '../texts.ts';
import type { ShownPlace, WhereTo } from '../types.ts';
import type { Span } from './hours.ts';
import type { FoundPlace, PlacesResult } from './nearest.ts';
import type { Opening, Today } from './open-today.ts';
import type { Practitioner } from './types.ts';

/** Plain text, paragraphs separated by a blank line, and the same places ready to be shown with their links and on a map. */
export function placesMessage(result: PlacesResult): WhereTo {
  switch (result.kind) {
    case 'far-away':
      return { body: texts.farAway, places: [] };
    case 'none-verified':
      return { body: texts.noneVerified, places: [] };
    case 'found': {
      const shown = result.places.map(show);
      const many = shown.length > 1;
      const described = shown.map((place, index) => describe(place, many ? `${index + 1}. ` : ''));
      return { body: [texts.lead, ...described, texts.callFirst].join('\n\n'), places: shown };
    }
  }
}

/** @param more how many others fit and are not named */
export function practitionersMessage(found: readonly Practitioner[], more: number): WhereTo {
  const described = found.map((one, index) => {
    const number = found.length > 1 ? `${index + 1}. ` : '';
    const where = [one.county, one.town].filter((part) => part !== '').join('');
    return [
      `${number}${one.name}（${one.kind}）`,
      ...(one.body === '' ? [] : [practitionerTexts.body(one.body)]),
      practitionerTexts.where(where),
      ...(one.fields.length === 0 ? [] : [practitionerTexts.fields(one.fields.join('、'))]),
      ...(one.licenceNumber === '' ? [] : [practitionerTexts.licence(one.licenceNumber)]),
      one.phone === '' ? texts.noPhone : texts.phone(one.phone),
      texts.verified(one.source, one.verifiedOn),
    ].join('\n');
  });
  const rest = more === 0 ? [] : [practitionerTexts.more(more)];
  return {
    body: [practitionerTexts.lead, ...described, ...rest, practitionerTexts.noAdvice].join('\n\n'),
    places: [],
  };
}

function show({ place, distance, today, links }: FoundPlace): ShownPlace {
  const { name, kind, phone, latitude, longitude, source, verifiedOn } = place;
  return {
    name,
    kind,
    address: place.address,
    phone,
    today: today === null ? null : hoursToday(today),
    distance: distance === null ? null : roundDistance(distance),
    latitude,
    longitude,
    links,
    source,
    verifiedOn,
  };
}

function describe(place: ShownPlace, number: string): string {
  return [
    `${number}${place.name}`,
    texts.address(place.address),
    place.today === null ? texts.noHours : texts.hours(place.today),
    place.phone === '' ? texts.noPhone : texts.phone(place.phone),
    ...(place.distance === null ? [] : [texts.distance(place.distance)]),
    texts.verified(place.source, place.verifiedOn),
  ].join('\n');
}

function hoursToday(today: Today): string {
  const { open, spans, why, next } = today;
  const times = spans.length === 0 ? texts.closedToday : spans.map(span).join('、');
  const state = open ? texts.openNow : texts.closedNow(next === null ? null : opening(next, today.date));
  const notes = [texts.day(why.kind, why.name), state].filter((note) => note !== '');
  return `${times}（${notes.join('，')}）${why.published ? '' : texts.unpublished}`;
}

const span = ({ from, to }: Span) => `${clock(from)}-${clock(to)}`;

function opening({ date, minute }: Opening, today: string): string {
  const [, month, day] = date.split('-').map(Number);
  return date === today ? texts.laterToday(clock(minute)) : texts.onDay(month ?? 0, day ?? 0, clock(minute));
}

/** `08:30`; midnight at the end of a day is 24:00. */
function clock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Metres to ten, kilometres to a tenth: a coordinate is not more exact than that. */
function roundDistance(metres: number): string {
  return metres < 995
    ? texts.metres(Math.round(metres / 10) * 10)
    : texts.kilometres((metres / 1000).toFixed(1));
}
