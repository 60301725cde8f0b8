import type { Metric } from '../catalogue/dataset';
import type { StreamQuery } from '../query/query';
import { rated, shared, worked } from './formula';
import { column, type Numbers } from './numbers';
import { eachPeriod, type Period, type When } from './period';
import type { Plan } from './plan';

/** A metric's numbers as they are shown, one a group and slot. */
export interface Shown {
  readonly metric: Metric;
  readonly when: When;
  readonly values: Float64Array;
}

/** Every metric of the query in each of its times, the earlier one beside the range's. */
export function shownOf({ query, dataset, metrics, periods }: Plan, numbers: Numbers, total: Numbers): Shown[] {
  return metrics.flatMap((metric) =>
    eachPeriod(periods).map(({ when, period }) => {
      const of = (from: Numbers) => valuesOf(metric, from, { when, dataset: dataset.name, price: query.price, period });
      return { metric, when, values: as(query.show, of(numbers), () => of(total), period) };
    })
  );
}

/** A metric's values: the API's own, or worked out. */
export function valuesOf(
  { name, formula }: Metric,
  numbers: Numbers,
  { when, dataset, price, period }: { when: When; dataset: string; price: number; period: Period }
): Float64Array {
  if (formula === undefined) {
    return column(numbers, when, dataset, name);
  }
  const over = formula.over && column(numbers, when, formula.over.dataset ?? dataset, formula.over.metric);
  return worked(formula, { of: column(numbers, when, dataset, formula.of), over, price }, period);
}

function as(
  show: StreamQuery['show'],
  values: Float64Array,
  total: () => Float64Array,
  { minutes, whole }: Period
): Float64Array {
  switch (show) {
    case 'value':
      return values;
    case 'share':
      return shared(values, total());
    case 'perSecond':
      return rated(values, minutes, 60);
    case 'perMinute':
      return rated(values, minutes, 1);
    case 'forecast':
      return rated(
        values,
        minutes.map((passed, slot) => passed / whole[slot]),
        1
      );
  }
}
