/** Token buckets in memory: enough for one process, and a restart forgives everybody. */

export interface RateLimit {
  /** How many requests may come at once. */
  burst: number;
  perSecond: number;
}

export interface RateLimiter {
  /** Takes one token of `key`. Returns 0 when there was one, else the seconds until there is, rounded up. */
  take(key: string): number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Above this many keys, those whose bucket is full again are forgotten; the next time at twice what is left. */
const PRUNE_ABOVE = 10_000;

export function createRateLimiter(limit: RateLimit, now: () => number): RateLimiter {
  const buckets = new Map<string, Bucket>();
  let pruneAbove = PRUNE_ABOVE;

  const refilled = (bucket: Bucket, at: number): number =>
    Math.min(limit.burst, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * limit.perSecond);

  const prune = (at: number): void => {
    for (const [key, bucket] of buckets) if (refilled(bucket, at) >= limit.burst) buckets.delete(key);
    pruneAbove = Math.max(PRUNE_ABOVE, buckets.size * 2);
  };

  return {
    take(key) {
      const at = now();
      if (buckets.size > pruneAbove) prune(at);
      const known = buckets.get(key);
      const tokens = known === undefined ? limit.burst : refilled(known, at);
      const allowed = tokens >= 1;
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at });
      return allowed ? 0 : Math.ceil((1 - tokens) / limit.perSecond);
    },
  };
}
