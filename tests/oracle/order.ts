import type { Order } from '../../src/core';

/** A row of a table or a series, as it is put in order. */
export interface Ranked {
  /** A value for each dimension. */
  readonly key: ReadonlyArray<string | number>;
  /** By metric; NaN where nothing is known. */
  readonly totals: Readonly<Record<string, number>>;
  /** Start of the bucket, of a row that has one. */
  readonly time?: number;
}

/** In the given order, then by time, then by texts as their bytes and numbers as numbers. Unknown comes last either way. */
export function sortGroups<T extends Ranked>(
  groups: readonly T[],
  groupBy: readonly string[],
  orderBy: readonly Order[]
): T[] {
  return [...groups].sort((a, b) => {
    for (const { field, direction } of orderBy) {
      const d = groupBy.indexOf(field);
      const step = d < 0 ? compareTotals(a.totals[field], b.totals[field], direction) : compare(a.key[d], b.key[d]);
      if (step !== 0) {
        return d >= 0 && direction === 'desc' ? -step : step;
      }
    }
    const time = (a.time ?? 0) - (b.time ?? 0);
    return time || (a.key.map((value, d) => compare(value, b.key[d])).find((step) => step !== 0) ?? 0);
  });
}

function compareTotals(a: number, b: number, direction: Order['direction']): number {
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  }
  return direction === 'asc' ? a - b : b - a;
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
