import type { Metric } from '../catalogue/dataset';
import type { Order } from '../query/query';
import type { Groups } from './groups';
import { textRanks } from './text';

/** What groups are put in order by. `lead` comes between the given order and the texts of the keys. */
export interface Ranking {
  readonly groupBy: readonly string[];
  readonly metrics: readonly Metric[];
  readonly orderBy: readonly Order[];
  readonly lead?: Float64Array;
  readonly limit?: number;
}

/** A column of whole numbers from 0 to below `count`, in the order that is wanted. */
interface Ranks {
  readonly ranks: ArrayLike<number>;
  readonly count: number;
}

/**
 * Indices of groups in the order that a query asks for, the first `limit` of them. Ties, and all where no order is given, by the
 * texts of their keys. A group is ranked by its total: the sum over its slots, or the largest of what does not add. Nothing
 * known comes last.
 */
export function ranked(groups: Groups, { groupBy, metrics, orderBy, lead, limit }: Ranking): number[] {
  const byDimension = groups.dimensions.map(({ dictionary, codes, numeric }): Ranks => {
    const ranks = textRanks(dictionary, numeric);
    return { ranks: codes.map((code) => ranks[code]), count: Math.max(1, dictionary.length) };
  });
  const given = orderBy.map(({ field, direction }) => {
    const metric = metrics.findIndex(({ name }) => name === field);
    return metric < 0
      ? turned(byDimension[groupBy.indexOf(field)], direction === 'desc')
      : numberRanks(totals(groups, metric, metrics[metric]), direction === 'desc');
  });
  const columns = [...given, ...(lead ? [numberRanks(lead, false)] : []), ...byDimension];
  const { ranks } = columns.reduce((a, b) => composed(a, b, groups.size), {
    ranks: new Float64Array(groups.size),
    count: 1,
  });
  const order = new Array<number>(groups.size);
  const places = numberRanks(Float64Array.from(ranks), false).ranks;
  for (let i = 0; i < groups.size; i++) {
    order[places[i]] = i;
  }
  return order.slice(0, limit);
}

const turned = ({ ranks, count }: Ranks, down: boolean): Ranks =>
  down ? { ranks: Uint32Array.from(ranks, (rank) => count - 1 - rank), count } : { ranks, count };

/** Places among the distinct numbers; what is not known comes last, whichever way they go. */
function numberRanks(values: Float64Array, down: boolean): Ranks {
  const sorted = values.slice().sort();
  const places = new Map<number, number>();
  let known = 0;
  for (let i = 0; i < sorted.length && sorted[i] === sorted[i]; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) {
      places.set(sorted[i], known++);
    }
  }
  const ranks = Uint32Array.from(values, (value) => {
    const place = places.get(value);
    return place === undefined ? known : down ? known - 1 - place : place;
  });
  return { ranks, count: known + 1 };
}

/** Both orders as one, the first one first; ranked anew where the numbers would grow too large to be exact. */
function composed(first: Ranks, second: Ranks, size: number): Ranks {
  if (first.count * second.count > Number.MAX_SAFE_INTEGER) {
    return composed(numberRanks(Float64Array.from(first.ranks), false), second, size);
  }
  const ranks = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    ranks[i] = first.ranks[i] * second.count + second.ranks[i];
  }
  return { ranks, count: first.count * second.count };
}

function totals({ size, width, values }: Groups, metric: number, { additivity }: Metric): Float64Array {
  const all = values[metric];
  if (width === 1) {
    return all;
  }
  const combined = new Float64Array(size).fill(NaN);
  for (let i = 0; i < size * width; i++) {
    const value = all[i];
    const group = Math.floor(i / width);
    const before = combined[group];
    if (value === value) {
      combined[group] = before !== before ? value : additivity === 'sum' ? before + value : Math.max(before, value);
    }
  }
  return combined;
}
