/** What the chat says about places. */
import { places as texts } from '../texts.ts';
import type { Span } from './hours.ts';
import type { FoundPlace, PlacesResult } from './nearest.ts';
import type { Opening, Today } from './open-today.ts';

/** Plain text; paragraphs are separated by a blank line. Links are left to the channel. */
export function placesMessage(result: PlacesResult): string {
  switch (result.kind) {
    case 'far-away':
      return texts.farAway;
    case 'none-verified':
      return texts.noneVerified;
    case 'found': {
      const many = result.places.length > 1;
      const places = result.places.map((found, index) => describe(found, many ? `${index + 1}. ` : ''));
      return [texts.lead, ...places, texts.callFirst].join('\n\n');
    }
  }
}

function describe({ place, distance, today }: FoundPlace, number: string): string {
  return [
    `${number}${place.name}`,
    texts.address(place.address),
    today === null ? texts.noHours : texts.hours(hoursToday(today)),
    place.phone === '' ? texts.noPhone : texts.phone(place.phone),
    ...(distance === null ? [] : [texts.distance(roundDistance(distance))]),
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
