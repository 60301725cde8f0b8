import type { Dataset, Fields, Metric } from '../catalogue/dataset';
import type { Show, StreamQuery } from '../query/query';

/**
 * The name of a series. A template's `{{dimension}}` stands for the value of a dimension that is grouped by, `{{metric}}` for
 * the metric's label; anything else in braces stays as it is. Without a template: the values, and the metric where several are.
 * A series of the earlier period says so behind it.
 */
export function legend(
  query: Pick<StreamQuery, 'metrics' | 'groupBy' | 'legend' | 'show'>,
  dataset: Dataset,
  metric: Metric,
  key: readonly string[],
  period: string | undefined
): string {
  const values = key.map((text, i) => (text === '' ? noValue(dataset, query.groupBy[i]) : text));
  const label = metricLabel(metric, query.show);
  const name = query.legend === '' ? plainName(query, values, label) : filledIn(query, values, label);
  return ofPeriod(name, period);
}

/** A name with the earlier period that it is of. */
export const ofPeriod = (name: string, period: string | undefined): string =>
  period === undefined ? name : `${name} (${period})`;

/** A metric's label with how it is shown. */
export const metricLabel = ({ label }: Metric, show: Show): string =>
  show === 'value' ? label : show === 'share' ? `Share of ${lower(label)}` : `${label} ${RATES[show]}`;

const RATES = { perSecond: 'per second', perMinute: 'per minute', forecast: '(forecast)' } as const;

function filledIn(
  { legend: template, groupBy }: Pick<StreamQuery, 'legend' | 'groupBy'>,
  values: readonly string[],
  label: string
): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const index = groupBy.indexOf(name);
    return name === 'metric' ? label : index < 0 ? whole : values[index];
  });
}

function plainName({ metrics }: Pick<StreamQuery, 'metrics'>, values: readonly string[], label: string): string {
  const name = values.join(', ');
  return name === '' ? label : metrics.length > 1 ? `${name}: ${label}` : name;
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** What stands for an empty value of a dimension. */
export const noValue = ({ dimensions }: Pick<Fields, 'dimensions'>, dimension: string): string =>
  `(no ${(dimensions.find(({ name }) => name === dimension)?.label ?? dimension).toLowerCase()})`;
