import { describe, expect, it } from 'vitest';
import { eachTerm, normalise, termsOf } from '../../../knowledge/index/tokens.ts';

describe('terms', () => {
  it('keeps runs of digits and letters whole and single characters apart', () => {
    expect(termsOf('拨打12348热线，APP 1.2万次', 'unigram')).toEqual([
      '拨',
      '打',
      '12348',
      '热',
      '线',
      'app',
      '1.2',
      '万',
      '次',
    ]);
  });

  it('pairs neighbours, but not across punctuation or blanks', () => {
    expect(termsOf('300分钟，答复 人', 'bigram')).toEqual(['300分', '分钟', '答复']);
  });

  it('takes words of two characters or more from the dictionary', () => {
    const words = termsOf('经营者的个人财产', 'word');
    expect(words).toContain('经营者');
    expect(words).not.toContain('的');
  });

  it('folds full width, case, compatibility forms and invisible characters', () => {
    expect(normalise('ＡＢＣ１２３\u200b％ ⑨')).toBe('abc123% 9');
    expect(termsOf('法\u200b律', 'bigram')).toEqual(['法律']);
  });

  it('survives lone surrogates, control and bidi characters and emptiness', () => {
    expect(termsOf('\ud800法\u202e律\u0000', 'unigram')).toEqual(['法', '律']);
    for (const stream of ['unigram', 'bigram', 'word'] as const) expect(termsOf('', stream)).toEqual([]);
    expect(termsOf('？！——', 'word')).toEqual([]);
  });

  it('visits only the chosen streams', () => {
    const streams = new Set<string>();
    eachTerm('法律援助', ['bigram'], (_, stream) => streams.add(stream));
    expect([...streams]).toEqual(['bigram']);
  });

  it('treats characters outside the basic plane as one', () => {
    expect(termsOf('𠮷野家', 'bigram')).toEqual(['𠮷野', '野家']);
  });
});
