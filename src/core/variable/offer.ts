import { fieldOf, type Dataset, type Metric } from '../catalogue/dataset';
import { MOST_NAMED, namedBy } from '../names/lookup';
import { MOST_EVENTS, type Filter, type StreamQuery } from '../query/query';
import { defaultQuery } from '../query/withDataset';
import type { Source, SourceQuery } from '../rest/source';

/**
 * Values of a field that somebody may choose from.
 *
 *   ranked   by the main metric of a dataset of groups, over the time range
 *   tallied  by how many rows have them, where rows are single events or what is there now
 */
export interface Offer {
  readonly of: Dataset | Source;
  /** A dimension, or a column. */
  readonly field: string;
  /** All must hold. */
  readonly filters: readonly Filter[];
  /** What values must contain, in any case; `%` stands for any text. */
  readonly search: string;
  /** Values at most. */
  readonly limit: number;
}

/** What values are ranked by: the first metric that adds up; undefined where they are tallied. */
export const mainMetric = ({ metrics }: Offer['of']): Metric | undefined =>
  metrics.find(({ additivity }) => additivity === 'sum');

/** How many of the newest single events are looked at: one page of the API. */
export const EVENTS_TALLIED = 10 * MOST_EVENTS;

/**
 * The query whose rows hold the values. A search that the API cannot do is done on the rows: among all of them, or, where names are
 * searched too, among as many as have names asked for.
 */
export function offerQuery({ of, field, filters, search, limit }: Offer): StreamQuery | SourceQuery {
  const metric = mainMetric(of);
  const dimension = fieldOf(of, field);
  const isNamed = dimension !== undefined && namedBy(dimension) !== undefined;
  if (metric === undefined) {
    return 'columns' in of
      ? {
          ...ROWS,
          version: 1,
          dataset: of.name,
          metrics: [],
          groupBy: of.splits.filter((name) => name === field),
          filters,
        }
      : { ...defaultQuery, ...ROWS, dataset: of.name, metrics: [], filters, limit: EVENTS_TALLIED, names: isNamed };
  }
  const isAsked = search !== '' && dimension?.type === 'string' && !isNamed;
  return {
    ...defaultQuery,
    ...ROWS,
    dataset: of.name,
    metrics: [metric.name],
    names: isNamed,
    groupBy: [field],
    filters: [...filters, ...(isAsked ? [containing(field, search)] : [])],
    orderBy: [{ field: metric.name, direction: 'desc' }],
    limit: search === '' || isAsked ? limit : isNamed ? Math.max(limit, MOST_NAMED) : undefined,
  };
}

const ROWS = { format: 'table', groupBy: [], orderBy: [] } as const;

/** The API compares upper and lower case, so a text is looked for as it was typed, in small letters and in capitals. */
function containing(field: string, search: string): Filter {
  const spellings = [...new Set([search, search.toLowerCase(), search.toUpperCase()])];
  const conditions = spellings.map((each): Filter => ({ field, operator: 'like', values: [`%${each}%`] }));
  return conditions.length === 1 ? conditions[0] : { or: conditions };
}
