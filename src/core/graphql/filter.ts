import { fieldOf, isNumeric, type Dataset } from '../catalogue/dataset';
import { operatorOf } from '../catalogue/operators';
import type { Filter } from '../query/query';
import type { Window } from '../seam';
import { toTime } from '../time/instant';

/** A filter as the API takes it: keys are joined by AND; `AND` and `OR` hold lists of filters. */
export type ApiFilter = { readonly [key: string]: unknown };

/** A key that rows are sorted by, to go on after a full page. */
export interface SortKey {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

/** A saved filter that parse() has accepted. */
export function toApi(filter: Filter, dataset: Dataset): ApiFilter {
  if ('or' in filter) {
    return { OR: filter.or.map((each) => toApi(each, dataset)) };
  }
  if ('and' in filter) {
    return { AND: filter.and.map((each) => toApi(each, dataset)) };
  }
  const field = fieldOf(dataset, filter.field);
  const operator = field && operatorOf(field.type, filter.operator);
  if (operator === undefined) {
    return {};
  }
  const values = filter.values.map((value) => apiValue(dataset, filter.field, value));
  if (operator.list && field?.type === 'uint8') {
    // The API reads a list of uint8 as bytes, so each value is compared by itself.
    return operator.name === 'in'
      ? { OR: values.map((value) => ({ [filter.field]: value })) }
      : { AND: values.map((value) => ({ [`${filter.field}_neq`]: value })) };
  }
  return { [`${filter.field}${operator.suffix}`]: operator.list ? values : values[0] };
}

/** A value as the API's type has it: whole numbers as numbers, all else (a variable that is not replaced yet) as text. */
const apiValue = (dataset: Dataset, field: string, text: string): string | number =>
  isNumeric(dataset, field) && /^\d+$/.test(text) ? Number(text) : text;

/** All of `parts`, as one object where no key is there twice, else as a list under `AND`. */
export function allOf(parts: readonly ApiFilter[]): ApiFilter {
  const keys = parts.flatMap((part) => Object.keys(part));
  return new Set(keys).size === keys.length ? Object.assign({}, ...parts) : { AND: parts };
}

/** Time in `[from, to)`. `datetime` exists on every dataset, `date` does not. */
export const during = ({ from, to }: Window): ApiFilter => ({ datetime_geq: toTime(from), datetime_lt: toTime(to) });

/**
 * Rows that follow those with `texts` in the order of `keys`: seeking by the whole sort key. With one ascending key this is
 * Cloudflare's own scheme, `uid_gt` of the last uid; with several, a seek by the first alone would lose the rest of it.
 * Source: developers.cloudflare.com/analytics/graphql-api/features/pagination
 */
export function after(dataset: Dataset, keys: readonly SortKey[], texts: readonly string[]): ApiFilter {
  const values = texts.map((text, i) => apiValue(dataset, keys[i].field, text));
  const alternatives = keys.map(({ field, direction }, i): ApiFilter => ({
    ...Object.fromEntries(keys.slice(0, i).map((key, j) => [key.field, values[j]])),
    [`${field}_${direction === 'asc' ? 'gt' : 'lt'}`]: values[i],
  }));
  return alternatives.length === 1 ? alternatives[0] : { OR: alternatives };
}

/** Rows of the groups that `tuples` names, each a value for every one of `fields`. */
export const among = (
  dataset: Dataset,
  fields: readonly string[],
  tuples: ReadonlyArray<readonly string[]>
): ApiFilter =>
  fields.length === 1
    ? toApi({ field: fields[0], operator: 'in', values: tuples.map(([value]) => value) }, dataset)
    : {
        OR: tuples.map((tuple) =>
          Object.fromEntries(fields.map((field, i) => [field, apiValue(dataset, field, tuple[i])]))
        ),
      };
