import type { Order } from '../query/query';
import type { Groups } from './groups';
import { textRanks } from './text';

/** What groups are put in order by. `lead` comes between the given order and the texts of the keys. */
export interface Ordering {
  readonly groupBy: readonly string[];
  readonly orderBy: readonly Order[];
  /** One number a group, of the metrics in the order. */
  readonly numbers: Readonly<Record<string, Float64Array>>;
  readonly lead?: Float64Array;
  readonly limit?: number;
}

/** A place in one order for each group or row, from 0 to below `count`: by code where there are codes. */
export interface Places {
  readonly places: ArrayLike<number>;
  readonly codes?: ArrayLike<number>;
  readonly count: number;
}

/**
 * Indices of groups in the order that a query asks for, the first `limit` of them. Ties, and all groups where no order is given, are in the
 * order of their texts. Unknown numbers come last.
 *
 * All orders become one number a group, which is sorted as a number: sorting by a function is what interpreters are slowest at.
 */
export function ranked(
  groups: Pick<Groups, 'size' | 'dimensions'>,
  { groupBy, orderBy, numbers, lead, limit }: Ordering
): number[] {
  const byText = groups.dimensions.map(({ dictionary, codes, numeric }): Places => ({
    places: textRanks(dictionary, numeric),
    codes,
    count: Math.max(1, dictionary.length),
  }));
  const given = orderBy.flatMap(({ field, direction }) => {
    const text = byText[groupBy.indexOf(field)];
    const down = direction === 'desc';
    return field in numbers ? [placesOf(numbers[field], down)] : text ? [turned(text, down)] : [];
  });
  const keys = new Float64Array(groups.size);
  let count = 1;
  for (const { places, codes, count: next } of [...given, ...(lead ? [placesOf(lead, false)] : []), ...byText]) {
    count = withRoom(keys, count, next);
    for (let i = 0, { length } = keys; i < length; i++) {
      keys[i] = keys[i] * next + places[codes ? codes[i] : i];
    }
  }
  withRoom(keys, count, groups.size);
  for (let i = 0, { length } = keys; i < length; i++) {
    keys[i] = keys[i] * groups.size + i;
  }
  const order: number[] = [];
  const sorted = keys.sort();
  for (let i = 0, most = Math.min(groups.size, limit ?? Infinity); i < most; i++) {
    order.push(sorted[i] % groups.size);
  }
  return order;
}

/**
 * How many different keys there can be once `next` more are told apart within each. Keys that would grow beyond exact whole numbers are
 * replaced by their places first.
 */
function withRoom(keys: Float64Array, count: number, next: number): number {
  if (count * next <= Number.MAX_SAFE_INTEGER) {
    return count * next;
  }
  const { places, count: fewer } = placesOf(keys, false);
  keys.set(places);
  return fewer * next;
}

export const turned = ({ places, codes, count }: Places, down: boolean): Places =>
  down ? { places: Uint32Array.from(places, (place) => count - 1 - place), codes, count } : { places, codes, count };

/** Places among the distinct numbers; what is not known comes last, whichever way they go. */
export function placesOf(values: Float64Array, down: boolean): Places {
  const sorted = values.slice().sort();
  const found = new Map<number, number>();
  let known = 0;
  for (let i = 0, { length } = sorted; i < length && sorted[i] === sorted[i]; i++) {
    if (sorted[i] !== sorted[i - 1]) {
      found.set(sorted[i], known++);
    }
  }
  const places = new Uint32Array(values.length);
  for (let i = 0, { length } = values; i < length; i++) {
    const place = found.get(values[i]);
    places[i] = place === undefined ? known : down ? known - 1 - place : place;
  }
  return { places, count: known + 1 };
}
