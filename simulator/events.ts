import type { Window } from '../src/core/seam';

export type Column = Uint8Array | Uint16Array | Uint32Array;

/** One UTC day of events of one kind as columns: entry `i` of each is event `i`'s. In no order unless its maker says so. */
export interface Events<Name extends string = string> {
  /** Midnight, ms since the epoch. */
  readonly from: number;
  readonly size: number;
  readonly columns: Readonly<Record<Name | 'second', Column>>;
}

/** Which array each column of a kind of events is kept in; with `second`, the second of the day. */
export type Shape<Name extends string> = Readonly<
  Record<Name | 'second', Uint8ArrayConstructor | Uint16ArrayConstructor | Uint32ArrayConstructor>
>;

const mapped = <Name extends string, A, B>(values: Readonly<Record<Name, A>>, to: (value: A) => B): Record<Name, B> =>
  Object.fromEntries(Object.entries<A>(values).map(([name, value]) => [name, to(value)])) as Record<Name, B>;

export const columnsOf = <Name extends string>(shape: Shape<Name>, size: number): Record<Name | 'second', Column> =>
  mapped(shape, (array) => new array(size));

/** Events in columns that were made larger than needed. */
export const firstOf = <Name extends string>(
  columns: Readonly<Record<Name | 'second', Column>>,
  from: number,
  size: number
): Events<Name> => ({ from, size, columns: mapped(columns, (column) => column.slice(0, size)) });

/** Where one event stands, and its time in ms since the epoch: a whole second. */
export interface Place<Name extends string> {
  readonly columns: Readonly<Record<Name | 'second', Column>>;
  readonly row: number;
  readonly time: number;
}

/** Every event of the days in `[from, to)` and in none of the quiet spans. */
export function* placesIn<Name extends string>(
  days: Iterable<Events<Name>>,
  { from, to }: Window,
  quiet: readonly Window[]
): Generator<Place<Name>> {
  for (const day of days) {
    for (let row = 0; row < day.size; row++) {
      const time = day.from + day.columns.second[row] * 1000;
      if (time >= from && time < to && !quiet.some((span) => time >= span.from && time < span.to)) {
        yield { columns: day.columns, row, time };
      }
    }
  }
}
