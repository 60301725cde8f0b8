import type { Filter } from '../query/query';
import { keptFilters } from '../query/withDataset';
import type { Source, SourceQuery } from './source';

/** A new query of a source, with those filters of another query that the source has too. */
export function withSource(filters: readonly Filter[], source: Source): SourceQuery {
  const query: SourceQuery = {
    version: 1,
    dataset: source.name,
    format: 'table',
    groupBy: [],
    filters: keptFilters(filters, source),
    orderBy: [],
    ...(source.most === undefined ? {} : { limit: source.most }),
  };
  return source.refuses?.(query) ? { ...query, filters: [] } : query;
}
