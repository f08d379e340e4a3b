import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../bot/places/calendar.ts';
import { placesMessage } from '../../../bot/places/message.ts';
import { loadPlace, nearest, type PlaceQuery, type PlacesResult } from '../../../bot/places/nearest.ts';
import { createPlaces } from '../../../bot/places/places.ts';
import { MemoryStore, samplePlace, shanghai } from './samples.ts';

const AT = shanghai('2026-11-24 09:00');
const calendar = createCalendar();
const places = [
  samplePlace({ name: '市中心', county: '韶关市', town: '', latitude: 24.8, longitude: 113.59 }),
  samplePlace({ name: '浈江中心' }),
  samplePlace({
    name: '浈江站',
    kind: '公共法律服务工作站',
    town: '新韶镇',
    latitude: null,
    longitude: null,
  }),
  samplePlace({ name: '乐昌中心', county: '乐昌市', town: '乐城街道', latitude: 25.13, longitude: 113.35 }),
  samplePlace({
    name: '乐昌公证处',
    county: '乐昌市',
    kind: '公证处',
    services: ['公证'],
    latitude: 25.14,
    longitude: 113.34,
  }),
];
const ask = (query: PlaceQuery) => nearest(places.map(loadPlace), query, AT, calendar);
const namesOf = (result: PlacesResult) =>
  result.kind === 'found' ? result.places.map(({ place }) => place.name) : result.kind;

describe('by region', () => {
  test('the county first, then what serves the city; never another county', () => {
    expect(namesOf(ask({ county: '浈江区' }))).toEqual(['浈江中心', '浈江站', '市中心']);
    expect(namesOf(ask({ county: '新丰县' }))).toEqual(['市中心']);
  });

  test('the town wins', () => {
    expect(namesOf(ask({ county: '浈江区', town: '新韶镇' }))).toEqual(['浈江站', '浈江中心', '市中心']);
    expect(namesOf(ask({ town: '乐城' }))).toEqual(['乐昌中心', '市中心']);
  });

  test('by service and by kind', () => {
    expect(namesOf(ask({ service: '公证', county: '乐昌市' }))).toEqual(['乐昌中心', '乐昌公证处', '市中心']);
    expect(namesOf(ask({ kind: '公证处' }))).toEqual(['乐昌公证处']);
    expect(namesOf(ask({ kind: '公证处', county: '翁源县' }))).toBe('none-verified');
  });
});

describe('by location', () => {
  test('the nearest three, with metres; rows without coordinates are left out', () => {
    const result = ask({ location: { latitude: 25.13, longitude: 113.36 } });
    expect(namesOf(result)).toEqual(['乐昌中心', '乐昌公证处', '浈江中心']);
    expect(result.kind === 'found' && result.places[0]?.distance).toBeCloseTo(1007, -1);
  });

  test('far away', () => {
    expect(ask({ location: { latitude: 39.9, longitude: 116.4 } })).toEqual({ kind: 'far-away' });
  });
});

test('no rows, no address', () => {
  expect(nearest([], { county: '浈江区' }, AT, calendar)).toEqual({ kind: 'none-verified' });
});

describe('the message', () => {
  test('names everything that is on file', () => {
    expect(
      placesMessage(ask({ kind: '公证处', location: { latitude: 25.13, longitude: 113.36 } })).body,
    ).toBe(
      [
        '您可以去这里：',
        '乐昌公证处\n地址：风采路1号\n今天：08:30-12:00、14:30-17:30（工作日，现在开着）\n电话：0751-8888888\n距离：约2.3公里（直线距离）\n来源：测试数据（2026-11-01核对）',
        '去之前最好先打电话确认。',
      ].join('\n\n'),
    );
  });

  test('several are numbered; what is not on file is said', () => {
    const rows = [samplePlace(), samplePlace({ name: '乙站', phone: '', hours: '' })].map(loadPlace);
    const { body: message } = placesMessage(
      nearest(rows, { county: '浈江区' }, shanghai('2026-02-17 09:00'), calendar),
    );
    expect(message).toContain('1. 甲公共法律服务中心');
    expect(message).toContain('今天：不开放（春节假期，现在没开，2月24日08:30开）');
    expect(message).toContain(
      '2. 乙站\n地址：风采路1号\n今天：没有登记开放时间，请先打电话问\n电话：没有登记',
    );
  });

  test('a year without published holidays is said', () => {
    const result = nearest([loadPlace(samplePlace())], {}, shanghai('2038-03-01 07:00'), calendar);
    expect(placesMessage(result).body).toContain('现在没开，今天08:30开）；当年的放假安排还没有收录');
  });

  test('without an address there is a number to call', () => {
    expect(placesMessage({ kind: 'none-verified' }).body).toMatch(/12348/u);
    expect(placesMessage({ kind: 'far-away' }).body).toMatch(/12348/u);
  });
});

describe('createPlaces', () => {
  test('reads once, and again after an import', async () => {
    const store = new MemoryStore([samplePlace({ name: '旧' })]);
    const { nearest } = createPlaces(store, calendar);
    await nearest({}, AT);
    expect(namesOf(await nearest({}, AT))).toEqual(['旧']);
    expect(store.reads).toBe(1);
    store.rows = [samplePlace({ name: '新' })];
    expect(namesOf(await nearest({}, AT))).toEqual(['旧']);
    store.current++;
    expect(namesOf(await nearest({}, AT))).toEqual(['新']);
    expect(store.reads).toBe(2);
  });
});
