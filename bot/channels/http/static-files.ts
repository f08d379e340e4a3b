/** The citizen's web chat: a Vite build, whose files under assets/ carry a hash in their name. */
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { problems } from '../../texts.ts';
import { Problem } from './problem.ts';

const HASHED_FILES = `${sep}assets${sep}`;

/** Serves `directory` (absolute) at `/`; when it was not built, `/` says so. */
export function serveStatic(app: FastifyInstance, directory: string): void {
  if (!existsSync(join(directory, 'index.html'))) {
    app.get('/', { schema: { hide: true } }, () => {
      throw new Problem(503, 'web-not-built', problems.webNotBuilt);
    });
    return;
  }
  app.register(fastifyStatic, {
    root: directory,
    dotfiles: 'ignore',
    cacheControl: false,
    schemaHide: true,
    setHeaders: (reply, path) => {
      const forever = path.includes(HASHED_FILES);
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
