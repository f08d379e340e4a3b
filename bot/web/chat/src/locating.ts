/** Where the device is, asked for once and only when a person presses the button for it. */
import type { Point } from './api.ts';

const WITHIN_MS = 15_000;
/** A position of the last minute is as good as a new one. */
const OLD_ENOUGH_MS = 60_000;
/** Four decimals are some ten metres: near enough to rank places, and no more is given away. */
const DECIMALS = 4;

export type LocatingFailure = 'denied' | 'unavailable' | 'timeout';

/** Browsers give a position only to pages that came by HTTPS, or from this machine. */
export const canLocate = (): boolean => 'geolocation' in navigator && isSecureContext;

/** @throws LocatingFailure */
export function locate(): Promise<Point> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ latitude: rounded(coords.latitude), longitude: rounded(coords.longitude) }),
      (error) => reject(failureOf(error)),
      { enableHighAccuracy: false, timeout: WITHIN_MS, maximumAge: OLD_ENOUGH_MS },
    );
  });
}

function failureOf({ code }: GeolocationPositionError): LocatingFailure {
  if (code === 1) return 'denied';
  return code === 3 ? 'timeout' : 'unavailable';
}

const rounded = (degrees: number): number => Number(degrees.toFixed(DECIMALS));
