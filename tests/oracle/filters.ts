import { like, OPERATORS, type Value, type Values } from '../../simulator/reference';
import type { Filter } from '../../src/core';

/** Whether an event passes a saved filter. */
export function passes(filter: Filter, values: Values): boolean {
  if ('or' in filter) {
    return filter.or.some((each) => passes(each, values));
  }
  if ('and' in filter) {
    return filter.and.every((each) => passes(each, values));
  }
  const actual = values[filter.field];
  const meant = filter.values.map((text): Value => (typeof actual === 'number' ? Number(text) : text));
  switch (filter.operator) {
    case 'in':
      return meant.includes(actual);
    case 'notin':
      return !meant.includes(actual);
    case 'like':
      return like(String(actual), String(meant[0]));
    case 'notlike':
      return !like(String(actual), String(meant[0]));
    default:
      return OPERATORS[filter.operator === 'eq' ? '' : `_${filter.operator}`](actual, meant[0]);
  }
}
