import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { createTerminalChannel, runTerminalChat } from '../../../bot/channels/terminal.ts';
import { createMemoryCourier, echo, message } from './memory-courier.ts';

function chat(input: PassThrough, courier = createMemoryCourier(), channel = createTerminalChannel()) {
  courier.channels.set('terminal', channel);
  const output = new PassThrough();
  let id = 0;
  const finished = runTerminalChat({
    courier,
    channel,
    input,
    output,
    conversation: 'terminal:test',
    now: () => 7,
    newId: () => `m${++id}`,
  }).then(() => output.end());
  return { courier, channel, output, finished, shown: text(output) };
}

it('hands in lines and shows their answers before it ends with a pipe', async () => {
  const input = new PassThrough();
  const { courier, finished, shown } = chat(input);
  input.end('留言多久答复？\n/clause 九\n');
  await finished;
  expect(courier.accepted).toEqual([
    {
      channel: 'terminal',
      conversation: 'terminal:test',
      messageId: 'm1',
      content: { kind: 'text', text: '留言多久答复？' },
      receivedAt: 7,
    },
    expect.objectContaining({
      messageId: 'm2',
      content: { kind: 'command', name: 'clause', argument: '九' },
    }),
  ]);
  expect(await shown).toContain('收到：留言多久答复？');
  expect(await shown).toContain('收到：/clause 九');
});

it('shows what staff say and offers quick replies, until /quit', async () => {
  const input = new PassThrough();
  const { channel, finished, shown, courier } = chat(input);
  const reply = message('工作人员回复：请带身份证。', { options: ['好的'] });
  expect(await channel.send('terminal:test', reply, 2)).toEqual({ kind: 'sent' });
  input.write('/quit\n不该送出\n');
  await finished;
  expect(await shown).toContain('工作人员回复：请带身份证。\n\n可以这样回答：\n· 好的');
  expect(courier.accepted).toEqual([]);
});

it('keeps messages waiting while no terminal is open', async () => {
  expect(await createTerminalChannel().send('terminal:test', message('晚了'), 2)).toMatchObject({
    kind: 'retry',
  });
});

it('says so when a line could not be stored, and goes on', async () => {
  const input = new PassThrough();
  const courier = createMemoryCourier(echo);
  courier.failNext(1);
  const { finished, shown } = chat(input, courier);
  input.end('一\n二\n');
  await finished;
  expect(await shown).toContain('消息没有存下来');
  expect(courier.accepted.map(({ messageId }) => messageId)).toEqual(['m2']);
});
