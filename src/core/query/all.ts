import type { Filter } from './query';

/** Grafana's value of a variable that stands on All. */
export const ALL = '$__all';

/**
 * Filters that leave anything out. A condition by a variable that stands on All holds for everything, whatever its operator: it
 * goes, and so does a group of which it is one of several alternatives.
 */
export const narrowing = (filters: readonly Filter[]): Filter[] => filters.flatMap((filter) => narrowed(filter) ?? []);

function narrowed(filter: Filter): Filter | undefined {
  if ('field' in filter) {
    return filter.values.includes(ALL) ? undefined : filter;
  }
  if ('and' in filter) {
    const inner = narrowing(filter.and);
    return inner.length === 0 ? undefined : { and: inner };
  }
  const inner = narrowing(filter.or);
  return inner.length < filter.or.length ? undefined : { or: inner };
}
