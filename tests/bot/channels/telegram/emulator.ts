/** The npm package telegram-test-api as a stage: a person types on it, the real bot answers. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';

export interface Person {
  say(text: string): Promise<void>;
  /** The next texts that the bot sent to this person, at least `count`, oldest first. Each is returned once. */
  hears(count: number): Promise<string[]>;
}

export interface Emulator {
  /** For TELEGRAM_API_ROOT. */
  apiRoot: string;
  person(id: number): Person;
  stop(): Promise<void>;
}

/** The package cannot pick a port itself and would serve 9000 for 0. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export async function startEmulator(token: string): Promise<Emulator> {
  const server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
  await server.start();
  return {
    apiRoot: server.config.apiURL,
    person: (id) => personOf(server, token, id),
    stop: async () => void (await server.stop()),
  };
}

function personOf(server: TelegramServer, token: string, id: number): Person {
  const client = server.getClient(token, { userId: id, chatId: id, timeout: 30_000, interval: 10 });
  return {
    async say(text) {
      const isCommand = text.startsWith('/');
      await (isCommand
        ? client.sendCommand(client.makeCommand(text))
        : client.sendMessage(client.makeMessage(text)));
    },
    async hears(count) {
      const texts: string[] = [];
      while (texts.length < count) {
        const { result } = await client.getUpdates();
        texts.push(...result.map((update) => String('message' in update ? update.message.text : '')));
      }
      return texts;
    },
  };
}
