import { DATASETS } from '../catalogue/catalogue';
import { fieldOf, metricOf, type Dataset } from '../catalogue/dataset';
import { operatorOf } from '../catalogue/operators';
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

/** The query moved to another dataset: what that one has too is kept, the rest goes. */
export function withDataset(query: StreamQuery, name: string): StreamQuery {
  const dataset = DATASETS[name];
  const kept = query.metrics.filter((metric) => metricOf(dataset, metric));
  const metrics = kept.length > 0 ? kept : [dataset.metrics[0].name];
  const groupBy = query.groupBy.filter((field) => dataset.dimensions.some((each) => each.name === field));
  return {
    ...query,
    dataset: name,
    metrics,
    groupBy,
    filters: query.filters.flatMap((filter) => keptFilter(filter, dataset)),
    orderBy: query.orderBy.filter(({ field }) => metrics.includes(field) || groupBy.includes(field)),
  };
}

function keptFilter(filter: Filter, dataset: Dataset): Filter[] {
  if ('field' in filter) {
    const field = fieldOf(dataset, filter.field);
    return field && operatorOf(field.type, filter.operator) ? [filter] : [];
  }
  const inner = ('or' in filter ? filter.or : filter.and).flatMap((each) => keptFilter(each, dataset));
  return inner.length === 0 ? [] : ['or' in filter ? { or: inner } : { and: inner }];
}
