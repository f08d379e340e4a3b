/**
 * The words that every room of `knowledge/` (and, through `bot/types.ts`, of `bot/`) shares.
 * Offsets count UTF-16 code units of the decoded source, as JavaScript strings do.
 */

/** Half-open range `[start, end)` of UTF-16 code units in `PaperDocument.source`. */
export type Span = readonly [start: number, end: number];

export type NodeKind =
  | 'document' // the root; own spans are empty
  | 'front' // issuer line, document number, title, addressees, transmittal letter
  | 'preamble' // what stands between the title and the first part or article
  | 'part' // 一、
  | 'chapter' // 第X章 (also 第X编, 第X节)
  | 'article' // 第X条
  | 'clause' // （一）
  | 'item' // 一是 …, 1. …, （1）…
  | 'annex' // 附件1
  | 'table' // the table of an annex
  | 'row' // one row of a table, addressed by its name
  | 'paragraph' // running text that has no number of its own
  | 'back' // publication note, office, date of printing
  | 'rule'; // a card in our own words: no node of a document

/** One node of a document's tree. Its own text is what its children do not hold. */
export interface DocumentNode {
  kind: NodeKind;
  /** Unique within the document and stable while the text is: `c9`, `c3/1`, `a2/公证法律服务/1`. */
  id: string;
  /** As printed, without layout blanks: `（九）`, `第九条`, `附件2`, `公证法律服务`, `1`. */
  label: string;
  /** The number the label stands for, when it has one. */
  number: number | null;
  /** Heading or first sentence that serves as one (`推进规范管理`), without closing punctuation. */
  heading: string | null;
  /** Labels with headings from the top of the document down to and including this node, for people to read. */
  path: readonly string[];
  /** Own text, printed marker included, children excluded. */
  spans: readonly Span[];
  children: readonly DocumentNode[];
}

export type DeletionReason = 'blank' | 'line-break' | 'html' | 'cell-separator' | 'layout-space';

/** A stretch of the source that no node's text holds, with the reason. */
export interface Deletion {
  span: Span;
  reason: DeletionReason;
}

export type Comparator = '≥' | '>' | '=' | '<' | '≤';

/** A measurable target in an indicator table. */
export interface Indicator {
  /** What is measured, in the source's words. */
  name: string;
  comparator: Comparator;
  /** The number as printed, 1.2万 → 12000. */
  value: number;
  /** `名`, `%`, `分钟`, `万分之`, `小时/年` …: the source's unit. */
  unit: string;
  /** ISO dates, both inclusive; null when the paper names none. */
  period: { from: string; to: string } | null;
  /** The node whose text states it. */
  nodeId: string;
  /** Where the number and its unit stand. */
  span: Span;
}

/** A parsed official paper or statute. Every code unit of `source` lies in exactly one own span or deletion. */
export interface PaperDocument {
  /** 文号 when it has one, else the title. */
  id: string;
  title: string;
  /** Names people use: without 中华人民共和国, abbreviations from data. */
  aliases: readonly string[];
  /** 文号, `韶司办〔2021〕56号`. */
  docNumber: string | null;
  issuer: string | null;
  addressees: readonly string[];
  /** ISO date on which it was issued, printed or adopted. */
  issuedOn: string | null;
  source: string;
  /** SHA-256 of the file's bytes, hex. */
  sourceHash: string;
  file: string;
  encoding: 'utf-8' | 'gb18030';
  root: DocumentNode;
  deletions: readonly Deletion[];
  indicators: readonly Indicator[];
}

export type ValidityStatus = 'in-force' | 'expired' | 'superseded' | 'unknown';

/** When a passage holds. Dates are ISO, inclusive; null is open. */
export interface Validity {
  from: string | null;
  to: string | null;
  /** What the passage is after `to`. */
  after: Exclude<ValidityStatus, 'in-force'>;
  /** A sentence for people: what is known about it, and from where. */
  note: string;
}

/** The smallest thing that can be cited; one unit of the index. */
export interface Passage {
  /** `${documentId}#${nodeId}` */
  id: string;
  documentId: string;
  documentTitle: string;
  nodeId: string;
  kind: NodeKind;
  /** How it is cited: `韶司办〔2021〕56号附件2·公证法律服务·1`. */
  label: string;
  /** The part of the label within the document: `（九）`, `附件2·公证法律服务·1`. */
  clause: string;
  path: readonly string[];
  /** The source's own words minus declared deletions. */
  text: string;
  /** The article's own words, where `text` is the gist of a statute that is loaded as well. */
  words?: string;
  /** What the index reads: path words and text. Never shown. */
  searchText: string;
  validity: Validity;
  indicators: readonly Indicator[];
}

export type Audience = 'citizen' | 'staff';

export interface Turn {
  role: 'citizen' | 'bot' | 'staff';
  text: string;
}

export interface Question {
  text: string;
  /** Earlier turns, oldest first. */
  history: readonly Turn[];
  audience: Audience;
  /** The day on which validity is judged, ISO, Asia/Shanghai. */
  date: string;
  /** County or town, when known. */
  place: string | null;
}

/** One passage found for a question, with what each ranker thought of it. */
export interface Retrieved {
  passage: Passage;
  /** Fused score, comparable within one question only. */
  score: number;
  /** 1-based rank in each ranker, null when it did not return it. */
  lexicalRank: number | null;
  vectorRank: number | null;
}

export interface Citation {
  label: string;
  document: string;
  clause: string;
  path: readonly string[];
  /** Verbatim: the source minus declared deletions. Otherwise 要旨 in our own words. */
  quote: string;
  verbatim: boolean;
  status: ValidityStatus;
  /** What is known about validity, for people. */
  note: string;
  passageId: string;
  /** The article's own words beside a gist, when the statute is loaded. */
  words?: string;
}

export type HandoffReason =
  | 'not-in-sources' // the loaded documents do not hold it
  | 'low-confidence' // something was found, but not surely enough
  | 'asked-for-person'
  | 'unsupported-answer' // the verifier rejected what was composed
  | 'failure'; // something broke

export type DeclineReason =
  | 'empty'
  | 'too-long'
  | 'unreadable'
  | 'harmful' // help is asked for to do wrong
  | 'off-topic' // nothing to do with law or public legal services
  | 'prediction'; // who wins, what one gets: nobody may say, and nothing on file helps

export type DangerKind = 'violence' | 'suicide' | 'fire' | 'medical' | 'fraud' | 'traffic' | 'child';

/** What `ask` decided: a closed set, switched over exhaustively. */
export type Outcome =
  | {
      kind: 'answer';
      body: string;
      citations: readonly Citation[];
      confidence: number;
      /** The topic of the card that it was made from; absent when it comes from the paper's own text. */
      topic?: string;
    }
  | {
      kind: 'clarify';
      question: string;
      options: readonly string[];
      citations: readonly Citation[];
      confidence: number;
    }
  | { kind: 'decline'; reason: DeclineReason; body: string }
  | {
      kind: 'handoff';
      reason: HandoffReason;
      summary: string;
      nearest: readonly Citation[];
      confidence: number;
    }
  | { kind: 'emergency'; danger: DangerKind; body: string; numbers: readonly string[] };
