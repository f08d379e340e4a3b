/** Every path of every interview, and what the interviews are made of. */
import { describe, expect, it } from 'vitest';
import { checkInterviews, problemsOf } from '../../../bot/interviews/check.ts';
import { readState } from '../../../bot/interviews/state.ts';
import { summarise } from '../../../bot/interviews/summary.ts';
import { renderText } from '../../../bot/interviews/summary-text.ts';
import { kindLabels, texts } from '../../../bot/interviews/texts.ts';
import { view } from '../../../bot/interviews/view.ts';
import { statementsOf, wordingOf, wordingProblems } from '../../../bot/interviews/wording.ts';
import { parseNumeral } from '../../../knowledge/documents/numerals.ts';
import { cardsById, documentNames, interview, interviews, SEEDS } from './cards.ts';
import { walk } from './walker.ts';

const names = documentNames();
const cards = cardsById();
/** Why a basis is not on file, or null. */
function notOnFile(basis: string): string | null {
  const paper = /^(\S+?〔\d{4}〕\d+号)/u.exec(basis)?.[1];
  const document = paper ?? basis.split(' ')[0]!;
  if (!names.has(document)) return `${document} is not in documents.yaml`;
  const article = /第([零一二三四五六七八九十百]+)条/u.exec(basis)?.[1];
  const last = names.get(document);
  if (article && last && (parseNumeral(article) ?? 0) > last) return `${basis} is beyond the last article`;
  return null;
}

describe.each([...interviews.values()])('$title', (one) => {
  const walked = walk(one);

  it('every path ends, back leads back, skip leads on', () => {
    expect(walked.broken).toEqual([]);
    expect(walked.ended.length).toBeGreaterThan(20);
  });

  it('asks no more than it promises, and never promises more later', () => {
    for (const { path, progress } of walked.ended) {
      expect(path.length).toBeLessThanOrEqual(one.most);
      const most = progress.map((step) => step.most);
      expect(most).toEqual([...most].sort((a, b) => b - a));
      expect(progress.map(({ at }) => at)).toEqual(most.map((_, index) => index + 1));
      expect(most.at(-1)).toBeGreaterThanOrEqual(path.length);
    }
  });

  it('reaches every result, each with a basis on file', () => {
    expect(new Set(walked.ended.map(({ result }) => result.id))).toEqual(
      new Set(one.results.map(({ id }) => id)),
    );
    for (const { state, path } of walked.ended) {
      const { basis, say } = summarise(one, state, null);
      expect(say.length, path.join(' → ')).toBeGreaterThan(0);
      expect(basis.length).toBeGreaterThan(0);
    }
    for (const { statement } of statementsOf(one)) expect(notOnFile(statement.basis)).toBeNull();
  });

  it('decides on nobody and names no sums', () => {
    for (const { at, text } of wordingOf(one)) expect(wordingProblems(text), `${at}: ${text}`).toEqual([]);
    const samples = new Map(walked.ended.map((end) => [end.result.id, end]));
    for (const { state } of samples.values()) {
      const said = renderText(summarise(one, state, null));
      expect(said.split('\n').flatMap(wordingProblems)).toEqual([]);
      expect(said).not.toContain('符合');
    }
  });

  it('every result about legal aid says who decides', () => {
    const samples = walked.ended.filter(({ result }) => /may|ask-staff/u.test(result.kind));
    if (one.id === 'legal-aid')
      for (const { state } of samples.slice(0, 400))
        expect(renderText(summarise(one, state, null))).toContain('由受理的法律援助机构决定');
  });

  it('every state on the way survives JSON', () => {
    for (const { state } of walked.ended.slice(0, 500)) {
      const read = readState(interviews, JSON.parse(JSON.stringify(state)));
      expect(read.kind).toBe('read');
      if (read.kind === 'read') expect(view(one, read.state)).toEqual(view(one, state));
    }
  });
});

describe('the data', () => {
  it('rests on the cards', () => {
    expect(checkInterviews(SEEDS, cards)).toEqual([]);
  });

  it('the words around it decide nothing either', () => {
    const all = [
      ...Object.values(kindLabels),
      ...Object.values(texts).filter((text) => typeof text === 'string'),
    ];
    for (const text of all) expect(wordingProblems(text)).toEqual([]);
  });
});

describe('the check can fail (control)', () => {
  it.each([
    '您符合法律援助条件',
    '您不符合条件',
    '申请已经通过',
    '您一定能拿到',
    '肯定可以批',
    '月收入低于2000元的',
  ])('wording: %s', (text) => expect(wordingProblems(text)).toHaveLength(1));
  it.each(['人关着的，可以通过办案机关提出', '由受理的法律援助机构决定'])('harmless: %s', (text) =>
    expect(wordingProblems(text)).toEqual([]),
  );
  it('a basis that is not on file', () => {
    expect(notOnFile('广东省公共法律服务条例 第三条')).toMatch(/not in/u);
    expect(notOnFile('法律援助法 第九十九条')).toMatch(/beyond/u);
    expect(notOnFile('民法典 第一千零七十九条')).toBeNull();
  });

  const good = interview('legal-aid');
  const reasons = (change: Partial<typeof good>) =>
    problemsOf({ ...good, ...change }, cards).map(({ reason }) => reason);
  const [first, ...others] = good.steps;
  const [result, ...results] = good.results;
  const said = result!.say[0]!;
  const withLine = (line: typeof said) => ({ results: [{ ...result!, say: [line] }, ...results] });

  it.each([
    ['a step that leads nowhere', { steps: [{ ...first!, next: 'gone' }, ...others] }, /通到不存在/u],
    [
      'a condition at the end',
      { steps: [{ ...first!, next: [{ when: { matter: 'civil' }, to: 'lawyer' }] }, ...others] },
      /没有去处|走不到/u,
    ],
    [
      'a circle',
      {
        steps: [
          ...good.steps.slice(0, -1),
          {
            ...good.steps.at(-1)!,
            next: [...(good.steps.at(-1)!.next as { to: string }[]), { to: 'matter' }],
          },
        ],
      },
      /绕回来/u,
    ],
    ['too many questions', { most: 3 }, /最多问3步/u],
    ['a card that does not exist', withLine({ ...said, card: 'la-none' }), /没有编号/u],
    ['a basis of another card', withLine({ ...said, basis: '民法典 第一条' }), /不是卡片/u],
    ['a number of no card', withLine({ ...said, text: '机构收到材料后99日内审查。' }), /99日/u],
    [
      'an unmarked public page',
      withLine({ ...said, card: 'la-assets', basis: '广东省法律援助条例 第二十三条' }),
      /公开网页/u,
    ],
    ['a decision', withLine({ ...said, text: '您符合条件，可以申请。' }), /像是替机构作决定/u],
  ])('%s', (_, change, reason) => {
    expect(reasons(change)).toEqual(expect.arrayContaining([expect.stringMatching(reason)]));
  });

  it('a walker that is given a dead end says so', () => {
    const endless = { ...good, steps: [{ ...first!, next: 'matter' }, ...others] };
    expect(walk(endless).ended).toEqual([]);
    expect(walk(endless).broken[0]?.reason).toMatch(/asked twice/u);
  });
});
