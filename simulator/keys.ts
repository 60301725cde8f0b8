import type { Window } from '../src/core/seam';
import { STEP_MS } from './buckets';
import type { Dimension, Reader } from './dimensions';

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
  /** Every key is less than this. From 2^53 on keys are not exact. */
  readonly size: number;
  readonly of: Reader<number>;
  /** The code of a grouped dimension of a group. */
  code(key: number, dimension: string): number;
}

interface Digit {
  readonly dimension: string;
  /** How many codes there are, from `least` on. */
  readonly radix: number;
  readonly least: number;
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
  all: Readonly<Record<string, Dimension>>
): Keys {
  const wanted = withoutRepeats([...orders, ...dimensions.map((field) => ({ field, descending: false }))]);
  let size = 1;
  const digits: Digit[] = wanted
    .filter((order, index) => !isImplied(wanted, index))
    .reverse()
    .map(({ field, descending }) => {
      const { least, size: radix } = all[field].range(reach);
      const digit = { dimension: field, radix, least, worth: size, descending };
      size *= radix;
      return digit;
    });
  const readers = digits.map((digit) => reader(digit, all[digit.dimension]));

  return {
    size,
    of(day) {
      const reads = readers.map((read) => read(day));
      return (row) => {
        let key = 0;
        for (const read of reads) {
          key += read(row);
        }
        return key;
      };
    },
    code(key, dimension) {
      const digit = digits.find((one) => one.dimension === dimension);
      if (digit) {
        return codeOf(key, digit);
      }
      const told = finest(digits);
      return floor((codeOf(key, told) * STEP_MS[told.dimension]) / STEP_MS[dimension]);
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

function codeOf(key: number, { radix, least, worth, descending }: Digit): number {
  const place = floor(key / worth) % radix;
  return least + (descending ? radix - 1 - place : place);
}

/** What a row's digit adds to its key. */
function reader({ radix, least, worth, descending }: Digit, { code }: Dimension): Reader<number> {
  const first = descending ? least + radix - 1 : least;
  const step = descending ? -worth : worth;
  return (day) => {
    const read = code(day);
    return (row) => (read(row) - first) * step;
  };
}
