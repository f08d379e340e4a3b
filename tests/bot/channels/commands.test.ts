import { describe, expect, it } from 'vitest';
import { contentOf, parseCommand } from '../../../bot/channels/commands.ts';

describe('parseCommand', () => {
  it.each([
    ['/start', 'start', ''],
    ['/HELP', 'help', ''],
    ['/clause 九', 'clause', '九'],
    ['  /clause\t附件2 公证  ', 'clause', '附件2 公证'],
    ['/clause九', 'clause', '九'],
    ['/条款第九条', 'clause', '第九条'],
    ['／条款 （九）', 'clause', '（九）'],
    ['/人工', 'person', ''],
    ['/转人工 我想问工资', 'person', '我想问工资'],
    ['/帮助', 'help', ''],
    ['/重新开始', 'new', ''],
    ['/new', 'new', ''],
  ])('%s is %s', (text, name, argument) => {
    expect(parseCommand(text)).toEqual({ name, argument, addressee: null });
  });

  it('names the bot that a command is for', () => {
    expect(parseCommand('/clause@Other_Bot 九')).toEqual({
      name: 'clause',
      argument: '九',
      addressee: 'Other_Bot',
    });
  });

  it.each(['/人工智能是什么', '/helpful', '/clauses', '/unknown', '/', '看 /help', '1/2', ''])(
    '%j is plain text',
    (text) => {
      expect(parseCommand(text)).toBeNull();
    },
  );
});

describe('contentOf', () => {
  it('cleans what it passes on', () => {
    expect(contentOf('离婚\u0000怎么办')).toEqual({ kind: 'text', text: '离婚怎么办' });
    expect(contentOf('\u202e/clause 九\u0007')).toEqual({ kind: 'command', name: 'clause', argument: '九' });
  });
});
