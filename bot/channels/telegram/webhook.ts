/**
 * `POST /telegram/webhook`: Telegram brings its updates. Not grammY's webhookCallback, which lets everybody in when no
 * secret is set, and after 10 s throws while the update is still worked on.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { z } from 'zod';
import { api, problems } from '../../texts.ts';
import { Problem, problemSchema } from '../http/problem.ts';

/** Several times the longest update: a long message that replies to another, written as `\uXXXX`. */
const BODY_LIMIT_BYTES = 1024 * 1024;
const RETRY_AFTER = { 'retry-after': '5' };
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Whoever takes what Telegram brings. */
export interface TelegramWebhook {
  readonly secret: string;
  /** False until the bot knows itself: what is addressed to it cannot be told before. */
  isReady(): boolean;
  /** Resolves once durably stored, or when it is none of our business. */
  receive(update: Update): Promise<void>;
}

const updateSchema = z.looseObject({ update_id: z.int() });
const storedSchema = z.object({}).describe('已存好');

/** @throws when there is no secret: such a webhook would let anybody speak as anybody */
export function webhookRoutes(instance: FastifyInstance, webhook: TelegramWebhook, log: Logger): void {
  if (webhook.secret === '') throw new Error('a Telegram webhook needs a secret');
  const app = instance.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/telegram/webhook',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      // Before the body is read: strangers learn nothing about its shape.
      onRequest: async (request) => requireSecret(request, webhook.secret),
      schema: {
        tags: ['telegram'],
        summary: api.telegramWebhook,
        security: [{ telegramSecret: [] }],
        body: updateSchema,
        response: {
          200: storedSchema,
          400: problemSchema,
          401: problemSchema,
          413: problemSchema,
          503: problemSchema,
        },
      },
    },
    async (request) => {
      if (!webhook.isReady()) throw new Problem(503, 'not-connected', problems.notConnected, RETRY_AFTER);
      await webhook.receive(request.body as Update).catch((error: unknown) => {
        log.error({ err: error }, 'Telegram 消息没有存下来，Telegram 会再送一次。');
        throw new Problem(503, 'not-stored', problems.notStored, RETRY_AFTER);
      });
      return {};
    },
  );
}

function requireSecret(request: FastifyRequest, secret: string): void {
  const given = request.headers[SECRET_HEADER];
  if (typeof given === 'string' && timingSafeEqual(hashOf(given), hashOf(secret))) return;
  throw new Problem(401, 'unauthorized', problems.webhookSecret);
}

/** Of one length whatever was given, which comparing in constant time asks for. */
function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
