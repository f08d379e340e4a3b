/** Server-sent events, read from text as it arrives (WHATWG HTML, section 9.2.6). EventSource cannot send a token. */

export interface ServerEvent {
  /** `message` when the server names none. */
  type: string;
  /** The last id that the stream named, empty when it named none yet. */
  id: string;
  data: string;
}

/** Returns a function that takes the next piece of the stream, cut anywhere, and gives the events it completes. */
export function createEventParser(): (piece: string) => ServerEvent[] {
  let rest = '';
  let id = '';
  let type = '';
  let data: string[] = [];

  const dispatch = (): ServerEvent[] => {
    const event = { type: type || 'message', id, data: data.join('\n') };
    const complete = data.length > 0;
    type = '';
    data = [];
    return complete ? [event] : [];
  };

  const readLine = (line: string): ServerEvent[] => {
    if (line === '') return dispatch();
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') type = value;
    if (field === 'data') data.push(value);
    if (field === 'id' && !value.includes('\0')) id = value;
    return [];
  };

  return (piece) => {
    rest += piece;
    const events: ServerEvent[] = [];
    // A carriage return at the very end may be the first half of a line break: it waits for what follows.
    for (let end = /\r\n|\n|\r(?!$)/.exec(rest); end !== null; end = /\r\n|\n|\r(?!$)/.exec(rest)) {
      events.push(...readLine(rest.slice(0, end.index)));
      rest = rest.slice(end.index + end[0].length);
    }
    return events;
  };
}
