import { column, type Numbers } from './numbers';
import { withGroup } from './united';

/** What stands in every dimension of the row or series that holds what a limit leaves out. */
export const OTHER = 'Other';

/**
 * One more group behind the others: the total less the chosen groups, never below zero.
 *
 * @returns undefined where nothing is left out
 */
export function withOther(numbers: Numbers, total: Numbers, chosen: readonly number[]): Numbers | undefined {
  const { groups, columns } = numbers;
  const rest = groups.values.map((values, c) => {
    const { when, dataset, metric } = columns[c];
    return less(column(total, when, dataset, metric.name), values, chosen);
  });
  return rest.some((values) => values.some((value) => value > 0))
    ? { ...numbers, groups: withGroup(groups, OTHER, rest) }
    : undefined;
}

function less(totals: Float64Array, values: Float64Array, chosen: readonly number[]): Float64Array {
  const width = totals.length;
  const rest = totals.slice();
  for (const index of chosen) {
    for (let slot = 0; slot < width; slot++) {
      const value = values[index * width + slot];
      rest[slot] -= value === value ? value : 0;
    }
  }
  return rest.map((value) => (value < 0 ? 0 : value));
}
