/** Places: numbers to call and maps to open, of these places and nothing else. */
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../../../bot/channels/telegram/format.ts';
import type { OutboundMessage, ShownPlace } from '../../../../bot/types.ts';
import { message as messageOf } from '../memory-courier.ts';
import { messageProblem } from './bot-api-rules.ts';
import { startWholeBot, until } from './whole-bot.ts';

const place = (name: string, changes: Partial<ShownPlace> = {}): ShownPlace => ({
  name,
  kind: '公证处',
  address: '某路1号',
  phone: '0751-8881234',
  today: null,
  distance: null,
  latitude: 24.8,
  longitude: 113.6,
  links: {
    tel: 'tel:07518881234',
    amap: `https://uri.amap.com/marker?name=${encodeURIComponent(name)}`,
    baidu: 'https://api.map.baidu.com/marker?title=x',
    tencent: 'https://apis.map.qq.com/uri/v1/marker?marker=x',
    geo: 'geo:24.8,113.6',
  },
  source: '市司法局',
  verifiedOn: '2026-11-01',
  ...changes,
});

const message = (body: string, places: ShownPlace[]): OutboundMessage =>
  messageOf(body, { kind: 'notice', places });

const looksOf = (outbound: OutboundMessage) =>
  partsOf(outbound, null).flatMap(({ text, entities }) =>
    entities.map((entity) => ({
      ...entity,
      shown: text.slice(entity.offset, entity.offset + entity.length),
    })),
  );

const BODY =
  '您可以去这里：\n\n1. 甲公证处\n电话：0751-8881234\n\n2. 乙公证处\n电话：0751-8885678\n\n先打电话。';

describe('maps', () => {
  it('stand below each place, as links', () => {
    const outbound = message(BODY, [place('甲公证处'), place('乙公证处', { phone: '0751-8885678' })]);
    const [part, ...more] = partsOf(outbound, null);
    expect(more).toEqual([]);
    expect(part?.text).toBe(BODY.replaceAll(/(电话：[\d-]+)/g, '$1\n地图：高德 · 百度 · 腾讯'));
    expect(messageProblem({ ...part })).toBeNull();
    const links = looksOf(outbound).filter(({ type }) => type === 'text_link');
    expect(links.map(({ shown }) => shown)).toEqual(['高德', '百度', '腾讯', '高德', '百度', '腾讯']);
    expect(links[3]).toMatchObject({ url: place('乙公证处').links.amap });
  });

  it('are web addresses only', () => {
    const { links } = place('甲公证处');
    const odd = { ...links, amap: 'geo:1,2', baidu: 'javascript:alert(1)' };
    expect(partsOf(message(BODY, [place('甲公证处', { links: odd })]), null)[0]?.text).toContain(
      '\n地图：腾讯\n',
    );
    const none = { ...odd, tencent: '' };
    expect(partsOf(message(BODY, [place('甲公证处', { links: none })]), null)[0]?.text).toBe(BODY);
  });

  it('control: the stand-in refuses a link that is none', () => {
    const entity = { type: 'text_link', offset: 0, length: 1, url: 'geo:1,2' };
    expect(messageProblem({ text: '一', entities: [entity] })).toContain('URL');
  });

  it('of a place that the body does not name stand at its end with the name', () => {
    const [part] = partsOf(message('近的有：', [place('甲公证处')]), null);
    expect(part?.text).toBe('近的有：\n\n甲公证处\n地图：高德 · 百度 · 腾讯');
  });

  it('of places without names, or with the same one twice, break nothing', () => {
    const outbound = message('甲\n\n甲', [place('甲'), place('甲'), place('')]);
    expect(partsOf(outbound, null).map((part) => messageProblem({ ...part }))).toEqual([null]);
    expect(partsOf(outbound, null)[0]?.text).toMatch(/^甲\n地图：.*\n\n甲\n地图：.*/);
  });

  it('of many places still make parts that Telegram takes', () => {
    const names = Array.from({ length: 40 }, (_, n) => `${n}号${'公证处'.repeat(30)}`);
    const outbound = message(
      names.map((name) => `${name}\n电话：0751-8881234`).join('\n\n'),
      names.map((name) => place(name)),
    );
    const parts = partsOf(outbound, null);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => messageProblem({ ...part }))).toEqual(parts.map(() => null));
    expect(looksOf(outbound).filter(({ type }) => type === 'text_link')).toHaveLength(120);
  });
});

describe('numbers', () => {
  const numbersOf = (outbound: OutboundMessage) =>
    looksOf(outbound).flatMap(({ type, shown }) => (type === 'phone_number' ? shown : []));

  it('of the places can be called, one as well as several', () => {
    const phone = '0751-8881234、13800000000';
    expect(numbersOf(message(`甲公证处\n电话：${phone}`, [place('甲公证处', { phone })]))).toEqual([
      '0751-8881234',
      '13800000000',
    ]);
  });

  it('of nobody here cannot', () => {
    expect(numbersOf(message(`${BODY}\n\n中介13800000000`, [place('甲公证处')]))).toEqual(['0751-8881234']);
    expect(numbersOf(message(BODY, []))).toEqual([]);
  });
});

it('somebody who says where they are gets all of it', async () => {
  const places = [place('甲公证处'), place('乙公证处', { phone: '0751-8885678' })];
  const bot = await startWholeBot({ near: { body: BODY, places } });
  const li = bot.person(7);
  li.sends({ location: { latitude: 24.8, longitude: 113.6 } });
  await until(() => expect(li.heard()).toHaveLength(1));
  const types = li.heard()[0]!.entities.map(({ type }) => type);
  expect(types.toSorted()).toEqual(['bold', ...Array(2).fill('phone_number'), ...Array(6).fill('text_link')]);
  expect(bot.api.called('sendMessage')).toHaveLength(1);
});
