import type { Dimension } from '../catalogue/dataset';
import { fieldsOf } from './counterparts';
import type { Condition, Filter } from './query';

/** Filters that somebody adds by a click on a value: `for` leaves it alone, `out` leaves all but it. */
export type Way = 'for' | 'out';

interface Filtered {
  readonly dataset?: string;
  readonly filters?: readonly Filter[];
}

/** A value that somebody clicked on. */
export interface Clicked {
  /** Of a column or a label: a field's name, its label, or what it names where names stand beside IDs. */
  readonly key: string;
  readonly value: string;
  /** The row around it: a name is no filter, the ID beside it is. */
  readonly row?: Readonly<Record<string, unknown>>;
}

/** Several values of the same field become one of them, or none of them. */
const OPERATORS = { for: { one: 'eq', several: 'in' }, out: { one: 'neq', several: 'notin' } } as const;

/** The query with a filter by a value. Where the dataset does not have the field, the query stays as it is. */
export function filteredBy<Query extends Filtered>(query: Query, clicked: Clicked, way: Way): Query {
  const found = meant(query, clicked);
  if (found === undefined) {
    return query;
  }
  const { field, value } = found;
  const without = withoutValue(query.filters ?? [], found, way === 'for' ? 'out' : 'for');
  const same = without.findIndex((each) => isOf(each, field, way));
  const before = same < 0 ? [] : (without[same] as Condition).values;
  const values = [...new Set([...before, value])];
  const { one, several } = OPERATORS[way];
  const condition: Condition = { field, operator: values.length === 1 ? one : several, values };
  const filters = same < 0 ? [...without, condition] : without.map((each, i) => (i === same ? condition : each));
  return { ...query, filters };
}

/** The same, except that a filter which is already there is removed. */
export function toggledBy<Query extends Filtered>(query: Query, clicked: Clicked, way: Way): Query {
  const found = meant(query, clicked);
  return found && isFilteredBy(query, clicked, way)
    ? { ...query, filters: withoutValue(query.filters ?? [], found, way) }
    : filteredBy(query, clicked, way);
}

/** Whether a query is filtered by a value. */
export function isFilteredBy(query: Filtered, clicked: Clicked, way: Way = 'for'): boolean {
  const found = meant(query, clicked);
  return (
    found !== undefined &&
    (query.filters ?? []).some(
      (each) => isOf(each, found.field, way) && (each as Condition).values.includes(found.value)
    )
  );
}

function meant(
  { dataset = '' }: Filtered,
  { key, value, row = {} }: Clicked
): { field: string; value: string } | undefined {
  const fields = fieldsOf(dataset);
  const found = (is: (dimension: Dimension) => boolean) => fields?.dimensions.find(is);
  const own = found(({ name }) => name === key);
  if (own) {
    return { field: own.name, value };
  }
  const named = found(({ subject }) => subject === key) ?? found(({ label }) => label === key || `${label} ID` === key);
  const id = named && row[named.name];
  return named && (id !== undefined || named.subject !== key)
    ? { field: named.name, value: String(id ?? value) }
    : undefined;
}

const isOf = (filter: Filter, field: string, way: Way): boolean =>
  'field' in filter && filter.field === field && Object.values<string>(OPERATORS[way]).includes(filter.operator);

const withoutValue = (
  filters: readonly Filter[],
  { field, value }: { field: string; value: string },
  way: Way
): Filter[] =>
  filters.flatMap((each): Filter[] => {
    if (!('field' in each) || !isOf(each, field, way)) {
      return [each];
    }
    const values = each.values.filter((other) => other !== value);
    return values.length === 0
      ? []
      : [{ ...each, operator: OPERATORS[way][values.length === 1 ? 'one' : 'several'], values }];
  });
