/**
 * A summary as a PDF. Drawn in a process of its own: pdfkit and two Chinese fonts take more than 100 MiB, which a thread does not
 * give back, and half a second, which the server must not wait.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { InterviewSummary } from '../types.ts';

const CHILD = fileURLToPath(new URL('./pdf-child.ts', import.meta.url));
/** No drawing takes so long; a process that hangs is ended. */
const LONGEST_MS = 20_000;
const MOST_BYTES = 8 * 2 ** 20;

/**
 * The bytes of the PDF, A4, with the characters it uses of a Chinese font embedded.
 * @throws Error when it could not be drawn; the HTML page holds the same and can be printed instead
 */
export function renderPdf(summary: InterviewSummary): Promise<Uint8Array> {
  const options = { encoding: 'buffer', timeout: LONGEST_MS, maxBuffer: MOST_BYTES } as const;
  return new Promise((resolve, reject) => {
    const args = ['--disable-warning=ExperimentalWarning', CHILD];
    const child = execFile(process.execPath, args, options, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    );
    // A child that died cannot be written to; the callback above tells why it died.
    child.stdin?.on('error', () => {});
    child.stdin?.end(JSON.stringify(summary));
  });
}
