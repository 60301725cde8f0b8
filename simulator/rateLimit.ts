/** The API's documented limit: this many queries of one token in five minutes. */
export const DOCUMENTED_BUDGET = 300;

const SPAN_MS = 300_000;

/** A sliding window over the queries of each token, or of whoever else has a limit of its own. */
export interface RateLimit {
  /** Counts one query. Gives how many are left, or undefined where there was none left to take. */
  take(whose: string): number | undefined;
}

/** @param budget queries that each may make in five minutes; 0 for no limit */
export function makeRateLimit(budget: number, now: () => number): RateLimit {
  const taken = new Map<string, number[]>();
  return {
    take(whose) {
      if (budget === 0) {
        return DOCUMENTED_BUDGET;
      }
      const recent = (taken.get(whose) ?? []).filter((time) => time > now() - SPAN_MS);
      taken.set(whose, recent);
      if (recent.length >= budget) {
        return undefined;
      }
      recent.push(now());
      return budget - recent.length;
    },
  };
}
