/** Telegram by long polling: a grammY bot that hands everything said to the courier, and the channel that answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, Bot, BotError, type FilterQuery } from 'grammy';
import type { Logger } from 'pino';
import { commandMenu } from '../../texts.ts';
import type { Channel, Courier } from '../../types.ts';
import { inboundOf } from './inbound.ts';
import { poll } from './polling.ts';
import { createTelegramChannel } from './send.ts';

/** What a person can say; joining, pinning and other service messages are not among it. */
const SAYINGS = [
  'message:text',
  'message:caption',
  'message:file',
  'message:location',
  'message:contact',
  'message:poll',
  'message:dice',
  'message:story',
] as const satisfies FilterQuery[];

/** grammY's types know the abort-controller package's signal only; Node's own has all it uses of it. */
type GrammySignal = Parameters<Api['getUpdates']>[1];

/** Above the time that Telegram holds a request open. */
const CALL_TIMEOUT_SECONDS = 45;

export interface TelegramOptions {
  token: string;
  /** `https://api.telegram.org`, or a Bot API server of one's own. */
  apiRoot: string;
  courier: Courier;
  log: Logger;
  now(): number;
}

export interface Telegram {
  channel: Channel;
  /** Begins to poll in the background; trouble is logged and retried, never thrown. */
  start(): void;
  /** Ends polling once the updates in hand are stored. What was not stored, Telegram gives again. */
  stop(): Promise<void>;
}

export function createTelegram(options: TelegramOptions): Telegram {
  const { token, log } = options;
  const bot = new Bot(token, {
    client: { apiRoot: options.apiRoot.replace(/\/+$/, ''), timeoutSeconds: CALL_TIMEOUT_SECONDS },
  });
  listen(bot, options);
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<unknown> = Promise.resolve();

  return {
    channel: createTelegramChannel(bot.api),
    start() {
      running = poll({
        signal,
        log,
        connect: () => connect(bot, log, signal as GrammySignal),
        fetchUpdates: (offset, timeout) =>
          bot.api.getUpdates(
            { offset, timeout, limit: 100, allowed_updates: ['message'] },
            signal as GrammySignal,
          ),
        handle: (update) => bot.handleUpdate(update).catch(rethrowCause),
        pause: (ms) => sleep(ms, undefined, { signal }).catch(() => undefined),
      });
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** grammY wraps an error together with the whole update and the token, none of which may reach the log. */
function rethrowCause(error: unknown): never {
  throw error instanceof BotError ? error.error : error;
}

/** An error here reaches the polling loop, which does not confirm the update and tries again. */
function listen(bot: Bot, { courier, log, now }: TelegramOptions): void {
  bot.on([...SAYINGS], async (context) => {
    const inbound = translate();
    if (inbound !== null) await courier.accept(inbound);

    function translate() {
      try {
        return inboundOf(context.message, context.me, now());
      } catch (error) {
        // Trying again would not help, and would hold up everybody behind it.
        log.error({ err: error, update: context.update.update_id }, 'Telegram 消息无法识别，已跳过。');
        return null;
      }
    }
  });
}

async function connect(bot: Bot, log: Logger, signal: GrammySignal): Promise<void> {
  bot.botInfo = await bot.api.getMe(signal);
  // While a webhook is set, Telegram refuses getUpdates.
  await bot.api.deleteWebhook({}, signal);
  await bot.api
    .setMyCommands(commandMenu, {}, signal)
    .catch(() => log.debug('Telegram 的命令菜单没有设上，不影响使用。'));
  log.info(`Telegram 已接入：@${bot.botInfo.username}`);
}
