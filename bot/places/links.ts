/** Links that open a place in a telephone or a map. Without coordinates the map searches for the address. */
import { toGcj02 } from './distance.ts';
import { telLink } from './phone.ts';
import { CITY, type Place, type Point } from './types.ts';

export interface PlaceLinks {
  tel: string | null;
  /** 高德 */
  amap: string;
  /** 百度 */
  baidu: string;
  /** 腾讯 */
  tencent: string;
  geo: string;
}

/** Names this program towards the map services, which ask for it. */
const REFERER = 'shaofatong';

export function linksOf(place: Place): PlaceLinks {
  const { latitude, longitude } = place;
  const maps =
    latitude === null || longitude === null ? searches(place) : markers(place, { latitude, longitude });
  return { tel: telLink(place.phone), ...maps };
}

type Maps = Omit<PlaceLinks, 'tel'>;

function markers({ name, address }: Place, point: Point): Maps {
  const { latitude, longitude } = point;
  const shifted = toGcj02(point);
  return {
    // Takes WGS-84 when told so: https://lbs.amap.com/api/uri-api/guide/mobile-web/point
    amap: url('https://uri.amap.com/marker', {
      position: `${longitude},${latitude}`,
      name,
      src: REFERER,
      coordinate: 'wgs84',
      callnative: '0',
    }),
    // Takes WGS-84 when told so: https://lbsyun.baidu.com/index.php?title=uri/api/web
    baidu: url('https://api.map.baidu.com/marker', {
      location: `${latitude},${longitude}`,
      title: name,
      content: address,
      coord_type: 'wgs84',
      output: 'html',
      src: REFERER,
    }),
    // Takes GCJ-02 by default, and its documentation is not clear on anything else, so the point is converted.
    tencent: url('https://apis.map.qq.com/uri/v1/marker', {
      marker: `coord:${shifted.latitude.toFixed(6)},${shifted.longitude.toFixed(6)};title:${plain(name)};addr:${plain(address)}`,
      referer: REFERER,
    }),
    // RFC 5870: WGS-84 unless said otherwise.
    geo: `geo:${latitude},${longitude}?q=${latitude},${longitude}(${encodeURIComponent(name)})`,
  };
}

function searches({ address, county }: Place): Maps {
  const keyword =
    address.startsWith(CITY) || address.startsWith('广东')
      ? address
      : `${CITY}${county === CITY ? '' : county}${address.replace(county, '')}`;
  return {
    amap: url('https://uri.amap.com/search', { keyword, city: CITY, src: REFERER }),
    baidu: url('https://api.map.baidu.com/geocoder', { address: keyword, output: 'html', src: REFERER }),
    tencent: url('https://apis.map.qq.com/uri/v1/search', { keyword, region: CITY, referer: REFERER }),
    geo: `geo:0,0?q=${encodeURIComponent(keyword)}`,
  };
}

/** `%20`, not `+`: the map apps decode these links themselves and show a plus. */
function url(base: string, parameters: Record<string, string>): string {
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${base}?${query.join('&')}`;
}

/** `;` and `:` separate the parts of 腾讯's marker. */
const plain = (text: string) => text.replace(/[;:]/gu, ' ');
