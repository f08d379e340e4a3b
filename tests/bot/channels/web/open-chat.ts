/** A conversation on a server in memory, and its neighbours' doors. */
import type { InjectOptions } from 'fastify';
import { createServer, type ServerOptions } from '../../../../bot/channels/http/server.ts';
import { createMemoryCourier, createMemoryTokenStore, serverOptions } from '../memory-courier.ts';

export async function openChat(changes: Partial<ServerOptions> = {}) {
  const courier = createMemoryCourier();
  const webStore = createMemoryTokenStore();
  const server = createServer(serverOptions({ courier, webStore, ...changes }));
  const made = await server.inject({ method: 'POST', url: '/api/conversations' });
  const { conversation, token } = made.json<{ conversation: string; token: string }>();
  const base = `/api/conversations/${encodeURIComponent(conversation)}`;
  const say = (payload: InjectOptions['payload'], headers: Record<string, string> = {}) =>
    server.inject({
      method: 'POST',
      url: `${base}/messages`,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  const get = (path: string, bearer = token) =>
    server.inject({ url: `${base}/${path}`, headers: { authorization: `Bearer ${bearer}` } });
  return { courier, webStore, server, made, conversation, token, say, get };
}

export const errorOf = (response: { json(): unknown }) =>
  (response.json() as { error: { code: string; message: string } }).error;
