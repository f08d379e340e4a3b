/** How places are shown: as cards, so the words that list them again are left out. */
import type { OutboundMessage, ShownPlace } from '../../../types.ts';
import { paragraphsOf } from './formatting.ts';

/** The body without the paragraphs that its cards hold. */
export function bodyBesidePlaces({ body, places = [] }: OutboundMessage): string {
  const isPlace = (paragraph: string): boolean => {
    const [first = ''] = paragraph.split('\n');
    return places.some(({ name }) => first.replace(/^\d+\. /, '') === name);
  };
  return places.length === 0
    ? body
    : paragraphsOf(body)
        .filter((paragraph) => !isPlace(paragraph))
        .join('\n\n');
}

export interface MappedPlace extends ShownPlace {
  latitude: number;
  longitude: number;
  /** As the cards are numbered, 1-based. */
  number: number;
}

/** The places that can be put on a map. */
export function mapped(places: readonly ShownPlace[]): MappedPlace[] {
  return places.flatMap((place, index) => {
    const { latitude, longitude } = place;
    return latitude === null || longitude === null
      ? []
      : [{ ...place, latitude, longitude, number: index + 1 }];
  });
}
