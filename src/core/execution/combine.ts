import type { Metric } from '../catalogue/dataset';

/** The numbers of one metric while they are combined. */
export interface Cells {
  readonly metric: Metric;
  values: Float64Array;
  /** What each mean is weighted by so far. */
  weights: Float64Array;
  averaged: boolean;
  /** Of whole numbers, the largest. */
  most: number;
}

export const cellsOf = (metric: Metric): Cells => ({
  metric,
  values: new Float64Array(0),
  weights: new Float64Array(0),
  averaged: false,
  most: 0,
});

function grown(values: Float64Array, length: number): Float64Array {
  if (length <= values.length) {
    return values;
  }
  const larger = new Float64Array(length).fill(NaN);
  larger.set(values);
  return larger;
}

/**
 * Adds a column of a page to the cells. Unknown numbers are NaN, the only value that does not equal itself.
 *
 * @returns false where a whole number is negative, which cannot be
 */
export function combine(
  cells: Cells,
  size: number,
  places: Float64Array,
  values: ArrayLike<number | null>,
  weights: ArrayLike<number | null>
): boolean {
  const { additivity, type } = cells.metric;
  const into = (cells.values = grown(cells.values, size));
  if (additivity === 'mean') {
    average(cells, size, places, values, weights);
    return true;
  }
  const adds = additivity === 'sum';
  const other = additivity === 'max' ? Math.max : additivity === 'min' ? Math.min : () => NaN;
  let { most } = cells;
  let least = 0;
  for (let row = 0, { length } = places; row < length; row++) {
    const value = values[row] ?? NaN;
    if (value === value) {
      const cell = places[row];
      const before = into[cell];
      const next = before !== before ? value : adds ? before + value : other(before, value);
      into[cell] = next;
      most = next > most ? next : most;
      least = value < least ? value : least;
    }
  }
  if (type === 'uint64') {
    cells.most = most;
  }
  return type !== 'uint64' || least === 0;
}

/** Means weighted by the rows' counts. One row alone stays as the API gave it. */
function average(
  cells: Cells,
  size: number,
  places: Float64Array,
  values: ArrayLike<number | null>,
  counts: ArrayLike<number | null>
): void {
  const into = cells.values;
  const weights = (cells.weights = grown(cells.weights, size));
  for (let row = 0, { length } = places; row < length; row++) {
    const value = values[row] ?? NaN;
    if (value === value) {
      const cell = places[row];
      const before = into[cell];
      const count = counts[row] ?? 0;
      if (before !== before) {
        into[cell] = value;
        weights[cell] = count;
      } else {
        const weight = weights[cell] + count;
        into[cell] = weight > 0 ? (before * weights[cell] + value * count) / weight : before;
        weights[cell] = weight;
        cells.averaged = true;
      }
    }
  }
}
