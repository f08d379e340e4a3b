/** Telegram by long polling or by webhook: a grammY bot that hands everything said to the courier, and the channel that answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, Bot, BotError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { commandMenu } from '../../texts.ts';
import type { Channel, Courier, Documents } from '../../types.ts';
import { createCallbackTokens } from './callback-token.ts';
import { createFileStore } from './files.ts';
import { createFloodGate, DEFAULT_LIMITS, type FloodLimits } from './flood.ts';
import { addressOf } from './inbound.ts';
import { ALLOWED_UPDATES, chatOf, listen } from './listen.ts';
import type { Pace } from './pace.ts';
import { persistently, poll } from './polling.ts';
import { createTelegramChannel } from './send.ts';
import type { TelegramWebhook } from './webhook.ts';

/** grammY's types know the abort-controller package's signal only; Node's own has all it uses of it. */
type GrammySignal = Parameters<Api['getUpdates']>[1];

/** Above the time that Telegram holds a request open. */
const CALL_TIMEOUT_SECONDS = 45;

export interface TelegramOptions {
  token: string;
  /** `https://api.telegram.org`, or a Bot API server of one's own. */
  apiRoot: string;
  /** Where Telegram brings updates to, and what it shows as proof; null to ask for them instead. */
  webhook: { url: string; secret: string } | null;
  /** Absolute path of the folder for what people send. */
  filesDir: string;
  courier: Courier;
  /** Makes the files that go with messages. */
  documents: Documents;
  log: Logger;
  now(): number;
  limits?: FloodLimits;
  pace?: Pace;
}

export interface Telegram {
  channel: Channel;
  /** For the HTTP server; null when polling. */
  webhook: TelegramWebhook | null;
  /** Begins to poll, or tells Telegram where to call, in the background; trouble is logged and retried, never thrown. */
  start(): void;
  /** Ends polling once the updates in hand are stored. What was not stored, Telegram gives again. */
  stop(): Promise<void>;
}

export function createTelegram(options: TelegramOptions): Telegram {
  const { token, log, courier, documents } = options;
  const apiRoot = options.apiRoot.replace(/\/+$/, '');
  const bot = new Bot(token, { client: { apiRoot, timeoutSeconds: CALL_TIMEOUT_SECONDS } });
  const tokens = createCallbackTokens(token);
  const gate = createFloodGate(options.limits ?? DEFAULT_LIMITS, options.now);
  const files = createFileStore({ api: bot.api, token, apiRoot, directory: options.filesDir });
  listen(bot, { ...options, tokens, gate, files });
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<unknown> = Promise.resolve();

  return {
    channel: createTelegramChannel({
      api: bot.api,
      tokens,
      courier,
      documents,
      log,
      ownAddress: () => (bot.isInited() ? addressOf(bot.botInfo) : null),
      ...(options.pace && { pace: options.pace }),
    }),
    webhook: options.webhook && {
      secret: options.webhook.secret,
      isReady: () => bot.isInited(),
      receive: (update) => handle(bot, update),
    },
    start() {
      const background = {
        signal,
        log,
        pause: (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined),
      };
      running =
        options.webhook === null
          ? pollFor(bot, background)
          : persistently(background, () => connect(bot, log, signal, () => setWebhook(bot, options, signal)));
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

type Background = Pick<Parameters<typeof poll>[0], 'signal' | 'log' | 'pause'> & { log: Logger };

function pollFor(bot: Bot, background: Background): Promise<unknown> {
  const { signal, log } = background;
  const grammySignal = signal as GrammySignal;
  return poll<Update>({
    ...background,
    // While a webhook is set, Telegram refuses getUpdates.
    connect: () => connect(bot, log, signal, () => bot.api.deleteWebhook({}, grammySignal)),
    fetchUpdates: (offset, timeout) =>
      bot.api.getUpdates(
        { offset, timeout, limit: 100, allowed_updates: [...ALLOWED_UPDATES] },
        grammySignal,
      ),
    handle: (update) => handle(bot, update),
    laneOf: chatOf,
  });
}

/** grammY wraps an error together with the whole update and the token, none of which may reach the log. */
function handle(bot: Bot, update: Update): Promise<void> {
  return bot.handleUpdate(update).catch((error: unknown) => {
    throw error instanceof BotError ? error.error : error;
  });
}

/** Updates that waited are kept: `drop_pending_updates` would lose what people said while we were down. */
function setWebhook(bot: Bot, { webhook }: TelegramOptions, signal: AbortSignal): Promise<unknown> {
  const { url = '', secret = '' } = webhook ?? {};
  const settings = { secret_token: secret, allowed_updates: [...ALLOWED_UPDATES] };
  return bot.api.setWebhook(url, settings, signal as GrammySignal);
}

async function connect(
  bot: Bot,
  log: Logger,
  signal: AbortSignal,
  prepare: () => Promise<unknown>,
): Promise<void> {
  bot.botInfo = await bot.api.getMe(signal as GrammySignal);
  await prepare();
  await bot.api
    .setMyCommands(commandMenu, {}, signal as GrammySignal)
    .catch(() => log.debug('Telegram 的命令菜单没有设上，不影响使用。'));
  log.info(`Telegram 已接入：@${bot.botInfo.username}`);
}
