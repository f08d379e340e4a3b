/** An official paper or statute, from its bytes to a tree with exact places. The recipe is `parsePaper`. */

import { paperErrors } from '../texts.ts';
import type { PaperDocument } from '../types.ts';
import { blocksOf } from './blocks.ts';
import { readClosing } from './closing.ts';
import { append, type Draft, draft } from './draft.ts';
import { deletionsOf, finishTree } from './finish.ts';
import { readFront } from './front.ts';
import { indicatorsOf } from './indicators.ts';
import type { Line } from './lines.ts';
import { linesOf } from './lines.ts';
import { outline } from './outline.ts';
import { PaperError } from './paper-error.ts';
import { readPaper } from './read.ts';
import { runOf, squeeze } from './run.ts';
import { standsAlone } from './sentences.ts';
import { walk } from './tree.ts';
import { type AnnexZone, zonesOf } from './zones.ts';

/**
 * @param file name to keep with the document; also its title of last resort
 * @param bytes UTF-8 or GB18030 text
 * @throws PaperError when the bytes are no text, or the text has no clause
 */
export function parsePaper(file: string, bytes: Uint8Array): PaperDocument {
  const { source, encoding, hash } = readPaper(bytes);
  const zones = zonesOf(linesOf(source));
  const front = readFront(source, zones.front);
  const closing = readClosing(source, zones.closing);
  const drafts = [
    ...front.nodes,
    ...outline(source, blocksOf(source, zones.body)),
    ...annexList(source, zones.annexList),
    ...zones.annexes.map((zone) => annexDraft(source, zone)),
    ...closing.nodes,
  ];
  const title = front.title ?? titleFromFile(file);
  const root = finishTree(title, drafts);
  const nodes = [...walk(root)];
  if (!nodes.some(({ kind }) => CITABLE.has(kind))) throw new PaperError('no-clause', paperErrors.noClause());
  return {
    id: front.docNumber ?? title,
    title,
    aliases: aliasesOf(title, front.innerTitle),
    docNumber: front.docNumber,
    issuer: front.issuer ?? closing.office,
    addressees: front.addressees,
    issuedOn: closing.date ?? front.adoptedOn,
    source,
    sourceHash: hash,
    file,
    encoding,
    root,
    deletions: deletionsOf(
      source,
      nodes.flatMap(({ spans }) => spans),
    ),
    indicators: indicatorsOf(source, root),
  };
}

const CITABLE: ReadonlySet<string> = new Set(['part', 'article', 'clause', 'item', 'row']);

function annexList(source: string, lines: readonly Line[]): Draft[] {
  if (lines.length === 0) return [];
  const list = draft('paragraph', 'annexes', { label: '附件说明' });
  for (const line of lines) append(list, runOf(source, line.start, line.end), line.breakBefore);
  return [list];
}

/** An annex: its label line, its title, then units like those of a body. */
function annexDraft(source: string, zone: AnnexZone): Draft {
  const { head, number } = zone;
  const annex = draft('annex', `a${number ?? ''}`, {
    label: squeeze(head.text.slice(0, zone.labelLength)).replace(/[：:]$/u, ''),
    number,
    own: runOf(source, head.start, head.end),
  });
  const inline = squeeze(head.text.slice(zone.labelLength));
  const blocks = blocksOf(source, zone.lines);
  const first = blocks[0];
  const titled = inline === '' && first?.kind === 'paragraph' && !first.marker && standsAlone(first.run.text);
  if (titled) append(annex, first.run, first.breakBefore);
  annex.heading = inline || (titled ? squeeze(first.run.text) : null);
  annex.pathWords = [annex.heading ? `${annex.label} ${annex.heading}` : annex.label];
  annex.children = outline(source, titled ? blocks.slice(1) : blocks);
  return annex;
}

function aliasesOf(title: string, innerTitle: string | null): string[] {
  const short = title.replace(/^中华人民共和国/u, '');
  return [
    ...new Set([short, innerTitle].filter((name) => name !== null && name !== title && name !== '')),
  ] as string[];
}

function titleFromFile(file: string): string {
  return file.replace(/^.*[/\\]/u, '').replace(/\.(?:txt|md)$/iu, '');
}
