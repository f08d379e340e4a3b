/** The HTTP server: everything that stands between a socket and the routes. */
import type { Server } from 'node:http';
import swagger from '@fastify/swagger';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { api, problems } from '../../texts.ts';
import type { Courier, Documents } from '../../types.ts';
import { type TelegramWebhook, webhookRoutes } from '../telegram/webhook.ts';
import { documentRoutes } from '../web/documents.ts';
import { webRoutes } from '../web/routes.ts';
import { settingsRoutes, type WebSettings } from '../web/settings.ts';
import { createStreams } from '../web/streams.ts';
import type { WebTokenStore } from '../web/tokens.ts';
import type { Metrics } from './metrics.ts';
import { operationRoutes, type Readiness } from './operations.ts';
import { notFound, Problem, problemOf, rateLimited, sendProblem } from './problem.ts';
import { createRateLimiter, type RateLimit } from './rate-limit.ts';
import { securityHeaders } from './security-headers.ts';
import { serveStatic } from './static-files.ts';

/** Room for the longest text when a client writes every character as `\uXXXX`. */
const BODY_LIMIT_BYTES = 128 * 1024;

const SWEEP_MS = 50;
/** What a request that is running when the server closes may still take. */
const CLOSE_GRACE_MS = 2000;

interface RateLimits {
  /** Calls of /api from one address. */
  address: RateLimit;
  /** Messages in one conversation. */
  conversation: RateLimit;
}

const DEFAULT_LIMITS: RateLimits = {
  address: { burst: 120, perSecond: 10 },
  conversation: { burst: 20, perSecond: 1 },
};

/** What an installation decided about its page. */
export interface PageSettings extends WebSettings {
  /** Origins whose pages may frame the chat. */
  embedOrigins: readonly string[];
}

export interface ServerOptions {
  courier: Courier;
  documents: Documents;
  /** The style sheets inside those documents, which the page's policy has to let through. */
  documentStyles: readonly string[];
  page: PageSettings;
  webStore: WebTokenStore;
  readiness(): Readiness;
  metrics: Metrics;
  log: Logger;
  /** Absolute path of the built web chat. */
  staticDirectory: string;
  /** The address that people use, null when it is the one listened on. */
  publicUrl: string | null;
  version: string;
  /** Takes what Telegram brings; absent or null when it is asked for updates instead. */
  telegramWebhook?: TelegramWebhook | null;
  now(): number;
  limits?: RateLimits;
  /** How often a quiet event stream says that it is alive, in milliseconds. */
  heartbeatMs?: number;
}

/** Builds the server; `listen` starts it, `close` ends its event streams and lets running requests finish. */
export function createServer(options: ServerOptions): FastifyInstance {
  const { all: headers, page: pageHeaders } = securityHeaders({
    https: options.publicUrl?.startsWith('https:') ?? false,
    tiles: options.page.map?.tiles ?? null,
    documentStyles: options.documentStyles,
    embedOrigins: options.page.embedOrigins,
  });
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    // A reverse proxy stands on the same machine; anybody else's X-Forwarded-For is not believed.
    trustProxy: 'loopback',
    // Errors before routing, which no hook sees.
    frameworkErrors: (error, _request, reply) => {
      sendProblem(reply.headers(headers), problemOf(error) ?? notFound());
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  describeApi(app, options);
  guard(app, headers, options);
  observe(app, options);

  const streams = createStreams();
  app.addHook('preClose', async () => {
    streams.closeAll();
    closePromptly(app.server);
  });
  // Routes are added inside a plugin so that the description's hooks, registered above, see them.
  app.register(async (routes) => {
    operationRoutes(routes, options);
    const limits = options.limits ?? DEFAULT_LIMITS;
    webRoutes(routes, { ...options, streams, limits });
    documentRoutes(routes, { ...options, limits });
    settingsRoutes(routes, options.page);
    if (options.telegramWebhook) webhookRoutes(routes, options.telegramWebhook, options.log);
    serveStatic(routes, options.staticDirectory, pageHeaders);
  });
  return app;
}

/** Connections that fall idle only while the server closes would hold it open for their whole keep-alive time. */
function closePromptly(server: Server): void {
  if (!server.listening) return;
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const last = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  server.once('close', () => {
    clearInterval(sweep);
    clearTimeout(last);
  });
}

function describeApi(app: FastifyInstance, { publicUrl, version }: ServerOptions): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: api.title, description: api.description, version },
      servers: [{ url: publicUrl ?? '/' }],
      components: {
        securitySchemes: {
          conversationToken: { type: 'http', scheme: 'bearer', description: api.tokenScheme },
          telegramSecret: {
            type: 'apiKey',
            in: 'header',
            name: 'X-Telegram-Bot-Api-Secret-Token',
            description: api.webhookScheme,
          },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
}

/** Security headers, the limit by address, and errors in one form. */
function guard(
  app: FastifyInstance,
  headers: Readonly<Record<string, string>>,
  { limits = DEFAULT_LIMITS, log, now }: ServerOptions,
): void {
  const addresses = createRateLimiter(limits.address, now);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (!request.url.startsWith('/api/')) return;
    reply.header('cache-control', 'no-store');
    if (isThisMachine(request.ip)) return;
    const seconds = addresses.take(request.ip);
    if (seconds > 0) throw rateLimited(seconds);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, notFound()));
  app.setErrorHandler<Error>((error, request, reply) => {
    const problem = problemOf(error);
    if (problem === null) log.error({ err: error, route: routeOf(request) }, '请求处理失败');
    return sendProblem(reply, problem ?? new Problem(500, 'internal', problems.internal));
  });
}

/** A proxy that does not say whom it speaks for, or a check by whoever runs the server: limiting it would lock everybody out. */
function isThisMachine(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

function observe(app: FastifyInstance, { metrics }: ServerOptions): void {
  app.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) return;
    metrics.request(request.method, routeOf(request), reply.statusCode, reply.elapsedTime / 1000);
  });
}

/** The route's pattern, never the address itself: that holds a conversation's name. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'none';
}
