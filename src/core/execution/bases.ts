import { DATASETS } from '../catalogue/catalogue';
import { metricOf, type Dataset, type Metric } from '../catalogue/dataset';

/** Metrics of one dataset that are read. */
export interface Base {
  readonly dataset: Dataset;
  readonly metrics: readonly Metric[];
}

/** The API's metrics that shown ones are made of, the query's own dataset first. */
export function basesOf(shown: readonly Metric[], dataset: Dataset): Base[] {
  const names = new Map<string, Set<string>>();
  const add = (of: string, name: string) => names.set(of, (names.get(of) ?? new Set()).add(name));
  for (const { name, formula } of shown) {
    add(dataset.name, formula?.of ?? name);
    if (formula?.over) {
      add(formula.over.dataset ?? dataset.name, formula.over.metric);
    }
  }
  return [...names].map(([name, metrics]) => withWeight(DATASETS[name], [...metrics]));
}

/** Whether rows of all these metrics can be combined into one. */
export const combinable = (bases: readonly Base[]): boolean =>
  bases.every(({ metrics }) => metrics.every(({ additivity }) => additivity !== 'none'));

/** A mean is combined by `count`, which must be read along. */
function withWeight(dataset: Dataset, names: readonly string[]): Base {
  const metrics = names.flatMap((name) => metricOf(dataset, name) ?? []);
  const weight = metricOf(dataset, 'count');
  return metrics.some(({ additivity }) => additivity === 'mean') && weight && !metrics.includes(weight)
    ? { dataset, metrics: [...metrics, weight] }
    : { dataset, metrics };
}
