/** `npm run chat`: the chat in a terminal. One conversation per data folder, so that staff replies find it again. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { openApp } from '../bot/app.ts';
import { createTerminalChannel, runTerminalChat } from '../bot/channels/terminal.ts';
import { loadConfig } from '../bot/config.ts';
import { runCommand } from './command.ts';
import { indexProgress } from './progress.ts';

const CONVERSATION = 'terminal:local';

async function main(): Promise<undefined> {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const progress = indexProgress();
  const app = await openApp({
    config: loadConfig(values.data === undefined ? {} : { DATA_DIR: values.data }),
    log: pino({ level: 'error' }, pino.destination({ dest: 2, sync: true })),
    onProgress: progress.report,
    handles: ({ conversation }) => conversation === CONVERSATION,
  });
  progress.end();
  const channel = createTerminalChannel();
  app.delivery.register(channel);
  app.delivery.start();
  await runTerminalChat({
    courier: app.delivery,
    channel,
    input: process.stdin,
    output: process.stdout,
    conversation: CONVERSATION,
    now: Date.now,
    newId: randomUUID,
  });
  await app.close();
}

if (import.meta.main) await runCommand(main);
