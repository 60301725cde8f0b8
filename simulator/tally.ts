import type { Reader } from './dimensions';
import type { Aggregate } from './metrics';

/** One metric of all groups, being worked out. Groups are numbered from 0 in the order that they are first seen in. */
export interface Tally {
  /** Adds events of a day to groups. */
  readonly add: (day: Parameters<Reader<unknown>>[0]) => (group: number, row: number) => void;
  readonly value: (group: number) => number;
}

// Looked up once, as in random.ts.
const { ceil, max, min } = Math;

/** @param interval how many events each one that is added stands for */
export function makeTally(aggregate: Aggregate, interval: number): Tally {
  switch (aggregate.kind) {
    case 'sum': {
      const { add, value } = folded(aggregate.of, 0, (a, b) => a + b);
      return { add, value: (group) => value(group) * interval };
    }
    case 'rate': {
      const { add, value } = folded(aggregate.of, 0, (a, b) => a + b);
      return { add, value: (group) => (value(group) * interval) / aggregate.seconds };
    }
    case 'greatest':
      return folded(aggregate.of, -Infinity, (a, b) => max(a, b));
    case 'least':
      return folded(aggregate.of, Infinity, (a, b) => min(a, b));
    case 'mean':
      return mean(aggregate.of, aggregate.weight);
    case 'distinct':
      return collected(aggregate.of, (values) => values.filter((value, at) => value !== values[at - 1]).length);
    case 'quantile':
      return collected(aggregate.of, (values) => values[ceil(aggregate.share * values.length) - 1]);
    case 'sampleInterval':
      return { add: () => () => undefined, value: () => interval };
  }
}

function folded(of: Reader<number>, start: number, fold: (a: number, b: number) => number): Tally {
  const values: number[] = [];
  return {
    add(day) {
      const read = of(day);
      return (group, row) => {
        values[group] = fold(group < values.length ? values[group] : start, read(row));
      };
    },
    value: (group) => values[group],
  };
}

function mean(of: Reader<number>, weight: Reader<number>): Tally {
  const weighted = folded(
    (day) => {
      const [read, weigh] = [of(day), weight(day)];
      return (row) => read(row) * weigh(row);
    },
    0,
    (a, b) => a + b
  );
  const weights = folded(weight, 0, (a, b) => a + b);
  return {
    add(day) {
      const [addWeighted, addWeight] = [weighted.add(day), weights.add(day)];
      return (group, row) => {
        addWeighted(group, row);
        addWeight(group, row);
      };
    },
    value: (group) => weighted.value(group) / weights.value(group),
  };
}

/** Values are whole numbers less than this, so that a group and a value are one number. */
const SPAN = 2 ** 27;

/** Works on all values of a group, ascending. Pairs in a plain array of numbers: a map of sets would not fit. */
function collected(of: Reader<number>, value: (values: Float64Array) => number): Tally {
  let pairs = new Float64Array(1024);
  let size = 0;
  let sorted: Float64Array | undefined;
  return {
    add(day) {
      const read = of(day);
      return (group, row) => {
        if (size === pairs.length) {
          const larger = new Float64Array(size * 2);
          larger.set(pairs);
          pairs = larger;
        }
        pairs[size++] = group * SPAN + read(row);
      };
    },
    value(group) {
      sorted ??= pairs.subarray(0, size).sort();
      const from = firstAtLeast(sorted, group * SPAN);
      const to = firstAtLeast(sorted, (group + 1) * SPAN);
      return value(sorted.subarray(from, to).map((pair) => pair % SPAN));
    },
  };
}

/** The first place in ascending numbers that holds no less than the given one. */
function firstAtLeast(numbers: Float64Array, least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle] < least) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
