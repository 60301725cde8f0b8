import { join, labelOf, lower, whereInWords } from '../query/words';
import type { Source, SourceQuery } from './source';

/** What a query of a source shows, as a sentence. */
export function describeSource(query: SourceQuery, source: Source): string {
  const split = query.groupBy.map((name) => lower(labelOf(source, name)));
  const metrics = query.metrics.map((name) => lower(labelOf(source, name)));
  const orders = query.orderBy.map(
    ({ field, direction }) => `${lower(labelOf(source, field))} ${direction === 'asc' ? 'ascending' : 'descending'}`
  );
  const parts = [
    metrics.length > 0 ? `${source.label}: ${join(metrics)}` : source.label,
    split.length > 0 ? `by ${join(split)}` : '',
    whereInWords(query.filters, source),
    query.limit === undefined ? '' : `${query.limit} rows at most`,
    orders.length > 0 ? `in the order of ${join(orders)}` : '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}
