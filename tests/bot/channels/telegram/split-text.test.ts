import { describe, expect, it } from 'vitest';
import { splitText } from '../../../../bot/channels/telegram/split-text.ts';

describe('splitText', () => {
  it('leaves a text alone that fits', () => {
    expect(splitText('法'.repeat(4096))).toEqual(['法'.repeat(4096)]);
  });

  it('has no parts for a blank text', () => {
    expect(splitText(' \n ')).toEqual([]);
  });

  it('cuts after a sentence with its closing mark', () => {
    expect(splitText('他说：「可以申请。」然后离开了那里', 12)).toEqual([
      '他说：「可以申请。」',
      '然后离开了那里',
    ]);
  });

  it('prefers a paragraph to a sentence, and a sentence to a comma', () => {
    expect(splitText('一二三四五\n\n六。七八九十', 10)).toEqual(['一二三四五', '六。七八九十']);
    expect(splitText('一二三四，五六。七，八九十', 10)).toEqual(['一二三四，五六。', '七，八九十']);
  });

  it('never cuts a surrogate pair and loses nothing', () => {
    for (let limit = 2; limit < 12; limit += 1) {
      const text = `a${'😀'.repeat(20)}`;
      const parts = splitText(text, limit);
      expect(parts.join('')).toBe(text);
      expect(parts.every((part) => part.isWellFormed() && part.length <= limit)).toBe(true);
    }
  });

  it('keeps every character but blanks at the seams of a long text', () => {
    const text = Array.from(
      { length: 900 },
      (_, n) => `第${n}条　公民可以申请法律援助。${n % 9 ? '' : '\n\n'}`,
    ).join('');
    const parts = splitText(text);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every((part) => part.length <= 4096 && part.endsWith('。'))).toBe(true);
    expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  });

  it('control: cutting at the limit breaks a pair', () => {
    expect(`a${'😀'.repeat(3)}`.slice(0, 4).isWellFormed()).toBe(false);
  });
});
