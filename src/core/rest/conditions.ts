import type { Condition, Filter } from '../query/query';

/** The conditions that hold for every row: those that stand in no group. */
export const conditionsOn = (filters: readonly Filter[], field: string): Condition[] =>
  filters.flatMap((filter) => ('field' in filter && filter.field === field ? [filter] : []));

/** The values that a field must have one of, each once; undefined where the filters do not list them. */
export function listed(filters: readonly Filter[], field: string): string[] | undefined {
  const found = conditionsOn(filters, field).find(({ operator }) => operator === 'eq' || operator === 'in');
  return found && [...new Set(found.values)];
}
