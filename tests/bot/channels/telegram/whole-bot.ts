/** The whole way of a message: stand-in of the Bot API, real grammY, real delivery on SQLite, real decisions; only the knowledge is made up. */
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished, vi } from 'vitest';
import { createServer } from '../../../../bot/channels/http/server.ts';
import type { FloodLimits } from '../../../../bot/channels/telegram/flood.ts';
import { createPace } from '../../../../bot/channels/telegram/pace.ts';
import { createTelegram } from '../../../../bot/channels/telegram/telegram.ts';
import { createDecide } from '../../../../bot/conversation/decide.ts';
import { NO_GUIDES } from '../../../../bot/conversation/guides.ts';
import { freshState } from '../../../../bot/conversation/state.ts';
import { createDelivery } from '../../../../bot/delivery/courier.ts';
import { createDeliveryStore } from '../../../../bot/storage/delivery-store.ts';
import { createTicketStore } from '../../../../bot/storage/ticket-store.ts';
import type { DecideContext } from '../../../../bot/types.ts';
import type { Outcome } from '../../../../knowledge/types.ts';
import { tempDatabase, tempFolder } from '../../storage/temp-database.ts';
import { serverOptions } from '../memory-courier.ts';
import { BotApiStandIn } from './bot-api-stand-in.ts';
import { person } from './people.ts';

export const TOKEN = '123456:secret-token';
export const SECRET = 'the_webhook-secret';
export const OPTIONS = ['甲，在县里办', '乙，在市里办'];

const handoff = (summary: string): Outcome => ({
  kind: 'handoff',
  reason: summary === '转人工' ? 'asked-for-person' : 'not-in-sources',
  summary,
  nearest: [],
  confidence: 0,
});

/** Asks back to 选, knows nothing of 不知道, and repeats everything else. */
const ask: DecideContext['ask'] = async ({ text }) => {
  if (text.includes('选'))
    return { kind: 'clarify', question: '哪一种？', options: OPTIONS, citations: [], confidence: 0.5 };
  if (text.includes('不知道') || text === '转人工') return handoff(text);
  return { kind: 'answer', body: `收到：${text}`, citations: [], confidence: 1 };
};

const recogniseDanger: DecideContext['recogniseDanger'] = (text) =>
  text.includes('打死')
    ? { kind: 'emergency', danger: 'violence', body: '请马上拨打110。', numbers: ['110'] }
    : null;

export interface WholeBotOptions {
  webhook?: boolean;
  limits?: FloodLimits;
  /** Keeps Telegram's sending rates; otherwise nobody waits, and nobody is refused. */
  paced?: boolean;
  now?: () => number;
  /** Before the bot connects. */
  prepare?(api: BotApiStandIn): void;
}

/** Everything started; all of it ends with the test. */
export async function startWholeBot(options: WholeBotOptions = {}) {
  const api = await new BotApiStandIn(TOKEN).start();
  onTestFinished(() => api.close());
  api.guardsRates = options.paced === true;
  options.prepare?.(api);
  const db = await tempDatabase();
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const now = options.now ?? Date.now;
  const delivery = createDelivery({
    store: createDeliveryStore(db),
    decide: createDecide(NO_GUIDES),
    // As after /start, which Telegram makes everybody press; groups have no such button.
    initialState: ({ content }) => ({
      ...freshState(),
      greeted: !('privateLink' in content),
    }),
    ask,
    recogniseDanger,
    placesNear: async () => ({ body: '附近的地方', places: [] }),
    whereAsked: async () => null,
    now,
    random: Math.random,
    log,
    pollMs: 20,
  });
  const filesDir = join(tempFolder(), 'files');
  const webhook = { url: '', secret: SECRET };
  const telegram = createTelegram({
    token: TOKEN,
    apiRoot: api.root,
    webhook: options.webhook ? webhook : null,
    filesDir,
    courier: delivery,
    log,
    now,
    ...(options.limits && { limits: options.limits }),
    ...(!options.paced && { pace: createPace({ chat: 0, group: 0, overall: 0 }) }),
  });
  delivery.register(telegram.channel);
  delivery.start();
  const server = createServer(serverOptions({ courier: delivery, telegramWebhook: telegram.webhook, log }));
  if (options.webhook) {
    const origin = await server.listen({ host: '127.0.0.1', port: 0 });
    webhook.url = `${origin}/telegram/webhook`;
  }
  telegram.start();
  onTestFinished(async () => {
    await telegram.stop();
    await server.close();
    await delivery.stop();
  });
  return {
    api,
    delivery,
    filesDir,
    lines,
    server,
    webhook,
    person: (id: number, chat?: { id: number; type: 'private' | 'group' }) => person(api, id, chat),
    tickets: () => createTicketStore(db).waitingTickets(),
    transcript: async (conversation: string) =>
      (await delivery.transcript(conversation, 0)).map(({ role, message }) => `${role}: ${message.body}`),
  };
}

/** Polls a condition: these tests wait for events of real servers, never for a length of time. */
export const until = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 20_000, interval: 5 });
