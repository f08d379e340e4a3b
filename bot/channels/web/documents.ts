/** The files that go with messages, made when they are fetched. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { webApi, webProblems } from '../../texts.ts';
import type { Documents } from '../../types.ts';
import { Problem, problemSchema, rateLimited } from '../http/problem.ts';
import { createRateLimiter, type RateLimit } from '../http/rate-limit.ts';
import { createTurns } from '../http/turns.ts';
import { authorize, params, security } from './access.ts';
import type { WebTokenStore } from './tokens.ts';

export interface DocumentOptions {
  documents: Documents;
  webStore: WebTokenStore;
  limits: { conversation: RateLimit };
  now(): number;
}

/** A PDF takes a process of some 100 MiB for a second: so many are made at a time. */
const MADE_AT_ONCE = 2;

/** No script, no request, no origin of its own: whatever a person typed stands in it as text. */
const SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

const documentParams = params.extend({
  seq: z.coerce.number().int().positive().describe(webApi.documentSeq),
});

export function documentRoutes(instance: FastifyInstance, options: DocumentOptions): void {
  const { documents, webStore, now } = options;
  const conversations = createRateLimiter(options.limits.conversation, now);
  const inTurn = createTurns(MADE_AT_ONCE);
  instance.withTypeProvider<ZodTypeProvider>().get(
    '/api/conversations/:id/documents/:seq',
    {
      exposeHeadRoute: false,
      onRequest: (request) => authorize(request, webStore),
      schema: {
        tags: ['chat'],
        security,
        summary: webApi.document,
        params: documentParams,
        querystring: z.object({ form: z.enum(['pdf', 'html']).default('pdf').describe(webApi.documentForm) }),
        response: {
          200: {
            description: webApi.documentBody,
            content: {
              'application/pdf': { schema: binary },
              'text/html': { schema: z.string() },
            },
          },
          400: problemSchema,
          401: problemSchema,
          404: problemSchema,
          429: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const { id, seq } = request.params;
      const seconds = conversations.take(id);
      if (seconds > 0) throw rateLimited(seconds);
      const made = await inTurn(() => documents.make(id, seq, request.query.form));
      if (made === null) throw new Problem(404, 'no-document', webProblems.noDocument);
      return reply
        .type(made.mime)
        .headers({
          'cache-control': 'no-store',
          'content-disposition': attachment(made.name),
          'content-security-policy': SANDBOX,
        })
        .send(Buffer.from(made.bytes));
    },
  );
}

const binary = z.unknown().meta({ type: 'string', contentMediaType: 'application/pdf' });

/** The name in UTF-8 as RFC 6266 has it, and a plain one for whoever does not read that. */
function attachment(name: string): string {
  const extension = /\.[a-z]+$/.exec(name)?.[0] ?? '';
  // RFC 8187 leaves out of its attr-char what encodeURIComponent keeps.
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="document${extension}"; filename*=UTF-8''${encoded}`;
}
