import type { Metric } from '../catalogue/dataset';
import type { Order } from '../query/query';
import type { Group } from './groups';
import { compareText } from './order';

/**
 * Groups in the order that a query asks for, the first `limit` of them. Ties, and all where no order is given, by the texts of
 * their keys. A group is ranked by its total: the sum over its slots, or the largest of what does not add. Nothing known
 * comes last.
 */
export function ranked<G extends Group>(
  groups: readonly G[],
  groupBy: readonly string[],
  metrics: readonly Metric[],
  orderBy: readonly Order[],
  limit: number | undefined
): G[] {
  const keys = orderBy.map(({ field, direction }) => {
    const metric = metrics.findIndex(({ name }) => name === field);
    const sign = direction === 'asc' ? 1 : -1;
    if (metric < 0) {
      const dimension = groupBy.indexOf(field);
      return (a: Group, b: Group) => sign * compareText(a.key[dimension], b.key[dimension]);
    }
    const totals = new Map(groups.map((each): [Group, number] => [each, total(each.values[metric], metrics[metric])]));
    return (a: Group, b: Group) => compareNumbers(totals.get(a) as number, totals.get(b) as number, sign);
  });
  return [...groups]
    .sort((a, b) => first(keys.map((compare) => () => compare(a, b))) || compareKeys(a, b))
    .slice(0, limit);
}

const first = (steps: ReadonlyArray<() => number>): number => {
  for (const step of steps) {
    const found = step();
    if (found !== 0) {
      return found;
    }
  }
  return 0;
};

const compareKeys = (a: Group, b: Group): number => first(a.key.map((text, i) => () => compareText(text, b.key[i])));

function compareNumbers(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  }
  return sign * (a - b);
}

function total(values: Float64Array, metric: Metric): number {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) {
    return NaN;
  }
  return known.reduce((a, b) => (metric.additivity === 'sum' ? a + b : Math.max(a, b)));
}
