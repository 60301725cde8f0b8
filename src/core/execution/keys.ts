import { isNumeric, type Dataset } from '../catalogue/dataset';
import type { SortKey } from '../graphql/filter';
import type { Table } from '../seam';
import { textColumn } from './columns';
import { compareValues } from './text';

/** A row's values of the keys that rows are sorted by. */
export const tupleOf = (keys: readonly SortKey[], table: Table, row: number): string[] =>
  keys.map(({ field }) => {
    const { dictionary, codes } = textColumn(table, field);
    return dictionary[codes[row]];
  });

/** Order of two tuples as the API has it: negative where the first comes first. */
export function compareTuples(
  dataset: Dataset,
  keys: readonly SortKey[],
  a: readonly string[],
  b: readonly string[]
): number {
  for (const [k, key] of keys.entries()) {
    const step = stepBetween(dataset, key, a[k], b[k]);
    if (step !== 0) {
      return step;
    }
  }
  return 0;
}

/** Order of two values of one key. */
export function stepBetween(dataset: Dataset, { field, direction }: SortKey, a: string, b: string): number {
  const step = compareValues(a, b, isNumeric(dataset, field));
  return direction === 'asc' ? step : -step;
}
