import type { Dataset, Metric } from '../catalogue/dataset';
import type { StreamQuery } from '../query/query';

/**
 * The name of a series. A template's `{{dimension}}` stands for the value of a dimension that is grouped by, `{{metric}}` for
 * the metric's label; anything else in braces stays as it is. Without a template: the values, and the metric where several are.
 */
export function legend(query: StreamQuery, dataset: Dataset, metric: Metric, key: readonly string[]): string {
  const values = key.map((text, i) => (text === '' ? `(no ${labelOf(dataset, query.groupBy[i])})` : text));
  if (query.legend !== '') {
    return query.legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
      const index = query.groupBy.indexOf(name);
      return name === 'metric' ? metric.label : index < 0 ? whole : values[index];
    });
  }
  const name = values.join(', ');
  return name === '' ? metric.label : query.metrics.length > 1 ? `${name}: ${metric.label}` : name;
}

const labelOf = (dataset: Dataset, dimension: string): string =>
  (dataset.dimensions.find(({ name }) => name === dimension)?.label ?? dimension).toLowerCase();
