/** What whoever runs the server asks it: alive, ready, metrics, the interface's own description. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { api } from '../../texts.ts';
import type { Metrics } from './metrics.ts';

export interface Readiness {
  ready: boolean;
  /** In Chinese, one line each. */
  missing: readonly string[];
}

const healthSchema = z.object({ status: z.literal('ok') }).describe('活着');
const readinessSchema = z.object({ ready: z.boolean(), missing: z.array(z.string()) });

export function operationRoutes(
  instance: FastifyInstance,
  { readiness, metrics }: { readiness(): Readiness; metrics: Metrics },
): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const tags = ['operations'];

  app.get(
    '/healthz',
    { schema: { tags, summary: api.health, response: { 200: healthSchema } } },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        tags,
        summary: api.ready,
        response: { 200: readinessSchema.describe('可以'), 503: readinessSchema.describe('还不可以') },
      },
    },
    async (_request, reply) => {
      const { ready, missing } = readiness();
      return reply.code(ready ? 200 : 503).send({ ready, missing: [...missing] });
    },
  );

  app.get(
    '/metrics',
    {
      schema: {
        tags,
        summary: api.metrics,
        response: { 200: { description: api.metrics, content: { 'text/plain': { schema: z.string() } } } },
      },
    },
    async (_request, reply) => {
      reply.type(metrics.registry.contentType);
      return metrics.registry.metrics();
    },
  );

  app.get(
    '/api/openapi.json',
    {
      schema: {
        tags,
        summary: api.openapi,
        response: { 200: z.record(z.string(), z.unknown()).describe('OpenAPI 3.1') },
      },
    },
    async () => ({ ...instance.swagger() }),
  );
}
