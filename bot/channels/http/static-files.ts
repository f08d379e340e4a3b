/** The citizen's web chat: a Vite build, whose files under assets/ carry a hash in their name, and a script for other sites. */
import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { problems } from '../../texts.ts';
import { Problem } from './problem.ts';

const HASHED_FILES = `${sep}assets${sep}`;

/** The script that puts the chat into other sites: these load it from their own pages. */
const EMBED_SCRIPT = /[\\/]embed\.js(?:\.br|\.gz)?$/;
const PAGE = /[\\/]index\.html(?:\.br|\.gz)?$/;

/**
 * Serves `directory` (absolute) at `/`; when it was not built, `/` says so.
 * @param pageHeaders what the page itself has instead of the headers of everything else
 */
export function serveStatic(
  app: FastifyInstance,
  directory: string,
  pageHeaders: Readonly<Record<string, string>>,
): void {
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
    // The build wrote each file compressed as well: villages have slow networks.
    preCompressed: true,
    setHeaders: (reply, path) => {
      const forever = path.includes(HASHED_FILES);
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (EMBED_SCRIPT.test(path)) reply.header('cross-origin-resource-policy', 'cross-origin');
      if (PAGE.test(path)) reply.headers(pageHeaders);
    },
  });
}
