/** The whole way of a message: stand-in of the Bot API, real grammY, real delivery on SQLite, real decisions; only the knowledge is made up. */
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { onTestFinished, vi } from 'vitest';
import { createServer } from '../../../../bot/channels/http/server.ts';
import type { FloodLimits } from '../../../../bot/channels/telegram/flood.ts';
import { createPace } from '../../../../bot/channels/telegram/pace.ts';
import { createTelegram } from '../../../../bot/channels/telegram/telegram.ts';
import { createDecide } from '../../../../bot/conversation/decide.ts';
import { type Guides, NO_GUIDES } from '../../../../bot/conversation/guides.ts';
import { freshState } from '../../../../bot/conversation/state.ts';
import { createDelivery } from '../../../../bot/delivery/courier.ts';
import { createDocuments } from '../../../../bot/documents/documents.ts';
import { loadInterviews } from '../../../../bot/interviews/load.ts';
import { createDeliveryStore } from '../../../../bot/storage/delivery-store.ts';
import { createRecordStore } from '../../../../bot/storage/record-store.ts';
import { createTicketStore } from '../../../../bot/storage/ticket-store.ts';
import { automated } from '../../../../bot/texts.ts';
import type { Decide, DecideContext, Documents, OutboundMessage, WhereTo } from '../../../../bot/types.ts';
import type { Outcome } from '../../../../knowledge/types.ts';
import { tempDatabase, tempFolder } from '../../storage/temp-database.ts';
import { serverOptions } from '../memory-courier.ts';
import { BotApiStandIn } from './bot-api-stand-in.ts';
import { person } from './people.ts';

export const TOKEN = '123456:secret-token';
export const SECRET = 'the_webhook-secret';
export const OPTIONS = ['甲，在县里办', '乙，在市里办'];

/** What the bot answers to `text`. */
export const answerTo = (text: string) => `收到：${text}\n\n${automated}`;

/** The interviews that ship, and nothing else to be led through. */
export const shippedGuides = (): Guides => ({
  ...NO_GUIDES,
  interviews: loadInterviews(resolve(import.meta.dirname, '../../../../seeds')),
});

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
  return { kind: 'answer', body: `收到：${text}`, citations: [], confidence: 1, topic: 'labour' };
};

const recogniseDanger: DecideContext['recogniseDanger'] = (text) =>
  text.includes('打死')
    ? { kind: 'emergency', danger: 'violence', body: '请马上拨打110。', numbers: ['110'] }
    : null;

function adorning(decide: Decide, adorn: WholeBotOptions['adorn'] = (answer) => answer): Decide {
  return async (...args) => {
    const decision = await decide(...args);
    const effects = decision.effects.map((effect) =>
      effect.kind === 'send' && effect.message.kind === 'answer'
        ? { ...effect, message: adorn(effect.message) }
        : effect,
    );
    return { ...decision, effects };
  };
}

export interface WholeBotOptions {
  webhook?: boolean;
  limits?: FloodLimits;
  /** Keeps Telegram's sending rates; otherwise nobody waits, and nobody is refused. */
  paced?: boolean;
  now?: () => number;
  guides?: Guides;
  /** What lies near wherever somebody is. */
  near?: WhereTo;
  /** What is sent instead of an answer. */
  adorn?(answer: OutboundMessage): OutboundMessage;
  /** In place of the real ones, which it is given. */
  documents?(real: Documents): Documents;
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
  const filesDir = join(tempFolder(), 'files');
  const delivery = createDelivery({
    store: createDeliveryStore(db, { filesDir, log }),
    decide: adorning(createDecide(options.guides ?? NO_GUIDES), options.adorn),
    // As after /start, which Telegram makes everybody press; groups have no such button.
    initialState: ({ content }) => ({
      ...freshState(),
      greeted: !('privateLink' in content),
    }),
    ask,
    recogniseDanger,
    placesNear: async () => options.near ?? { body: '附近的地方', places: [] },
    whereAsked: async () => null,
    now,
    random: Math.random,
    log,
    pollMs: 20,
  });
  const documents = createDocuments(createRecordStore(db), now);
  const webhook = { url: '', secret: SECRET };
  const telegram = createTelegram({
    token: TOKEN,
    apiRoot: api.root,
    webhook: options.webhook ? webhook : null,
    filesDir,
    courier: delivery,
    documents: options.documents?.(documents) ?? documents,
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
    record: (conversation: string) => createRecordStore(db).record(conversation),
    tickets: () => createTicketStore(db).waitingTickets(),
    transcript: async (conversation: string) =>
      (await delivery.transcript(conversation, 0)).map(({ role, message }) => `${role}: ${message.body}`),
  };
}

/** Polls a condition: these tests wait for events of real servers, never for a length of time. */
export const until = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 20_000, interval: 5 });
