/** `npm run -s play -- FILE`: plays recorded conversations and prints what is said, with what is wrong; for whoever writes them. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { plainText } from '../bot/channels/plain-text.ts';
import { loadConfig } from '../bot/config.ts';
import { readConversations, turnFaults } from '../tests/cases/conversation.ts';
import { openPlayer, type PlayedTurn } from '../tests/cases/conversation-core.ts';
import { runCommand } from './command.ts';

async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file, only] = positionals;
  const conversations = readConversations(file).filter(({ id }) => only === undefined || id === only);
  const folder = mkdtempSync(join(tmpdir(), 'shaofatong-play-'));
  const learnt = join(loadConfig().dataDir, 'cards.bin');
  if (existsSync(learnt)) copyFileSync(learnt, join(folder, 'cards.bin'));
  let wrong = 0;
  try {
    for (const withPlaces of [false, true]) {
      const chosen = conversations.filter(({ places }) => places === withPlaces);
      if (chosen.length === 0) continue;
      const player = await openPlayer(folder, withPlaces);
      for (const conversation of chosen) {
        console.log(`\n===== ${conversation.id}：${conversation.about}`);
        await player
          .play(conversation, (played) => {
            wrong += show(played);
          })
          .catch((error: unknown) => {
            wrong += 1;
            console.log(`  ✗ ${error instanceof Error ? error.message : error}`);
          });
      }
      await player.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`\n${conversations.length} 段对话，${wrong} 处不对`);
  return wrong === 0 ? 0 : 1;
}

/** Prints a turn and what is wrong with it; returns how much. */
function show({ turn, replies }: PlayedTurn): number {
  const { say, press, command, location, rate, staff } = turn;
  console.log(`\n> ${say ?? press ?? command ?? rate ?? staff ?? location}`);
  for (const reply of replies)
    console.log(`[${reply.kind}] ${plainText(reply)}\n  选项：${reply.options.join(' | ')}`);
  const faults = turnFaults(turn, replies);
  for (const fault of faults) console.log(`  ✗ ${fault}`);
  return faults.length;
}

if (import.meta.main) await runCommand(main);
