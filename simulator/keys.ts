import type { Window } from '../src/core/seam';
import type { TextColumn } from './columns';
import { cut, STEP_MS } from './datasets';
import type { Day } from './day';

// Looked up once, as in random.ts.
const { floor } = Math;

/** One entry of `orderBy`: a dimension, or a metric such as `sum_minutesViewed`. */
export interface Order {
  readonly field: string;
  readonly descending: boolean;
}

/**
 * Grouping keys as single numbers: each grouped dimension is one digit of a number of mixed radix, the first to order by
 * being the most significant. Comparing two keys compares the groups.
 */
export interface Keys {
  /** Every key is less than this. More than 2^53 cannot be told apart. */
  readonly size: number;
  of(day: Day, row: number): number;
  /** A grouped dimension of a group: an index into its dictionary, or ms since the epoch. Orders as its values do. */
  code(key: number, dimension: string): number;
}

interface Digit {
  readonly dimension: string;
  readonly radix: number;
  /** What one unit of the digit is worth in the key. */
  readonly worth: number;
  readonly descending: boolean;
}

/**
 * @param dimensions the grouped ones, in the order that they were selected
 * @param orders the dimensions to order by first; the other grouped ones follow, ascending
 * @param reach the time that rows may have, finite
 */
export function makeKeys(
  dimensions: readonly string[],
  orders: readonly Order[],
  reach: Window,
  texts: Readonly<Record<string, TextColumn>>
): Keys {
  const epoch = cut(reach.from, STEP_MS.date);
  const radixOf = (dimension: string): number =>
    dimension in STEP_MS
      ? Math.max(1, Math.ceil((reach.to - epoch) / STEP_MS[dimension]))
      : texts[dimension].dictionary.length;

  const wanted = withoutRepeats([...orders, ...dimensions.map((field) => ({ field, descending: false }))]);
  let size = 1;
  const digits: Digit[] = wanted
    .filter((order, index) => !isImplied(wanted, index))
    .reverse()
    .map(({ field, descending }) => {
      const digit = { dimension: field, radix: radixOf(field), worth: size, descending };
      size *= digit.radix;
      return digit;
    });
  const readers = digits.map((digit) => reader(digit, epoch, texts));

  return {
    size,
    of(day, row) {
      let key = 0;
      for (const read of readers) {
        key += read(day, row);
      }
      return key;
    },
    code(key, dimension) {
      const digit = digits.find((one) => one.dimension === dimension);
      if (digit && !(dimension in STEP_MS)) {
        return codeOf(key, digit);
      }
      const told = finest(digits);
      const time = epoch + codeOf(key, told) * STEP_MS[told.dimension];
      return cut(time, STEP_MS[dimension]);
    },
  };
}

const withoutRepeats = (orders: readonly Order[]): Order[] =>
  orders.filter(({ field }, index) => orders.findIndex((other) => other.field === field) === index);

/** A time that a finer one before it, or right after it in the same direction, already tells and orders by. */
function isImplied(orders: readonly Order[], index: number): boolean {
  const step = STEP_MS[orders[index].field];
  const next = orders[index + 1];
  return (
    orders.slice(0, index).some(({ field }) => STEP_MS[field] < step) ||
    (next !== undefined && STEP_MS[next.field] < step && next.descending === orders[index].descending)
  );
}

const finest = (digits: readonly Digit[]): Digit =>
  digits
    .filter(({ dimension }) => dimension in STEP_MS)
    .reduce((best, digit) => (STEP_MS[digit.dimension] < STEP_MS[best.dimension] ? digit : best));

function codeOf(key: number, { radix, worth, descending }: Digit): number {
  const code = floor(key / worth) % radix;
  return descending ? radix - 1 - code : code;
}

/** What a row's digit adds to its key. */
function reader(
  { dimension, radix, worth, descending }: Digit,
  epoch: number,
  texts: Readonly<Record<string, TextColumn>>
): (day: Day, row: number) => number {
  const worthOf = (code: number): number => (descending ? radix - 1 - code : code) * worth;
  if (dimension in STEP_MS) {
    const step = STEP_MS[dimension];
    return (day, row) => worthOf(floor((day.from - epoch + day.second[row] * 1000) / step));
  }
  const { column, codes } = texts[dimension];
  const worths = Float64Array.from({ length: codes.length }, (_, index) => worthOf(codes[index]));
  return (day, row) => worths[day[column][row]];
}
