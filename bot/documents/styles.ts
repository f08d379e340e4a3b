/** The style sheets that stand inside documents, so that whoever shows one can allow exactly these. */
import { pageStyle } from '../interviews/summary-style.ts';

export const recordStyle = `${pageStyle}article{margin:0 0 1rem;padding:0 0 1rem;border-bottom:1px solid #ddd}.who{font-weight:700}.text{white-space:pre-wrap}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.75rem}`;

export const documentStyles: readonly string[] = [pageStyle, recordStyle];
