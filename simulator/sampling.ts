import { DAY_MS } from './day';
import type { Reader } from './dimensions';
import { hash } from './random';

/** The share of events that one query reads. */
export interface Sample {
  /** How many events each one that is kept stands for: 1, 10 or 100. */
  readonly interval: number;
  readonly keeps: Reader<boolean>;
}

export type Sampling = (load: number) => Sample;

const WHOLE: Sample = { interval: 1, keeps: () => () => true };

/**
 * Adaptive sampling as the API describes it: data are kept at 100, 10 and 1 per cent, and a query is answered from the
 * first that is small enough. Each sampled query gets a sample of its own, so the same query gives slightly different
 * numbers; the first, the second and so on are the same in every process.
 *
 * @param beyond the greatest load that is read whole; a query's load is the events that its time range holds, times one
 *   more than the dimensions that it groups by
 */
export function makeSampling(beyond: number): Sampling {
  let sampled = 0;
  return (load) => {
    if (load <= beyond) {
      return WHOLE;
    }
    const interval = load <= beyond * 10 ? 10 : 100;
    const number = sampled++;
    return {
      interval,
      keeps:
        ({ from }) =>
        (row) =>
          hash(number, from / DAY_MS, row) % interval === 0,
    };
  };
}
