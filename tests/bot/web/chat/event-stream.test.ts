import { describe, expect, it } from 'vitest';
import { createEventParser, type ServerEvent } from '../../../../bot/web/chat/src/event-stream.ts';

const STREAM =
  'retry: 2000\n\nid: 1\nevent: message\ndata: {"a":"一"}\n\n: alive\n\nevent: typing\ndata:{"active":true}\n\n';
const EVENTS: ServerEvent[] = [
  { type: 'message', id: '1', data: '{"a":"一"}' },
  { type: 'typing', id: '1', data: '{"active":true}' },
];

function parse(...pieces: string[]): ServerEvent[] {
  return pieces.flatMap(createEventParser());
}

describe('createEventParser', () => {
  it('reads events, keeping the last id and skipping comments', () => {
    expect(parse(STREAM)).toEqual(EVENTS);
  });

  it.each(['\n', '\r\n', '\r'])('gives the same wherever a stream with %j is cut', (lineBreak) => {
    const stream = STREAM.replaceAll('\n', lineBreak);
    for (let cut = 0; cut <= stream.length; cut += 1) {
      // A lone carriage return at the end of the stream could be half a line break; the next event settles it.
      expect(parse(stream.slice(0, cut), stream.slice(cut), ': end\n')).toEqual(EVENTS);
    }
  });

  it('joins the lines of one event', () => {
    expect(parse('data: 1\ndata: 2\ndata\n\n')).toEqual([{ type: 'message', id: '', data: '1\n2\n' }]);
  });

  it('gives nothing for an event without data or without its end', () => {
    expect(parse('event: typing\n\n', 'data: half')).toEqual([]);
  });
});
