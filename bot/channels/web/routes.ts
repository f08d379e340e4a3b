/** The citizen's web chat over HTTP: a conversation, what is said in it, and its events. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { z } from 'zod';
import { api, problems, webApi } from '../../texts.ts';
import type { Courier } from '../../types.ts';
import { Problem, problemSchema, rateLimited } from '../http/problem.ts';
import { createRateLimiter, type RateLimit } from '../http/rate-limit.ts';
import { authorize, params, security } from './access.ts';
import { conversationEvents } from './events.ts';
import { contentOfBody, messageBody, refuseForgedRating } from './message-body.ts';
import type { Streams } from './streams.ts';
import { createConversation, type WebTokenStore } from './tokens.ts';

const HEARTBEAT_MS = 15_000;
/** A reader whose socket takes nothing, not even heartbeats, is gone. */
const STALLED_MS = 60_000;

export interface WebOptions {
  courier: Courier;
  webStore: WebTokenStore;
  streams: Streams;
  log: Logger;
  limits: { conversation: RateLimit };
  now(): number;
  heartbeatMs?: number;
}

const conversationSchema = z.object({
  conversation: z.string().describe(api.conversationId),
  token: z.string().describe(api.token),
});
const storedSchema = z.object({ duplicate: z.boolean().describe(api.duplicate) }).describe('已存好');
const tags = ['chat'];

export function webRoutes(instance: FastifyInstance, options: WebOptions): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { courier, webStore, streams, now, log } = options;
  const conversations = createRateLimiter(options.limits.conversation, now);

  app.post(
    '/api/conversations',
    {
      schema: {
        tags,
        summary: api.createConversation,
        response: { 201: conversationSchema.describe('新的对话'), 429: problemSchema },
      },
    },
    async (_request, reply) => reply.code(201).send(await createConversation(webStore, now())),
  );

  app.post(
    '/api/conversations/:id/messages',
    {
      // Before the body is read: strangers learn nothing about its shape.
      onRequest: (request) => authorize(request, webStore),
      schema: {
        tags,
        security,
        summary: api.postMessage,
        params,
        body: messageBody,
        response: {
          202: storedSchema,
          400: problemSchema,
          401: problemSchema,
          404: problemSchema,
          413: problemSchema,
          429: problemSchema,
          503: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const seconds = conversations.take(request.params.id);
      if (seconds > 0) throw rateLimited(seconds);
      await refuseForgedRating(courier, request.params.id, request.body);
      const inbound = {
        channel: 'web' as const,
        conversation: request.params.id,
        messageId: request.body.clientMessageId,
        content: contentOfBody(request.body),
        receivedAt: now(),
      };
      const result = await courier.accept(inbound).catch((error: unknown) => {
        log.error({ err: error }, '消息没有存下来');
        throw new Problem(503, 'not-stored', problems.notStored, { 'retry-after': '5' });
      });
      return reply.code(202).send({ duplicate: result === 'duplicate' });
    },
  );

  app.get(
    '/api/conversations/:id/events',
    {
      exposeHeadRoute: false,
      onRequest: (request) => authorize(request, webStore),
      schema: {
        tags,
        security,
        summary: api.events,
        params,
        headers: z.object({ 'last-event-id': z.string().optional().describe(api.lastEventId) }),
        response: {
          200: {
            description: api.eventsBody + webApi.partialEvent,
            content: { 'text/event-stream': { schema: z.unknown().meta({ type: 'string' }) } },
          },
          401: problemSchema,
          404: problemSchema,
          429: problemSchema,
        },
      },
    },
    (request, reply) => {
      const conversation = request.params.id;
      const stream = streams.open(conversation);
      if (stream === null) throw new Problem(429, 'too-many-streams', problems.tooManyStreams);
      const events = Readable.from(
        conversationEvents({
          courier,
          conversation,
          after: lastEventId(request.headers['last-event-id']),
          signal: stream.signal,
          heartbeatMs: options.heartbeatMs ?? HEARTBEAT_MS,
        }),
      );
      // The reader reconnects and resumes, so an error costs nothing but a line in the log.
      events.on('error', (error) => log.warn({ err: error }, '消息推送中断'));
      events.on('close', () => streams.release(conversation, stream));
      reply.raw.on('close', () => stream.abort());
      reply.raw.setTimeout(STALLED_MS, () => reply.raw.destroy());
      return reply
        .type('text/event-stream; charset=utf-8')
        .headers({ 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' })
        .send(events);
    },
  );
}

/** An id that is not one of ours means "from the beginning": a line twice is better than a line lost. */
function lastEventId(header: string | undefined): number {
  return /^\d{1,15}$/.test(header ?? '') ? Number(header) : 0;
}
