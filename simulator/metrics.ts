import type { Reader } from './dimensions';

/** How the events of a group become one number. Averages are one division of two sums, so they are exact where those are. */
export type Aggregate =
  | { readonly kind: 'sum' | 'greatest' | 'least' | 'distinct'; readonly of: Reader<number> }
  | { readonly kind: 'mean'; readonly of: Reader<number>; readonly weight: Reader<number> }
  /** The sum over this many seconds. */
  | { readonly kind: 'rate'; readonly of: Reader<number>; readonly seconds: number }
  /** The smallest value that at least this share of the events do not exceed. */
  | { readonly kind: 'quantile'; readonly of: Reader<number>; readonly share: number }
  | { readonly kind: 'sampleInterval' };

export interface Metric {
  readonly type: 'uint64' | 'float64' | 'Time';
  readonly aggregate: Aggregate;
}

/** By name as in `orderBy` and the settings: `count`, or block and field such as `sum_minutesViewed`. */
export type Metrics = Readonly<Record<string, Metric>>;

export const one: Reader<number> = () => () => 1;

/** ms since the epoch. */
export const time: Reader<number> =
  ({ from, columns: { second } }) =>
  (row) =>
    from + second[row] * 1000;

/** @param unit what one of the column is worth */
export const column =
  (name: string, unit = 1): Reader<number> =>
  ({ columns }) => {
    const entries = columns[name];
    return (row) => entries[row] * unit;
  };

/** A column's entry stands for one of some values. */
export const lookedUp =
  (name: string, values: readonly number[]): Reader<number> =>
  ({ columns }) => {
    const entries = columns[name];
    return (row) => values[entries[row]];
  };

export const product =
  (...factors: ReadonlyArray<Reader<number>>): Reader<number> =>
  (day) => {
    const reads = factors.map((factor) => factor(day));
    return (row) => reads.reduce((result, read) => result * read(row), 1);
  };

export const sum = (of: Reader<number>): Metric => ({ type: 'uint64', aggregate: { kind: 'sum', of } });
export const distinct = (of: Reader<number>): Metric => ({ type: 'uint64', aggregate: { kind: 'distinct', of } });
export const greatest = (of: Reader<number>): Metric => ({ type: 'float64', aggregate: { kind: 'greatest', of } });
export const least = (of: Reader<number>): Metric => ({ type: 'float64', aggregate: { kind: 'least', of } });
export const latest: Metric = { type: 'Time', aggregate: { kind: 'greatest', of: time } };
export const sampleInterval: Metric = { type: 'float64', aggregate: { kind: 'sampleInterval' } };

export const mean = (of: Reader<number>, weight: Reader<number> = one): Metric => ({
  type: 'float64',
  aggregate: { kind: 'mean', of, weight },
});

export const rate = (of: Reader<number>, seconds: number): Metric => ({
  type: 'float64',
  aggregate: { kind: 'rate', of, seconds },
});

export const quantile = (of: Reader<number>, share: number): Metric => ({
  type: 'float64',
  aggregate: { kind: 'quantile', of, share },
});
