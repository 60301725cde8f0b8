import type { Dimension, Fields, Metric } from '../catalogue/dataset';
import type { Show, StreamQuery } from '../query/query';
import { lower } from '../query/words';
import type { Title } from './titles';

/**
 * The name of a series. A template's `{{dimension}}` stands for the value of a dimension that is grouped by, `{{video}}` and
 * `{{liveInput}}` for the name where that is an ID, `{{metric}}` for the metric's label; anything else in braces stays as it is.
 * Without a template: names and values, and the metric where several are. A series of the earlier period says so behind it.
 *
 * @param dimensions that are grouped by
 */
export function legend(
  query: Pick<StreamQuery, 'metrics' | 'legend' | 'show'>,
  dimensions: readonly Dimension[],
  metric: Metric,
  title: Title,
  period: string | undefined
): string {
  const said = (values: readonly string[]) =>
    values.map((text, i) => (text === '' ? noValue({ dimensions }, dimensions[i].name) : text));
  const label = metricLabel(metric, query.show);
  const name =
    query.legend === ''
      ? plainName(query, said(title.apart), label)
      : filledIn(query.legend, dimensions, said(title.key), said(title.names), label);
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
  template: string,
  dimensions: readonly Dimension[],
  values: readonly string[],
  names: readonly string[],
  label: string
): string {
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const value = dimensions.findIndex((each) => each.name === name);
    const named = dimensions.findIndex(({ subject }) => subject === name);
    return name === 'metric' ? label : (values[value] ?? names[named] ?? whole);
  });
}

function plainName({ metrics }: Pick<StreamQuery, 'metrics'>, values: readonly string[], label: string): string {
  const name = values.join(', ');
  return name === '' ? label : metrics.length > 1 ? `${name}: ${label}` : name;
}

/** What stands for an empty value of a dimension. */
export const noValue = ({ dimensions }: Pick<Fields, 'dimensions'>, dimension: string): string =>
  `(no ${(dimensions.find(({ name }) => name === dimension)?.label ?? dimension).toLowerCase()})`;
