/** Who may use the routes of a conversation. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { api, problems } from '../../texts.ts';
import { Problem } from '../http/problem.ts';
import { bearerToken, isOwner, type WebTokenStore } from './tokens.ts';

export const params = z.object({ id: z.string().describe(api.conversationId) });

/** For the OpenAPI document. */
export const security = [{ conversationToken: [] }];

/**
 * Runs before anything else of the request is read, so that strangers learn nothing of its shape.
 * @throws Problem: no token is a 401; a foreign one and an unknown conversation look the same
 */
export async function authorize(request: FastifyRequest, store: WebTokenStore): Promise<void> {
  const token = bearerToken(request.headers.authorization);
  if (token === null) {
    throw new Problem(401, 'unauthorized', problems.unauthorized, { 'www-authenticate': 'Bearer' });
  }
  const { id } = params.parse(request.params);
  if (await isOwner(store, id, token)) return;
  throw new Problem(404, 'conversation-not-found', problems.conversationNotFound);
}
