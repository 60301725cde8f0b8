import { DATASETS } from '../catalogue/catalogue';
import type { Dataset, Metric } from '../catalogue/dataset';
import { sourceOf } from '../rest/sources';
import { fieldsOf, filtersThere, fieldThere, metricThere } from './counterparts';
import { formatsOf } from './formats';
import { LIST_PRICE, type Order, type StreamQuery } from './query';

/** What a new panel starts with: minutes by country over time. */
export const defaultQuery: StreamQuery = {
  version: 1,
  dataset: 'streamMinutesViewedAdaptiveGroups',
  format: 'timeSeries',
  metrics: ['sum.minutesViewed'],
  groupBy: ['clientCountryName'],
  filters: [],
  bucket: 'auto',
  since: 'range',
  orderBy: [{ field: 'sum.minutesViewed', direction: 'desc' }],
  limit: 10,
  legend: '',
  gaps: 'auto',
  show: 'value',
  shift: 'none',
  other: false,
  names: true,
  price: LIST_PRICE,
  ceiling: 'error',
};

/** Options about numbers, which mean nothing for single events. A limit of series is not a limit of lines either. */
const NO_NUMBERS = {
  metrics: [],
  groupBy: [],
  bucket: 'auto',
  since: 'range',
  orderBy: [],
  limit: undefined,
  legend: '',
  gaps: 'auto',
  show: 'value',
  shift: 'none',
  other: false,
  ceiling: 'error',
} as const;

/** The query moved to another dataset: what means the same there is kept, and the rest is dropped. A limit and a price may be variables. */
export function withDataset<Query extends Omit<StreamQuery, 'limit' | 'price'> & { readonly limit?: number | string }>(
  query: Query,
  name: string
): Query {
  const from = fieldsOf(query.dataset);
  const dataset = DATASETS[name];
  const formats = formatsOf(dataset);
  const moved = {
    ...query,
    dataset: name,
    format: formats.includes(query.format) ? query.format : formats[0],
    filters: filtersThere(query.filters, from, dataset),
    legend: query.legend.replace(
      /\{\{\s*(\w+)\s*\}\}/g,
      (_, field: string) => `{{${fieldThere(field, from, dataset) ?? field}}}`
    ),
  };
  if (dataset.events) {
    return { ...moved, ...NO_NUMBERS };
  }
  const kept = query.metrics.flatMap((metric) => metricThere(metric, from, dataset) ?? []);
  const metrics = kept.length > 0 ? kept : [firstOf(dataset, moved)];
  const names = metrics.map((metric) => metric.name);
  const kin = query.groupBy.flatMap((field) => fieldThere(field, from, dataset) ?? []);
  // Rows of a source and single events have no numbers to go on with: the query begins as a new panel's does.
  const isNew = sourceOf(query.dataset) !== undefined || DATASETS[query.dataset]?.events !== undefined;
  // Whoever asked for one total wants one there too.
  const isTotal = query.groupBy.length === 0 && !isNew;
  const isRegrouped = kin.length === 0 && !isTotal;
  const groupBy = isRegrouped ? [groupOf(dataset)] : kin;
  const begins = isNew || isRegrouped;
  const carried = query.orderBy.flatMap((order): Order[] => {
    // An order by a metric that goes becomes one by the metric that comes: the most stay the most.
    const field =
      fieldThere(order.field, from, dataset) ?? (query.metrics.includes(order.field) ? names[0] : undefined);
    return field === undefined ? [] : [{ ...order, field: names.includes(order.field) ? order.field : field }];
  });
  const orderBy: Order[] = begins && carried.length === 0 ? [{ field: names[0], direction: 'desc' }] : carried;
  const limit = (isNew ? undefined : query.limit) ?? (begins ? defaultQuery.limit : undefined);
  // What a metric without a number of the whole range is the most of, nobody can say.
  const isUnranked = moved.format === 'timeSeries' && metrics.some(({ byBucket }) => byBucket !== undefined);
  const adds = metrics.every(({ additivity }) => additivity === 'sum');
  const isRate = metrics.some(({ formula }) => formula?.perMinute);
  return {
    ...moved,
    metrics: names,
    groupBy,
    orderBy: isUnranked
      ? []
      : orderBy.filter(({ field }, index, all) => all.findIndex((each) => each.field === field) === index),
    limit: isUnranked ? undefined : limit,
    show: adds && !(isRate && query.show !== 'share') ? query.show : 'value',
    other: query.other && adds && groupBy.length > 0,
  };
}

/** What a query of the dataset begins with: of a table of the whole range, a metric that is right without a bucket. */
const firstOf = ({ metrics }: Dataset, { format, bucket }: Pick<StreamQuery, 'format' | 'bucket'>): Metric =>
  (format === 'table' && bucket === 'auto' ? metrics.find(({ byBucket }) => !byBucket) : undefined) ?? metrics[0];

/** What a query of the dataset is grouped by to begin with: countries, as a new panel, or else what the dataset is about first. */
const groupOf = (dataset: Dataset): string =>
  (dataset.dimensions.find(({ subject }) => subject === 'country') ?? dataset.dimensions[0]).name;
