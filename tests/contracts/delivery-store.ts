/** What every implementation of `DeliveryStore` has to keep. Run it over each of them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { freshState } from '../../bot/conversation/state.ts';
import type { DeliveryStore } from '../../bot/delivery/store.ts';
import type { ChannelName } from '../../bot/types.ts';
import { commitOf, inbound, line } from '../bot/delivery/samples.ts';

export function deliveryStoreContract(name: string, open: () => Promise<DeliveryStore>): void {
  describe(name, () => {
    let store: DeliveryStore;
    beforeEach(async () => {
      store = await open();
    });
    const due = (now: number, channels: ChannelName[] = ['web', 'telegram']) =>
      store.dueOutbox({ channels, now, limit: 100 });
    const bodies = async (conversation = 'web:a') =>
      (await store.transcript(conversation, 0, 100)).map(({ seq, message }) => `${seq} ${message.body}`);

    test('a second delivery of a message changes nothing, also when both come at once', async () => {
      const message = inbound('1');
      const results = await Promise.all([
        store.accept(message),
        store.accept(message),
        store.accept(message),
      ]);
      expect(results.toSorted()).toEqual([false, false, true]);
      expect(await store.commit(commitOf(message, 0, '答'))).toEqual({ kind: 'committed', lastSeq: 1 });
      expect(await store.accept({ ...message, content: { kind: 'text', text: '另一句' } })).toBe(false);
      expect(await store.nextPending('web:a')).toBeNull();
      expect(await store.isDone(message)).toBe(true);
      expect(await bodies()).toEqual(['1 答']);
    });

    test('the same message id in another conversation is another message', async () => {
      expect(await store.accept(inbound('1', 'web:a'))).toBe(true);
      expect(await store.accept(inbound('1', 'web:b'))).toBe(true);
    });

    test('messages come out in the order they came in', async () => {
      for (const id of ['b', 'a', 'c']) await store.accept({ ...inbound(id), receivedAt: 5 });
      for (const [revision, id] of ['b', 'a', 'c'].entries()) {
        const pending = await store.nextPending('web:a');
        expect(pending?.inbound).toEqual({ ...inbound(id), receivedAt: 5 });
        expect(pending?.revision).toBe(revision);
        await store.commit(commitOf(inbound(id), revision));
      }
      expect(await store.pendingConversations(10)).toEqual([]);
    });

    test('a new conversation has no state, a known one the state that was committed', async () => {
      await store.accept(inbound('1'));
      expect(await store.nextPending('web:a')).toMatchObject({ state: null, revision: 0 });
      const state = {
        ...freshState(),
        greeted: true,
        history: [{ role: 'citizen' as const, text: '"引号\u0000' }],
      };
      await store.commit({ ...commitOf(inbound('1'), 0), state });
      await store.accept(inbound('2'));
      expect(await store.nextPending('web:a')).toMatchObject({ state, revision: 1 });
    });

    test('conversations that wait longest come first', async () => {
      await store.accept({ ...inbound('1', 'web:late'), receivedAt: 30 });
      await store.accept({ ...inbound('1', 'web:early'), receivedAt: 10 });
      await store.accept({ ...inbound('2', 'web:late'), receivedAt: 40 });
      expect(await store.pendingConversations(10)).toEqual(['web:early', 'web:late']);
      expect(await store.pendingConversations(1)).toEqual(['web:early']);
    });

    test('a commit on an old revision writes nothing', async () => {
      await store.accept(inbound('1'));
      await store.accept(inbound('2'));
      await store.commit(commitOf(inbound('1'), 0, '一'));
      for (const revision of [0, 2])
        expect(await store.commit(commitOf(inbound('2'), revision, '旧'))).toEqual({ kind: 'moved' });
      expect(await store.isDone(inbound('2'))).toBe(false);
      expect(await bodies()).toEqual(['1 一']);
      expect(await store.commit(commitOf(inbound('2'), 1, '二'))).toEqual({ kind: 'committed', lastSeq: 2 });
    });

    test('a message that is done cannot be committed again', async () => {
      await store.accept(inbound('1'));
      await store.commit(commitOf(inbound('1'), 0, '一'));
      expect(await store.commit(commitOf(inbound('1'), 1, '又一'))).toEqual({ kind: 'already-done' });
      expect(await bodies()).toEqual(['1 一']);
    });

    test('two who commit the same message at once: one does', async () => {
      await store.accept(inbound('1'));
      const results = await Promise.all([0, 1].map(() => store.commit(commitOf(inbound('1'), 0, '一'))));
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect(await bodies()).toEqual(['1 一']);
    });

    test('a commit that fails half-way leaves nothing behind', async () => {
      await store.accept(inbound('1'));
      const changes = [{ kind: 'answer-ticket', number: '没有', author: '李', text: '好' } as const];
      await expect(store.commit({ ...commitOf(inbound('1'), 0, '一'), changes })).rejects.toThrow();
      expect(await bodies()).toEqual([]);
      expect(await store.isDone(inbound('1'))).toBe(false);
      expect(await store.nextPending('web:a')).toMatchObject({ revision: 0 });
      expect(await due(9999)).toEqual([]);
    });

    test('attempts are counted, errors noted, and the message stays', async () => {
      await store.accept(inbound('1'));
      expect(await store.beginAttempt(inbound('1'))).toBe(1);
      await store.noteError(inbound('1'), 'broken');
      expect(await store.beginAttempt(inbound('1'))).toBe(2);
      expect((await store.nextPending('web:a'))?.inbound).toEqual(inbound('1'));
    });

    test('the transcript numbers without gaps, pages, and keeps every field', async () => {
      await store.accept(inbound('1'));
      const own = { ...line('问', false), role: 'citizen' as const, clientMessageId: '1' };
      await store.commit({ ...commitOf(inbound('1'), 0), lines: [own, line('一'), line('二')] });
      await store.accept(inbound('2'));
      await store.commit(commitOf(inbound('2'), 1, '三'));
      expect(await bodies()).toEqual(['1 问', '2 一', '3 二', '4 三']);
      expect(await store.transcript('web:a', 1, 2)).toMatchObject([{ seq: 2 }, { seq: 3 }]);
      expect((await store.transcript('web:a', 0, 1))[0]).toEqual({
        seq: 1,
        role: 'citizen',
        at: 2000,
        message: own.message,
        clientMessageId: '1',
      });
      expect(await store.lastSeqs(['web:a', 'web:unknown'])).toEqual(new Map([['web:a', 4]]));
    });

    test('the outbox gives the next message of each conversation, pushed lines only', async () => {
      await store.accept(inbound('1', 'web:a'));
      await store.commit({
        ...commitOf(inbound('1'), 0),
        lines: [line('自己的', false), line('一'), line('二')],
      });
      await store.accept(inbound('1', 'telegram:b'));
      await store.commit(commitOf(inbound('1', 'telegram:b'), 0, '三'));
      const rows = await due(2000);
      expect(rows.map(({ message, seq, attempts }) => [message.body, seq, attempts])).toEqual([
        ['一', 2, 0],
        ['三', 1, 0],
      ]);
      expect(await due(1999)).toEqual([]);
      expect(await due(2000, ['telegram'])).toHaveLength(1);
      expect(await due(2000, [])).toEqual([]);
      expect(
        await store.dueOutbox({ channels: ['web'], now: 2000, limit: 9, conversation: 'web:a' }),
      ).toHaveLength(1);

      await store.markSent(rows[0]!.id, 3000);
      expect((await due(2000)).map(({ message }) => message.body)).toEqual(['二', '三']);
    });

    test('a postponed message holds later ones of its conversation back, an unreachable one does not', async () => {
      await store.accept(inbound('1'));
      await store.commit(commitOf(inbound('1'), 0, '一', '二'));
      const [first] = await due(2000);
      await store.postpone(first!.id, 5000, 'later');
      expect(await due(4999)).toEqual([]);
      expect(await due(5000)).toMatchObject([{ id: first!.id, attempts: 1 }]);
      await store.markUnreachable(first!.id, 'blocked');
      expect((await due(2000)).map(({ message }) => message.body)).toEqual(['二']);
    });

    test('ticket numbers differ', async () => {
      const numbers = await Promise.all([1, 2, 3].map(() => store.nextTicketNumber(0)));
      expect(numbers.toSorted()).toEqual(['19700101-0001', '19700101-0002', '19700101-0003']);
    });
  });
}
