import { fieldOf } from '../catalogue/dataset';
import { compareText } from '../execution/text';
import type { Condition, Filter } from '../query/query';
import { fromApi } from '../time/instant';
import { isNumeric, type Row, type Source } from './source';

/** Whether a row holds to all filters. They mean what they mean in the analytics API: texts by their bytes, `%` in `like`. */
export function matches(row: Row, filters: readonly Filter[], source: Source): boolean {
  for (const filter of filters) {
    if (!holds(row, filter, source)) {
      return false;
    }
  }
  return true;
}

function holds(row: Row, filter: Filter, source: Source): boolean {
  if ('field' in filter) {
    return compares(row, filter, source);
  }
  if ('and' in filter) {
    return matches(row, filter.and, source);
  }
  for (const each of filter.or) {
    if (holds(row, each, source)) {
      return true;
    }
  }
  return false;
}

function compares(row: Row, { field, operator, values }: Condition, source: Source): boolean {
  const value = row[field];
  switch (operator) {
    case 'in':
    case 'notin':
      for (const each of values) {
        if (order(value, each, field, source) === 0) {
          return operator === 'in';
        }
      }
      return operator === 'notin';
    case 'like':
    case 'notlike':
      return isLike(String(value), values[0]) === (operator === 'like');
    default:
      return TESTS[operator](order(value, values[0], field, source));
  }
}

/** By the place of the row's value beside the filter's; NaN where the row has none, which is unequal to all. */
const TESTS: Readonly<Record<string, (place: number) => boolean>> = {
  eq: (place) => place === 0,
  neq: (place) => place !== 0,
  gt: (place) => place > 0,
  geq: (place) => place >= 0,
  lt: (place) => place < 0,
  leq: (place) => place <= 0,
};

function order(value: string | number, text: string, field: string, source: Source): number {
  const type = fieldOf(source, field)?.type ?? 'string';
  if (isNumeric(type)) {
    return Number(value) - Number(text);
  }
  return type === 'Time' ? Number(value) - fromApi(text) : compareText(String(value), text);
}

/** Whether a text is its pattern, in which `%` stands for any text. */
export function isLike(text: string, pattern: string): boolean {
  const [first, ...rest] = pattern.split('%');
  if (rest.length === 0) {
    return text === pattern;
  }
  if (!text.startsWith(first)) {
    return false;
  }
  const last = rest[rest.length - 1];
  let from = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0) {
      return false;
    }
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
