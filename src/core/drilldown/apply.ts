import type { Fields } from '../catalogue/dataset';
import { fieldsOf } from '../query/counterparts';
import { filterProblems } from '../query/fieldProblems';
import type { Filter } from '../query/query';
import type { AdhocFilter } from '../seam';
import { fieldOfKey, meaningOf } from './drilldown';
import { filterByPattern } from './pattern';

/** Filters of a dashboard as those of one query. */
export interface Applied {
  readonly filters: readonly Filter[];
  /** Keys that the dataset has no field for. */
  readonly foreign: readonly string[];
  /** Why filters cannot be asked of the dataset, though it has the field. */
  readonly problems: readonly string[];
}

/** Stands for no value: Grafana drops a filter whose value is empty. */
export const EMPTY_VALUE = '(empty)';

/** The core's operator for each of Grafana's. Patterns are missing: the API has none. */
const OPERATORS: Readonly<Record<string, string>> = {
  '=': 'eq',
  '!=': 'neq',
  '=|': 'in',
  '!=|': 'notin',
  '<': 'lt',
  '<=': 'leq',
  '>': 'gt',
  '>=': 'geq',
};

export function applied(given: readonly AdhocFilter[], fields: Fields): Applied {
  const filters: Filter[] = [];
  const foreign: string[] = [];
  const problems: string[] = [];
  for (const each of given) {
    const field = fieldOfKey(each.key, fields);
    if (field === undefined) {
      foreign.push(each.key);
      continue;
    }
    const found = filterOf(each, field.name);
    if (found === undefined) {
      problems.push(`${inWords(each)} is a pattern that Cloudflare cannot look for. ${INSTEAD}`);
      continue;
    }
    filterProblems(found, '', fields, 1, (_, message) => problems.push(`${inWords(each)}: ${message}`));
    filters.push(found);
  }
  return { filters, foreign: [...new Set(foreign)], problems };
}

const INSTEAD =
  'Plain text, alternatives such as a|b, and .* where any text may stand work, and so does "one of" with the values themselves.';

function filterOf({ operator, value, values }: AdhocFilter, field: string): Filter | undefined {
  if (operator === '=~' || operator === '!~') {
    return filterByPattern(field, value, operator === '!~');
  }
  const name = OPERATORS[operator] ?? operator;
  const given = name === 'in' || name === 'notin' ? (values ?? [value]) : [value];
  return { field, operator: name, values: given.map((each) => (each === EMPTY_VALUE ? '' : each)) };
}

/** `The filter country =~ "x+"` */
const inWords = ({ key, operator, value }: AdhocFilter): string =>
  `The dashboard's filter ${labelOfKey(key)} ${operator} "${value}"`;

/** What a key is called where people read it. */
export const labelOfKey = (key: string): string => (meaningOf(key)?.label ?? key).toLowerCase();

/** A saved query with the dashboard's filters among its own, as far as its dataset has them, for places where there is no dashboard. */
export function withFilters<Query extends { readonly dataset?: string; readonly filters?: readonly Filter[] }>(
  query: Query,
  filters: readonly AdhocFilter[]
): Query {
  const fields = filters.length === 0 ? undefined : fieldsOf(query.dataset ?? '');
  return fields ? { ...query, filters: [...(query.filters ?? []), ...applied(filters, fields).filters] } : query;
}
