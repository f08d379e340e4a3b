/** What the page leaves out because its buttons, bars and cards say it; nothing else may get lost. */
import { describe, expect, it } from 'vitest';
import { buttons, texts } from '../../../../bot/interviews/texts.ts';
import { interviewLabels, ratingLabels } from '../../../../bot/texts.ts';
import type { ShownPlace } from '../../../../bot/types.ts';
import { fileNameIn } from '../../../../bot/web/chat/src/api.ts';
import { shownOptions, shownQuestion } from '../../../../bot/web/chat/src/interview-view.ts';
import { openQuestionOf } from '../../../../bot/web/chat/src/open-question.ts';
import { bodyBesidePlaces, mapped } from '../../../../bot/web/chat/src/place-view.ts';
import { piecesOf } from '../../../../bot/web/chat/src/spoken-text.ts';
import { commandLabels, interview, rating } from '../../../../bot/web/chat/src/texts.ts';
import { message } from '../../channels/memory-courier.ts';

describe('the words of the page', () => {
  it('are those of the bot where both must mean the same', () => {
    const { back, skip, why, quit, correct } = buttons;
    expect(interview.tools).toEqual([back, skip, why, quit, correct]);
    expect(interview.progress(2, 5)).toBe(texts.progress(2, 5));
    expect(rating.values).toEqual(ratingLabels);
    expect([commandLabels.aid, commandLabels.door]).toEqual([
      interviewLabels['legal-aid'],
      interviewLabels['which-door'],
    ]);
  });
});

describe('a question of an interview', () => {
  const options = ['欠工资', '工伤', '跳过', '不做了'];
  const progress = { at: 2, most: 5 };
  const body = '先说一句。\n\n是哪一类事？（第2步，最多5步）\n\n1. 欠工资\n2. 工伤';

  it('is shown without the steps and the list that stand beside it', () => {
    expect(shownQuestion(message(body, { options, progress }))).toEqual({
      body: '先说一句。\n\n是哪一类事？',
      numbered: '1. 欠工资\n2. 工伤',
    });
    expect(shownOptions(options)).toEqual({ answers: ['欠工资', '工伤'], tools: ['跳过', '不做了'] });
  });

  it('keeps a list that is not exactly its buttons, and everything when it is none (control)', () => {
    const other = body.replace('工伤', '别的');
    expect(shownQuestion(message(other, { options, progress })).body).toContain('2. 别的');
    expect(shownQuestion(message(body, { options }))).toEqual({ body, numbered: '' });
  });
});

describe('places', () => {
  const place: ShownPlace = {
    name: '甲中心',
    kind: '公共法律服务中心',
    address: '风采路1号',
    phone: '0751-8888888',
    today: null,
    distance: null,
    latitude: 24.8,
    longitude: 113.6,
    links: { tel: 'tel:07518888888', amap: '', baidu: '', tencent: '', geo: '' },
    source: '',
    verifiedOn: '',
  };
  const body = '您可以去这里：\n\n1. 甲中心\n地址：风采路1号\n\n甲中心的老站\n地址：别处\n\n去之前先打电话。';

  it('are left out of the words when they have a card, and only then', () => {
    expect(bodyBesidePlaces(message(body, { places: [place] }))).toBe(
      '您可以去这里：\n\n甲中心的老站\n地址：别处\n\n去之前先打电话。',
    );
    expect(bodyBesidePlaces(message(body))).toBe(body); // control
  });

  it('stand on the map under the number of their card', () => {
    const shown = mapped([{ ...place, latitude: null, longitude: null }, place]);
    expect(shown.map(({ number }) => number)).toEqual([2]);
  });
});

describe('the question that is open', () => {
  const line = (seq: number, role: 'citizen' | 'bot' | 'staff', options: string[] = []) => ({
    seq,
    role,
    at: 0,
    message: message('', { options }),
    clientMessageId: null,
  });

  it('is the last one that offers something and was not answered', () => {
    expect(openQuestionOf([line(1, 'bot', ['是']), line(2, 'staff')])?.seq).toBe(1);
    expect(openQuestionOf([line(1, 'bot', ['是']), line(2, 'bot', ['否'])])?.seq).toBe(2);
    expect(openQuestionOf([line(1, 'bot', ['是']), line(2, 'citizen'), line(3, 'bot')])).toBeNull();
    expect(openQuestionOf([])).toBeNull();
  });
});

describe('what is read aloud', () => {
  it('is sentence after sentence, none too long for a browser, without marks that nobody says', () => {
    const long = '法'.repeat(200);
    expect(piecesOf(`一。［1］\n· 二；${long}`)).toEqual([
      '一。',
      '二；',
      '法'.repeat(80),
      '法'.repeat(80),
      '法'.repeat(40),
    ]);
    expect(piecesOf('——\n')).toEqual([]);
  });
});

describe('the name of a file', () => {
  it('is read from its header, and empty when that is damaged', () => {
    expect(fileNameIn(`attachment; filename="document.pdf"; filename*=UTF-8''%E6%88%91.pdf`)).toBe('我.pdf');
    expect(fileNameIn(`attachment; filename*=UTF-8''%E6%88`)).toBe('');
    expect(fileNameIn('attachment')).toBe('');
  });
});
