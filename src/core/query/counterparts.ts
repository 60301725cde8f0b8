import { DATASETS } from '../catalogue/catalogue';
import { counterpart, fieldOf, metricOf, type Fields, type Metric } from '../catalogue/dataset';
import { operatorOf } from '../catalogue/operators';
import { sourceOf } from '../rest/sources';
import type { Filter } from './query';

/** Parts of a query of one dataset, translated for another dataset. `from` is absent where the first dataset is unknown. */

/** Of a dataset or a source; undefined where it is neither. */
export const fieldsOf = (dataset: string): Fields | undefined => DATASETS[dataset] ?? sourceOf(dataset);

/** The name that a dimension has there; undefined where there is none that means the same. */
export function fieldThere(name: string, from: Fields | undefined, to: Fields): string | undefined {
  const field = from && fieldOf(from, name);
  return field ? counterpart(to, field)?.name : fieldOf(to, name)?.name;
}

/** A metric that is called the same is another one where its label is another: `count` has samples here and plays there. */
export function metricThere(name: string, from: Fields | undefined, to: Fields): Metric | undefined {
  const found = metricOf(to, name);
  const known = from && metricOf(from, name);
  return known === undefined || found?.label === known.label ? found : undefined;
}

/** Filters by fields that are there, with operators that they have there. */
export const filtersThere = (filters: readonly Filter[], from: Fields | undefined, to: Fields): Filter[] =>
  filters.flatMap((filter) => filterThere(filter, from, to));

function filterThere(filter: Filter, from: Fields | undefined, to: Fields): Filter[] {
  if ('field' in filter) {
    const name = fieldThere(filter.field, from, to);
    const field = name === undefined ? undefined : fieldOf(to, name);
    return field && operatorOf(field.type, filter.operator) ? [{ ...filter, field: field.name }] : [];
  }
  const inner = filtersThere('or' in filter ? filter.or : filter.and, from, to);
  return inner.length === 0 ? [] : ['or' in filter ? { or: inner } : { and: inner }];
}
