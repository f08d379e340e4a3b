/** Why a paper was refused. */
export type PaperErrorCode = 'empty' | 'too-large' | 'encoding' | 'control-character' | 'no-clause';

/** A paper that cannot become a document; `message` is one Chinese line for the person who brought it. */
export class PaperError extends Error {
  readonly code: PaperErrorCode;
  /** 0-based byte at which reading failed, where that is the reason. */
  readonly offset: number | null;

  constructor(code: PaperErrorCode, message: string, offset: number | null = null) {
    super(message);
    this.name = 'PaperError';
    this.code = code;
    this.offset = offset;
  }
}
