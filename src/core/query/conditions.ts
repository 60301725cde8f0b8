import type { Condition, Filter } from './query';

/** Every condition of a filter, those of its groups included, in the order in which they are written. */
export const conditionsIn = (filter: Filter): Condition[] =>
  'field' in filter ? [filter] : ('or' in filter ? filter.or : filter.and).flatMap(conditionsIn);
