/** What the page has to know of this installation. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { webApi } from '../../texts.ts';

export interface WebSettings {
  /** `tiles` is an address with {x}, {y} and {z}; `attribution` is plain text. Null: no map is shown. */
  map: { readonly tiles: string; readonly attribution: string } | null;
}

const settingsSchema = z.object({
  map: z.object({ tiles: z.string(), attribution: z.string() }).nullable().describe(webApi.map),
});

export function settingsRoutes(instance: FastifyInstance, { map }: WebSettings): void {
  instance.withTypeProvider<ZodTypeProvider>().get(
    '/api/settings',
    {
      schema: {
        tags: ['chat'],
        summary: webApi.settings,
        response: { 200: settingsSchema.describe(webApi.settings) },
      },
    },
    async () => ({ map }),
  );
}
