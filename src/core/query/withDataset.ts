import { DATASETS } from '../catalogue/catalogue';
import { fieldOf, metricOf, type Fields } from '../catalogue/dataset';
import { operatorOf } from '../catalogue/operators';
import { formatsOf } from './formats';
import { LIST_PRICE, type Filter, type StreamQuery } from './query';

/** What a new panel starts with: minutes by country over time. */
export const defaultQuery: StreamQuery = {
  version: 1,
  dataset: 'streamMinutesViewedAdaptiveGroups',
  format: 'timeSeries',
  metrics: ['sum.minutesViewed'],
  groupBy: ['clientCountryName'],
  filters: [],
  bucket: 'auto',
  orderBy: [{ field: 'sum.minutesViewed', direction: 'desc' }],
  limit: 10,
  legend: '',
  gaps: 'auto',
  show: 'value',
  shift: 'none',
  other: false,
  price: LIST_PRICE,
};

/** What is about numbers, and means nothing for single events. A limit of series is none of lines. */
const NO_NUMBERS = {
  metrics: [],
  groupBy: [],
  bucket: 'auto',
  orderBy: [],
  limit: undefined,
  legend: '',
  gaps: 'auto',
  show: 'value',
  shift: 'none',
  other: false,
} as const;

/** The query moved to another dataset: what that one has too is kept, the rest goes. A limit may be a variable. */
export function withDataset<Query extends Omit<StreamQuery, 'limit'>>(query: Query, name: string): Query {
  const dataset = DATASETS[name];
  const formats = formatsOf(dataset);
  const moved = {
    ...query,
    dataset: name,
    format: formats.includes(query.format) ? query.format : formats[0],
    filters: keptFilters(query.filters, dataset),
  };
  if (dataset.events) {
    return { ...moved, ...NO_NUMBERS };
  }
  const kept = query.metrics.filter((metric) => metricOf(dataset, metric));
  const metrics = kept.length > 0 ? kept : [dataset.metrics[0].name];
  const groupBy = query.groupBy.filter((field) => dataset.dimensions.some((each) => each.name === field));
  const orderBy = query.orderBy.filter(({ field }) => metrics.includes(field) || groupBy.includes(field));
  return { ...moved, metrics, groupBy, orderBy };
}

/** Filters by fields that exist, with operators that they have. */
export const keptFilters = (filters: readonly Filter[], dataset: Fields): Filter[] =>
  filters.flatMap((filter) => keptFilter(filter, dataset));

function keptFilter(filter: Filter, dataset: Fields): Filter[] {
  if ('field' in filter) {
    const field = fieldOf(dataset, filter.field);
    return field && operatorOf(field.type, filter.operator) ? [filter] : [];
  }
  const inner = keptFilters('or' in filter ? filter.or : filter.and, dataset);
  return inner.length === 0 ? [] : ['or' in filter ? { or: inner } : { and: inner }];
}
