import { fieldOf } from '../catalogue/dataset';
import { compareText } from '../execution/text';
import type { Order } from '../query/query';
import { matches } from './matches';
import { isNumeric, type Row, type Source, type SourceQuery } from './source';

/** The rows that a query shows: those that hold to its filters, in its order, no more than its limit. */
export function shown(rows: readonly Row[], query: SourceQuery, source: Source): readonly Row[] {
  const kept = rows.filter((row) => matches(row, query.filters, source));
  return sorted(kept, query, source).slice(0, query.limit);
}

/** Rows in the query's order, ties by the text columns. What is not known stands last. */
export function sorted(rows: readonly Row[], query: SourceQuery, source: Source): Row[] {
  const given = query.orderBy.length > 0 ? query.orderBy : [source.order];
  const ties = source.dimensions.filter(
    ({ type, name }) => !isNumeric(type) && given.every(({ field }) => field !== name)
  );
  const orders = [...given, ...ties.map(({ name }): Order => ({ field: name, direction: 'asc' }))];
  const keys = orders.map(({ field, direction }) => ({
    field,
    sign: direction === 'asc' ? 1 : -1,
    type: fieldOf(source, field)?.type ?? 'string',
  }));
  return [...rows].sort((a, b) => {
    for (const { field, sign, type } of keys) {
      const place =
        type === 'string'
          ? sign * compareText(String(a[field]), String(b[field]))
          : compareKnown(Number(a[field]), Number(b[field]), sign);
      if (place !== 0) {
        return place;
      }
    }
    return 0;
  });
}

const compareKnown = (a: number, b: number, sign: number): number =>
  a !== a || b !== b ? Number(a !== a) - Number(b !== b) : sign * (a - b);
