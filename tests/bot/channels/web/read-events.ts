/** A reader of server-sent events as the web page has one: fetch, with its token and the last id it saw. */
import type { TranscriptMessage } from '../../../../bot/types.ts';

export interface ServerEvent {
  event: string;
  id: number | null;
  data: unknown;
}

export interface Chat {
  /** `http://127.0.0.1:…/api/conversations/web:…` */
  url: string;
  authorization: string;
}

/** Yields events until `signal` aborts or the server ends the stream; comments come as events named `comment`. */
export async function* readEvents(
  chat: Chat,
  lastEventId: number | null,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const headers: Record<string, string> = { authorization: chat.authorization };
  if (lastEventId !== null) headers['last-event-id'] = String(lastEventId);
  const response = await fetch(`${chat.url}/events`, { headers, signal });
  if (response.body === null || !response.ok) throw new Error(`events: ${response.status}`);
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const frames = (text + chunk).split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) yield parse(frame);
  }
}

function parse(frame: string): ServerEvent {
  if (frame.startsWith(':')) return { event: 'comment', id: null, data: frame };
  const fields = new Map(
    frame.split('\n').map((line) => [line.split(': ', 1)[0], line.replace(/^\w+: /, '')]),
  );
  const id = fields.get('id');
  return {
    event: fields.get('event') ?? 'none',
    id: id === undefined ? null : Number(id),
    data: JSON.parse(fields.get('data') ?? 'null'),
  };
}

/** The seq of each `message` event, read until `enough` says so; then the connection is cut. */
export async function readSeqs(
  chat: Chat,
  lastEventId: number | null,
  enough: (seqs: number[]) => boolean,
): Promise<number[]> {
  const cut = new AbortController();
  const seqs: number[] = [];
  for await (const { event, data } of readEvents(chat, lastEventId, cut.signal)) {
    if (event !== 'message') continue;
    seqs.push((data as TranscriptMessage).seq);
    if (enough(seqs)) break;
  }
  cut.abort();
  return seqs;
}
