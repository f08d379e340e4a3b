/** Every recorded conversation, on the core that all channels share. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../bot/types.ts';
import { freshDataFolder } from '../learnt-cards.ts';
import { readConversations, turnFaults } from './conversation.ts';
import { openPlayer, type Player } from './conversation-core.ts';

const conversations = readConversations();

describe.each([false, true])('conversations, places on file: %s', (places) => {
  const folder = freshDataFolder('shaofatong-conversations-');
  let player: Player;
  beforeAll(async () => {
    player = await openPlayer(folder, places);
  });
  afterAll(async () => {
    await player.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(conversations.filter((one) => one.places === places))('$file: $id, $about', async (conversation) => {
    const played = await player.play(conversation);
    const faults = played.flatMap(({ turn, replies }, index) =>
      turnFaults(turn, replies).map((fault) => `第 ${index + 1} 轮：${fault}`),
    );
    expect(faults).toEqual([]);
  });
});

describe('the collection', () => {
  it('is large enough, names each conversation once, and sends at least twenty through the channels', () => {
    expect(conversations.length).toBeGreaterThanOrEqual(80);
    expect(new Set(conversations.map(({ id }) => id)).size).toBe(conversations.length);
    expect(conversations.filter(({ channels }) => channels).length).toBeGreaterThanOrEqual(20);
  });

  it('finds what is wrong (control)', () => {
    const message: OutboundMessage = {
      kind: 'answer',
      body: '您符合条件。',
      citations: [],
      options: [],
      reason: null,
      confidence: 1,
      ticket: null,
    };
    const turn = { has: ['7日'], not: ['符合'], cites: ['《法》第一条'], options: ['好'], kind: ['clarify' as const] };
    expect(turnFaults({ say: '问', ...turn }, [message])).toHaveLength(6);
    expect(turnFaults({ say: '问', has: [], not: [], cites: [], options: [] }, [])).toEqual(['没有回答']);
  });
});
