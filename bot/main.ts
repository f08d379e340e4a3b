/** Composition root of `npm start`: wires everything once, serves, stops gracefully. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { type App, openApp } from './app.ts';
import { countingCourier, createMetrics, type Metrics } from './channels/http/metrics.ts';
import type { Readiness } from './channels/http/operations.ts';
import { createServer } from './channels/http/server.ts';
import { createTelegram } from './channels/telegram/telegram.ts';
import { createWebChannel } from './channels/web/channel.ts';
import { type Config, loadConfig, PROJECT_ROOT } from './config.ts';
import { documentStyles } from './documents/styles.ts';
import { createWebTokenStore } from './storage/web-token-store.ts';
import * as texts from './texts.ts';
import type { Channel, Courier } from './types.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** A stream that does not end must not keep a stopped server alive. */
const STOP_LIMIT_MS = 10_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const app = await openApp({ config, log });
  const metrics = createMetrics();
  const courier = countingCourier(app.delivery, metrics);
  const telegram = createTelegramIfSet(config, app, courier, log);
  for (const channel of [createWebChannel(), telegram?.channel])
    if (channel) app.delivery.register(countingChannel(channel, metrics));
  const server = createServer({
    courier,
    documents: app.documents,
    documentStyles,
    page: config.page,
    webStore: createWebTokenStore(app.db),
    readiness: () => readiness(app),
    metrics,
    log,
    staticDirectory: config.webDir,
    publicUrl: config.publicUrl,
    version: versionOf(),
    telegramWebhook: telegram?.webhook ?? null,
    now: Date.now,
  });
  app.delivery.start();
  await server.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
    await app.close();
    throw explainListenError(error, config);
  });
  telegram?.start();
  announce(server.listeningOrigin, log);
  stopOnSignal(async () => {
    await telegram?.stop();
    await server.close();
    await app.close();
  }, log);
}

function createTelegramIfSet(
  { telegram, filesDir }: Config,
  { documents }: App,
  courier: Courier,
  log: Logger,
) {
  return telegram && createTelegram({ ...telegram, filesDir, courier, documents, log, now: Date.now });
}

function readiness({ knowledge }: App): Readiness {
  const missing = knowledge.size > 0 ? [] : [texts.noPassages];
  return { ready: missing.length === 0, missing };
}

function countingChannel(channel: Channel, metrics: Metrics): Channel {
  return {
    name: channel.name,
    async send(conversation, message, seq) {
      const result = await channel.send(conversation, message, seq);
      metrics.sent(channel.name, result.kind);
      if (result.kind === 'sent') metrics.outcome(message.kind);
      return result;
    },
  };
}

function versionOf(): string {
  return JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')).version;
}

function announce(origin: string, log: Logger): void {
  log.info({ address: origin }, texts.serving(origin));
  // Whoever looks at a terminal looks for the address, not for a line of JSON.
  if (process.stderr.isTTY) process.stderr.write(`\n  ${texts.serving(origin)}\n\n`);
}

function explainListenError(error: unknown, { host, port }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return new StartError(texts.portInUse(port));
  if (code === 'EACCES') return new StartError(texts.portForbidden(port));
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new StartError(texts.hostUnknown(host));
  return error;
}

/** A start that failed for a reason the person can mend; `message` is one clear line. */
class StartError extends Error {}

function stopOnSignal(stop: () => Promise<void>, log: Logger): void {
  let stopping = false;
  for (const signal of STOP_SIGNALS)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, texts.stopping);
      setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, texts.stopFailed);
          process.exit(1);
        },
      );
    });
}

/** Errors of known kinds carry one clear line; anything else shows where it came from. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const known = error.constructor !== Error && error.constructor !== TypeError;
  return known || 'syscall' in error ? error.message : (error.stack ?? error.message);
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  });
