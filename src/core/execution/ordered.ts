import { metricOf } from '../catalogue/dataset';
import type { Order } from '../query/query';
import { overall } from './overall';
import type { Numbers } from './numbers';
import type { Plan } from './plan';
import { ranked } from './rank';
import { valuesOf } from './shown';

/** Indices of groups in an order by their numbers over the whole range, the first `limit` of them. */
export function ordered(
  { query, dataset, whole }: Plan,
  numbers: Numbers,
  orderBy: readonly Order[],
  limit: number | undefined
): number[] {
  const all = overall(numbers);
  const values = orderBy.flatMap(({ field }): Array<[string, Float64Array]> => {
    const metric = metricOf(dataset, field);
    const by = { when: 'now', dataset: dataset.name, price: query.price, period: whole } as const;
    return metric ? [[field, valuesOf(metric, all, by)]] : [];
  });
  return ranked(all.groups, { groupBy: query.groupBy, orderBy, numbers: Object.fromEntries(values), limit });
}
