/** Points on the earth. */
import type { Point } from './types.ts';

/** Mean radius in metres, IUGG. */
const EARTH_M = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres along the great circle (haversine); right to 0.5 %, far better than a straight line tells of a road. */
export function distanceMetres(a: Point, b: Point): number {
  const half = (one: number, other: number) => Math.sin(radians(other - one) / 2) ** 2;
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

interface Box {
  south: number;
  north: number;
  west: number;
  east: number;
}

/** Guangdong, and one degree (some 100 km) around it: 韶关 borders on Hunan and Jiangxi, whose people come over. */
const NEAR: Box = { south: 19.2, north: 26.6, west: 108.6, east: 118.4 };
export const CHINA: Box = { south: 3.8, north: 53.6, west: 73.4, east: 135.1 };

const inside = ({ latitude, longitude }: Point, { south, north, west, east }: Box) =>
  latitude >= south && latitude <= north && longitude >= west && longitude <= east;

/** Whether a point is too far from Guangdong for an office of 韶关 to help. True for what is no point at all (NaN). */
export const isFarAway = (point: Point): boolean => !inside(point, NEAR);

/** Krasovsky 1940, which GCJ-02 is computed on. */
const AXIS = 6_378_245;
const ECCENTRICITY2 = 0.006_693_421_622_965_943;

/**
 * The shifted coordinates that Chinese maps use by law (GCJ-02, up to some 600 m off), by the formula that is published
 * everywhere, e.g. https://github.com/googollee/eviltransform. Right to about a metre inside China.
 */
export function toGcj02({ latitude, longitude }: Point): Point {
  const x = longitude - 105;
  const y = latitude - 35;
  const phi = radians(latitude);
  const magic = 1 - ECCENTRICITY2 * Math.sin(phi) ** 2;
  const meridian = (AXIS * (1 - ECCENTRICITY2)) / (magic * Math.sqrt(magic));
  const parallel = (AXIS / Math.sqrt(magic)) * Math.cos(phi);
  return {
    latitude: latitude + (northShift(x, y) * 180) / (meridian * Math.PI),
    longitude: longitude + (eastShift(x, y) * 180) / (parallel * Math.PI),
  };
}

const wave = (value: number, period: number) => Math.sin((value * Math.PI) / period);

/** Metres. */
function northShift(x: number, y: number): number {
  return (
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ((20 * wave(x, 1 / 6) + 20 * wave(x, 1 / 2)) * 2) / 3 +
    ((20 * wave(y, 1) + 40 * wave(y, 3)) * 2) / 3 +
    ((160 * wave(y, 12) + 320 * wave(y, 30)) * 2) / 3
  );
}

/** Metres. */
function eastShift(x: number, y: number): number {
  return (
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    ((20 * wave(x, 1 / 6) + 20 * wave(x, 1 / 2)) * 2) / 3 +
    ((20 * wave(x, 1) + 40 * wave(x, 3)) * 2) / 3 +
    ((150 * wave(x, 12) + 300 * wave(x, 30)) * 2) / 3
  );
}
