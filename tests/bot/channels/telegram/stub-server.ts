/** A Bot API stand-in that answers what the test says, keeps unconfirmed updates like Telegram does, and notes calls. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export interface StubCall {
  method: string;
  payload: Record<string, unknown>;
}

export interface StubReply {
  status: number;
  body: unknown;
}

export const ok = (result: unknown): StubReply => ({ status: 200, body: { ok: true, result } });

export const failed = (error_code: number, description: string, parameters = {}): StubReply => ({
  status: error_code,
  body: { ok: false, error_code, description, parameters },
});

const ME = { id: 42, is_bot: true, first_name: '韶法通', username: 'shaofatong_bot' };

export interface Stub {
  root: string;
  calls: StubCall[];
  called(method: string): StubCall[];
  /** Answers to come for a method, used up one by one before the usual one. */
  script(method: string, ...replies: StubReply[]): void;
  /** A private text message, waiting until an offset confirms it. */
  give(updateId: number, text: string): void;
  pending(): number[];
  close(): Promise<void>;
}

export async function startStub(): Promise<Stub> {
  const calls: StubCall[] = [];
  const scripts = new Map<string, StubReply[]>();
  let updates: { update_id: number; message: object }[] = [];

  async function usual({ method, payload }: StubCall): Promise<StubReply> {
    if (method === 'getMe') return ok(ME);
    if (method !== 'getUpdates') return ok({ message_id: 1, date: 0, chat: { id: 7, type: 'private' } });
    const offset = Number(payload.offset ?? 0);
    updates = updates.filter(({ update_id }) => update_id >= offset);
    if (updates.length === 0) await sleep(10);
    return ok(updates);
  }

  const server = createServer(async (request, response) => {
    const method = request.url?.split('/').at(-1) ?? '';
    const payload = (await json(request).catch(() => ({}))) as Record<string, unknown>;
    const call = { method, payload };
    calls.push(call);
    const { status, body } = scripts.get(method)?.shift() ?? (await usual(call));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    called: (method) => calls.filter((call) => call.method === method),
    script: (method, ...replies) => void scripts.set(method, [...(scripts.get(method) ?? []), ...replies]),
    give: (update_id, text) =>
      void updates.push({
        update_id,
        message: {
          message_id: update_id,
          date: 0,
          text,
          chat: { id: 7, type: 'private', first_name: '李' },
          from: { id: 7, is_bot: false, first_name: '李' },
        },
      }),
    pending: () => updates.map(({ update_id }) => update_id),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
