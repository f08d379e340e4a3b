import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { PaperError } from '../../../knowledge/documents/paper-error.ts';
import { LARGEST_PAPER_BYTES, readPaper } from '../../../knowledge/documents/read.ts';
import { parseText, seedBytes } from './papers.ts';

const TEXT = '（一）总体目标。到2022年基本形成体系。';

function refusal(run: () => unknown): Pick<PaperError, 'code' | 'offset' | 'message'> {
  try {
    run();
  } catch (error) {
    if (error instanceof PaperError) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe('reading bytes', () => {
  it('reads UTF-8 with and without a byte order mark alike', () => {
    const bytes = Buffer.from(TEXT);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
    expect(readPaper(marked).source).toBe(TEXT);
    expect(readPaper(bytes)).toMatchObject({ source: TEXT, encoding: 'utf-8' });
    expect(readPaper(marked).hash).not.toBe(readPaper(bytes).hash);
  });

  it('converts GB18030, four-byte characters included', () => {
    const rare = `${TEXT}㐀𠀀`;
    expect(readPaper(iconv.encode(rare, 'gb18030'))).toMatchObject({ source: rare, encoding: 'gb18030' });
  });

  it.each([
    ['empty', Buffer.alloc(0), 'empty', null],
    ['blank', Buffer.from(' \n\t\r\n　'), 'empty', null],
    ['UTF-16', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'encoding', 0],
    [
      'broken GB18030',
      Buffer.concat([iconv.encode(TEXT, 'gb18030'), Buffer.from([0xff, 0x41])]),
      'encoding',
      iconv.encode(TEXT, 'gb18030').length,
    ],
    ['a zip archive', Buffer.from('PK\u0003\u0004abc'), 'control-character', 2],
    ['too large', Buffer.alloc(LARGEST_PAPER_BYTES + 1, 0x41), 'too-large', null],
  ])('refuses %s in one Chinese line', (_, bytes, code, offset) => {
    const error = refusal(() => readPaper(bytes));
    expect(error).toMatchObject({ code, offset });
    expect(error.message).toMatch(/^[^\n]*[\u4e00-\u9fff][^\n]*。$/u);
  });

  it('names the byte at which UTF-8 breaks instead of reading it as GB18030', () => {
    const bytes = Buffer.from(seedBytes());
    bytes[3000] = 0xff;
    expect(refusal(() => readPaper(bytes))).toMatchObject({ code: 'encoding', offset: 3000 });
  });

  it('names the end of a file that stops inside a character', () => {
    const bytes = Buffer.from(TEXT).subarray(0, -1);
    expect(refusal(() => readPaper(bytes))).toMatchObject({ code: 'encoding', offset: bytes.length });
  });

  it('refuses a paper without any clause', () => {
    expect(refusal(() => parseText('今天天气很好。\n\n大家都很高兴。'))).toMatchObject({ code: 'no-clause' });
    expect(parseText('一、今天天气很好。').root.children).toHaveLength(1);
  });
});
