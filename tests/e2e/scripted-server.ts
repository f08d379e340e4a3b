/** The real page and HTTP interface over a core that says what the test wants, so that nothing has to be learnt first. */
import { execFileSync } from 'node:child_process';
import { createServer, type ServerOptions } from '../../bot/channels/http/server.ts';
import { documentStyles } from '../../bot/documents/styles.ts';
import type { Inbound, OutboundMessage } from '../../bot/types.ts';
import {
  createMemoryCourier,
  type MemoryCourier,
  message,
  serverOptions,
  textOf,
} from '../bot/channels/memory-courier.ts';
import { ROOT } from './real-server.ts';

export interface ScriptedServer {
  url: string;
  courier: MemoryCourier;
  close(): Promise<void>;
}

/** What is said to which words of a person; anything else is answered with an answer that can be rated. */
export type Script = Readonly<Record<string, readonly OutboundMessage[]>>;

export async function startScriptedServer(
  script: Script = {},
  changes: Partial<ServerOptions> = {},
): Promise<ScriptedServer> {
  execFileSync(process.execPath, ['scripts/build-web.ts'], { cwd: ROOT });
  const reply = (inbound: Inbound): OutboundMessage[] => [...(script[textOf(inbound)] ?? [answer(inbound)])];
  const courier = createMemoryCourier(reply, Date.now);
  const server = createServer(
    serverOptions({
      courier,
      documentStyles,
      staticDirectory: `${ROOT}/bot/web/chat/dist`,
      now: Date.now,
      ...changes,
    }),
  );
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, courier, close: () => server.close() };
}

const answer = (inbound: Inbound): OutboundMessage => message(`收到：${textOf(inbound)}`, { rateable: true });
