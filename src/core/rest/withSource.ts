import { fieldsOf, filtersThere } from '../query/counterparts';
import type { StreamQuery } from '../query/query';
import type { Source, SourceQuery } from './source';

/** A new query of a source, with those filters of another query that mean something there. */
export function withSource(
  { dataset, filters }: Pick<StreamQuery, 'dataset' | 'filters'>,
  source: Source
): SourceQuery {
  const query: SourceQuery = {
    version: 1,
    dataset: source.name,
    format: 'table',
    metrics: [],
    groupBy: [],
    filters: filtersThere(filters, fieldsOf(dataset), source),
    orderBy: [],
    ...(source.most === undefined ? {} : { limit: source.most }),
  };
  return source.refuses?.(query) ? { ...query, filters: [] } : query;
}
