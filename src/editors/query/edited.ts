import {
  type Condition,
  DATASETS,
  defaultQuery,
  type Filter,
  formatsOf,
  LIST_PRICE,
  sourceOf,
  type SourceQuery,
  type StreamQuery,
  withDataset,
  withSource,
} from '../../core';
import type { SavedQuery } from '../../host/savedQuery';

/** A query in the editor: nothing is left out but the limit. */
export type Edited = SavedQuery & Omit<StreamQuery, 'limit' | 'price'> & { readonly price: number | string };

/**
 * A saved query as the editor shows it. What it leaves out has the core's defaults. A list that is
 * something else in the saved query becomes an empty list, so that the editor can mend any query.
 */
export function edited(saved: SavedQuery): Edited {
  const dataset = saved.dataset ?? defaultQuery.dataset;
  return {
    ...saved,
    version: 1,
    dataset,
    format: saved.format ?? formatsOf(DATASETS[dataset])[0],
    metrics: Array.isArray(saved.metrics)
      ? saved.metrics
      : (DATASETS[dataset]?.metrics ?? []).slice(0, 1).map(({ name }) => name),
    groupBy: list(saved.groupBy),
    filters: editedFilters(saved.filters),
    bucket: saved.bucket ?? 'auto',
    since: saved.since ?? 'range',
    orderBy: list(saved.orderBy),
    legend: saved.legend ?? '',
    gaps: saved.gaps ?? 'auto',
    show: saved.show ?? 'value',
    shift: saved.shift ?? 'none',
    other: saved.other ?? false,
    names: saved.names ?? true,
    price: saved.price ?? LIST_PRICE,
    ceiling: saved.ceiling ?? 'error',
  };
}

const list = <T>(given: readonly T[] | undefined): readonly T[] => (Array.isArray(given) ? given : []);

/** Filters as the editor shows them, whatever somebody wrote. */
export const editedFilters = (given: readonly Filter[] | undefined): readonly Filter[] => list(given).map(editedFilter);

function editedFilter(filter: Filter): Filter {
  if ('or' in filter) {
    return { or: list(filter.or).map(editedFilter) };
  }
  if ('and' in filter) {
    return { and: list(filter.and).map(editedFilter) };
  }
  const { field, operator = 'eq', values }: Partial<Condition> = filter;
  return { ...filter, field: field ?? '', operator, values: list(values).map(String) };
}

/** A query of a source in the editor. */
export type EditedSource = SavedQuery & Omit<SourceQuery, 'limit'>;

/** A saved query of a source as the editor shows it. */
export const editedSource = (saved: SavedQuery, dataset: string): EditedSource => ({
  ...saved,
  version: 1,
  dataset,
  format: 'table',
  metrics: list(saved.metrics),
  groupBy: list(saved.groupBy),
  filters: editedFilters(saved.filters),
  orderBy: list(saved.orderBy),
});

/** What a query has besides our own keys: its name, its data source and the like. */
export const grafanas = (query: SavedQuery): SavedQuery => ({
  ...Object.fromEntries(Object.entries(query).filter(([key]) => !(key in defaultQuery || OTHERS.includes(key)))),
  refId: query.refId,
});

const OTHERS = ['graphql', 'timezone'];

/** Another dataset or source: what that one has too is kept. */
export function moved(saved: SavedQuery, name: string): SavedQuery {
  const query = edited(saved);
  const source = sourceOf(name);
  if (source === undefined) {
    return withDataset(query, name);
  }
  return { ...grafanas(saved), ...withSource(query, source) };
}

/** Other metrics or dimensions: an order by what is no longer selected goes. */
export function selecting(query: Edited, selection: Partial<Pick<Edited, 'metrics' | 'groupBy'>>): Edited {
  const next = { ...query, ...selection };
  const selected = [...next.metrics, ...next.groupBy];
  return { ...next, orderBy: next.orderBy.filter(({ field }) => selected.includes(field)) };
}

/** What was typed as a limit: nothing means all, and what is no whole number may be a variable. */
export const limitOf = (text: string): SavedQuery['limit'] =>
  text.trim() === '' ? undefined : /^\s*\d+\s*$/.test(text) ? Number(text) : text.trim();

/** What was typed as a price: what is no number may be a variable. */
export const priceOf = (text: string): number | string =>
  /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : text.trim();
