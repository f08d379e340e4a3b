/** What a request to the Bot API says: JSON, or multipart when a file comes with it. */
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

export type Payload = Record<string, unknown>;

/** A file as it arrived. */
export interface Upload {
  name: string;
  bytes: Buffer;
}

/** A file stands where its `attach://` names it. https://core.telegram.org/bots/api#inputfile */
export async function payloadOf(request: IncomingMessage): Promise<Payload> {
  const body = await buffer(request).catch(() => Buffer.alloc(0));
  const boundary = /^multipart\/form-data;\s*boundary=(\S+)$/i.exec(
    request.headers['content-type'] ?? '',
  )?.[1];
  if (boundary !== undefined) return multipart(body, boundary);
  return readJson(body.toString()) ?? {};
}

function readJson(text: string): Payload | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function multipart(body: Buffer, boundary: string): Payload {
  const parts = split(body, Buffer.from(`--${boundary}`)).flatMap((part) => partOf(part) ?? []);
  const files = new Map(parts.flatMap(({ key, file }) => (file ? [[`attach://${key}`, file]] : [])));
  const fields = parts.filter(({ file }) => file === null);
  return Object.fromEntries(fields.map(({ key, value }) => [key, files.get(value) ?? fieldOf(value)]));
}

/** Everything but texts comes as JSON. */
const fieldOf = (text: string): unknown => (/^[[{]/.test(text) ? (readJson(text) ?? text) : text);

interface FormPart {
  key: string;
  value: string;
  file: Upload | null;
}

function partOf(part: Buffer): FormPart | null {
  const [head, content] = halves(part, '\r\n\r\n');
  const disposition = /content-disposition:\s*form-data;(.*)/i.exec(head.toString())?.[1];
  const key = /name="([^"]*)"/i.exec(disposition ?? '')?.[1];
  if (disposition === undefined || key === undefined) return null;
  const bytes = content.subarray(0, -'\r\n'.length);
  // Without quotation marks a name ends at a blank or a semicolon.
  const [, quoted, bare] = /filename=(?:"([^"]*)"|([^\s;]+))/i.exec(disposition) ?? [];
  const name = quoted ?? bare;
  return { key, value: bytes.toString(), file: name === undefined ? null : { name, bytes } };
}

function halves(part: Buffer, at: string): [Buffer, Buffer] {
  const index = part.indexOf(at);
  return index < 0 ? [part, Buffer.alloc(0)] : [part.subarray(0, index), part.subarray(index + at.length)];
}

function split(body: Buffer, separator: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let start = 0; ; ) {
    const end = body.indexOf(separator, start);
    if (end < 0) return parts;
    parts.push(body.subarray(start, end));
    start = end + separator.length;
  }
}
