import { describe, expect, test } from 'vitest';
import { distanceMetres, isFarAway, toGcj02 } from '../../../bot/places/distance.ts';
import { linksOf } from '../../../bot/places/links.ts';
import { isPhone, plainPhones, telLink } from '../../../bot/places/phone.ts';
import { samplePlace } from './samples.ts';

const point = (latitude: number, longitude: number) => ({ latitude, longitude });

test('distance in metres', () => {
  expect(distanceMetres(point(24, 113), point(25, 113))).toBeCloseTo(111_195, -1);
  expect(distanceMetres(point(24.81, 113.6), point(24.81, 113.6))).toBe(0);
  expect(distanceMetres(point(0, 0), point(0, 180))).toBeCloseTo(Math.PI * 6_371_008.8, -1);
  // Along a parallel a degree is shorter: cos(60°) is one half.
  expect(distanceMetres(point(60, 10), point(60, 11))).toBeCloseTo(55_597, -2);
});

test.each([
  ['韶关', 24.81, 113.6, false],
  ['湛江', 21.27, 110.36, false],
  ['郴州, across the border', 25.77, 113.01, false],
  ['北京', 39.9, 116.4, true],
  ['上海', 31.23, 121.47, true],
  ['London', 51.5, -0.1, true],
  ['no point at all', Number.NaN, Number.NaN, true],
])('far away: %s', (_, latitude, longitude, far) => {
  expect(isFarAway(point(latitude, longitude))).toBe(far);
});

test('GCJ-02 as eviltransform gives it', () => {
  const shifted = toGcj02(point(31.1774276, 121.5272106));
  expect(shifted.latitude).toBeCloseTo(31.175304, 5);
  expect(shifted.longitude).toBeCloseTo(121.531542, 5);
});

describe('links', () => {
  test('with coordinates', () => {
    const place = samplePlace({ name: '甲;中心 & 乙' });
    const links = linksOf(place);
    const shifted = toGcj02(point(24.81, 113.6));
    expect(links.tel).toBe('tel:07518888888');
    const amap = new URL(links.amap);
    expect(amap.origin + amap.pathname).toBe('https://uri.amap.com/marker');
    expect(Object.fromEntries(amap.searchParams)).toMatchObject({
      position: '113.6,24.81',
      coordinate: 'wgs84',
      name: place.name,
    });
    expect(Object.fromEntries(new URL(links.baidu).searchParams)).toMatchObject({
      location: '24.81,113.6',
      coord_type: 'wgs84',
    });
    expect(new URL(links.tencent).searchParams.get('marker')).toBe(
      `coord:${shifted.latitude.toFixed(6)},${shifted.longitude.toFixed(6)};title:甲 中心 & 乙;addr:风采路1号`,
    );
    expect(links.geo).toMatch(/^geo:24\.81,113\.6\?q=/u);
  });

  test('without coordinates the maps search for the address, within the city', () => {
    const links = linksOf(samplePlace({ latitude: null, longitude: null, phone: '' }));
    expect(links.tel).toBeNull();
    expect(new URL(links.amap).searchParams.get('keyword')).toBe('韶关市浈江区风采路1号');
    expect(new URL(links.baidu).searchParams.get('address')).toBe('韶关市浈江区风采路1号');
    expect(new URL(links.tencent).searchParams.get('keyword')).toBe('韶关市浈江区风采路1号');
  });
});

describe('telephone numbers', () => {
  test.each([
    ['13800000000', 'tel:13800000000'],
    ['0751-8888888', 'tel:07518888888'],
    ['07518888888', 'tel:07518888888'],
    ['0751-8888888-801', 'tel:07518888888'],
    ['020-88888888', 'tel:02088888888'],
    ['400-810-8888', 'tel:4008108888'],
    ['4008108888', 'tel:4008108888'],
    ['12348', 'tel:12348'],
  ])('%s', (number, link) => {
    expect(isPhone(number)).toBe(true);
    expect(telLink(number)).toBe(link);
  });

  test.each([
    '',
    '123',
    '1380000000',
    '23800000000',
    '7518888888',
    '0751-888888',
    '0751-88888888888',
    '0751-1234567',
    '99999',
    'abc',
  ])('refuses %j', (number) => {
    expect(isPhone(number)).toBe(false);
  });

  test('what people type is made plain', () => {
    expect(plainPhones('（０７５１）－８８８８８８８ 转 801，138 0000 0000')).toBe(
      '0751-8888888-801、13800000000',
    );
  });
});
