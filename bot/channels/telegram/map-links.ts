/** Under each place that a message names, the ways to see it on a map. Telegram links web addresses; `geo:` it does not. */
import { maps } from '../../texts.ts';
import type { OutboundMessage, ShownPlace } from '../../types.ts';
import type { Range } from './split-text.ts';

interface MapLink extends Range {
  url: string;
}

export interface WithMapLinks {
  body: string;
  /** Where the links stand in the body. */
  links: MapLink[];
}

/** The body with a line more in the paragraph of each place, or at its end for a place that it does not name. */
export function withMapLinks({ body, places = [] }: OutboundMessage): WithMapLinks {
  const links: MapLink[] = [];
  let text = body;
  let from = 0;
  for (const place of places) {
    const named = text.indexOf(place.name, from);
    const end = named < 0 ? text.length : paragraphEnd(text, named);
    const lead = named < 0 ? `\n\n${place.name}\n${maps.lead}` : `\n${maps.lead}`;
    const line = lineOf(place, end + lead.length);
    if (line.links.length === 0) continue;
    const inserted = `${lead}${line.text}`;
    text = `${text.slice(0, end)}${inserted}${text.slice(end)}`;
    links.push(...line.links);
    from = end + inserted.length;
  }
  return { body: text, links };
}

function paragraphEnd(text: string, from: number): number {
  const end = text.indexOf('\n\n', from);
  return end < 0 ? text.length : end;
}

/** The names of the maps one beside the other; `start` is where the line will stand. */
function lineOf({ links }: ShownPlace, start: number): { text: string; links: MapLink[] } {
  const found: MapLink[] = [];
  let text = '';
  for (const map of ['amap', 'baidu', 'tencent'] as const) {
    const url = links[map];
    if (!/^https?:\/\//.test(url)) continue;
    if (text !== '') text += maps.between;
    found.push({ start: start + text.length, end: start + text.length + maps.names[map].length, url });
    text += maps.names[map];
  }
  return { text, links: found };
}
