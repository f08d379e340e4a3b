/** How the paper is built: its parts and the clauses in them. */
import { headingCitation } from '../library/citation.ts';
import type { Library } from '../library/library.ts';
import * as texts from '../texts.ts';
import type { Passage, Question } from '../types.ts';
import type { Composed } from './compose.ts';

const OUTLINE =
  /(?:分|一共|总共|共|有)(?:为|成|有|是)?(?:几|多少)(?:个|大)+(?:部分|块|条)|(?:一共|总共|共)(?:有|是)?(?:几|多少|[一二三四五六七八九十\d]+)(?:个|大)?(?:部分|条)|(?:几|多少)个?(?:大)?部分|目录|框架|提纲|(?:部分|块)的?标题/u;

export const asksForOutline = (text: string) => OUTLINE.test(text);

/** Null when the default document has no clauses in parts. */
export function composeOutline(question: Question, { passages, defaultDocument }: Library): Composed | null {
  const clauses = passages.filter(
    ({ documentId, kind, path }) => documentId === defaultDocument?.id && kind === 'clause' && isInBody(path),
  );
  const parts = [...Map.groupBy(clauses, ({ path }) => path[0] ?? '')];
  if (parts.length < 2) return null;
  const lines = parts.map(([heading, members]) => `· ${heading}：${rangeOf(members)}`);
  return {
    body: [texts.outlineLead, lines.join('\n')].join('\n\n'),
    citations: parts.flatMap(([, members]) =>
      endsOf(members).map((passage) => headingCitation(passage, question.date)),
    ),
  };
}

const isInBody = (path: readonly string[]) => path.length > 1 && !path[0]?.startsWith('附件');

const endsOf = (members: readonly Passage[]) => [...new Set([members[0]!, members.at(-1)!])];

const rangeOf = (members: readonly Passage[]) =>
  endsOf(members)
    .map(({ clause }) => clause)
    .join('至');
