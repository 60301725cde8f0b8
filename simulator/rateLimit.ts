/** The API's documented limit: this many queries of one token in five minutes. */
export const DOCUMENTED_BUDGET = 300;

/** The documented limit of all calls together, REST included. */
export const DOCUMENTED_CALL_BUDGET = 1200;

const SPAN_MS = 300_000;

/** A sliding window over the queries of each token, or of whatever else has a limit of its own. */
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

/** Says of each call whether it may be made. After too many calls none may be made for five minutes. */
export type CallLimit = (whose: string) => boolean;

/** @param budget calls that each may make in five minutes; 0 for no limit */
export function makeCallLimit(budget: number, now: () => number): CallLimit {
  const limit = makeRateLimit(budget, now);
  const shutOutUntil = new Map<string, number>();
  return (whose) => {
    if (now() < (shutOutUntil.get(whose) ?? -Infinity)) {
      return false;
    }
    const isLeft = limit.take(whose) !== undefined;
    if (!isLeft) {
      shutOutUntil.set(whose, now() + SPAN_MS);
    }
    return isLeft;
  };
}
