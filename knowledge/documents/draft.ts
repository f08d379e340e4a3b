/** A node while the tree is being built: it can still grow and has neither id nor path. */
import type { NodeKind } from '../types.ts';
import type { Level, Marker } from './markers.ts';
import { EMPTY_RUN, extend, type GrowingRun, growing, type Run, slice } from './run.ts';
import { headingOf } from './sentences.ts';

export interface Draft {
  kind: NodeKind;
  level: Level | null;
  label: string;
  number: number | null;
  heading: string | null;
  /** Last part of its id: `c9`, `1`, `公证法律服务`. */
  key: string;
  /** Whether its id hangs on its parent's or on that of the body or annex it is in. */
  idUnder: 'parent' | 'zone';
  /** What it adds to the path of everything below it. */
  pathWords: readonly string[];
  own: GrowingRun;
  /** Its first line was only a heading, so what follows belongs to it. */
  headed: boolean;
  children: Draft[];
}

type Fields = Omit<Partial<Draft>, 'own'> & { own?: Run };

export function draft(kind: NodeKind, key: string, { own = EMPTY_RUN, ...fields }: Fields = {}): Draft {
  return {
    kind,
    level: null,
    label: '',
    number: null,
    heading: null,
    key,
    idUnder: 'parent',
    pathWords: fields.label ? [fields.label] : [],
    own: growing(own),
    headed: false,
    children: [],
    ...fields,
  };
}

/** Adds a block's text, and the line break before it where it parts two paragraphs of the same node. */
export function append(node: Draft, run: Run, breakBefore: number | null): void {
  const hasText = node.own.text !== '' || node.children.length > 0;
  if (hasText && breakBefore !== null) extend(node.own, { text: '\n', at: [breakBefore] });
  extend(node.own, run);
}

const KIND: Readonly<Record<Level, NodeKind>> = {
  book: 'chapter',
  subbook: 'chapter',
  chapter: 'chapter',
  section: 'chapter',
  part: 'part',
  article: 'article',
  clause: 'clause',
  item: 'item',
  subitem: 'item',
  circled: 'item',
};

const KEY: Readonly<Record<Level, string>> = {
  book: 'b',
  subbook: 'sb',
  chapter: 'ch',
  section: 's',
  part: 'p',
  article: 'art',
  clause: 'c',
  item: '',
  subitem: '',
  circled: '',
};

/** A numbered unit. `（一）` inside an article is an item of it, elsewhere a clause. */
export function numberedDraft(marker: Marker, run: Run, inArticle: boolean, headed: boolean): Draft {
  const kind = marker.level === 'clause' && inArticle ? 'item' : KIND[marker.level];
  const rest = slice(run, marker.length).text.trim();
  const heading = headingFor(kind, rest, inArticle);
  const number = marker.number === null ? marker.label : `${marker.number}`;
  return draft(
    kind,
    `${kind === 'item' ? '' : KEY[marker.level]}${number}${marker.suffix ? `-${marker.suffix}` : ''}`,
    {
      level: marker.level,
      label: marker.label,
      number: marker.number,
      heading,
      idUnder: kind === 'item' ? 'parent' : 'zone',
      pathWords: [pathWord(marker, heading)],
      own: run,
      headed,
    },
  );
}

function headingFor(kind: NodeKind, rest: string, inArticle: boolean): string | null {
  if (kind === 'article') return /^【([^】]+)】/u.exec(rest)?.[1] ?? null;
  if (kind === 'item' && inArticle) return null;
  if (kind === 'chapter') return rest.replace(/\s+/gu, '') || null;
  return headingOf(rest)?.replace(/^\s+/u, '') ?? null;
}

/** `（六）保障特殊群体…`: brackets full-width as in every citation, whatever is printed. */
function pathWord(marker: Marker, heading: string | null): string {
  const label = marker.label.replace('(', '（').replace(')', '）');
  const spaced = marker.level === 'article' || KIND[marker.level] === 'chapter' || /^\d+$/.test(label);
  if (heading === null || heading === label) return label;
  return spaced ? `${label} ${heading}` : `${label}${heading}`;
}
