import type { NumberColumns } from './columns';
import { OTHER_PLAYER, type Day } from './day';
import type { Accepts } from './filter';
import type { Keys, Order } from './keys';

/** Rows of viewings added up by key. Index `g` of every array is the group `g`, in no order. */
export interface Groups {
  readonly keys: readonly number[];
  readonly count: readonly number[];
  readonly sum: readonly number[];
  /** How many viewings a group is made of. */
  readonly samples: readonly number[];
}

/** The only average there is, `avg.sampleInterval`: nothing is sampled here. */
export const SAMPLE_INTERVAL = 1;

/** Up to this many possible keys are looked up in an array; beyond it in a map, which is slower and takes no room. */
const DENSE = 2 ** 21;

export function groupsOf(days: Iterable<Day>, accepted: Accepts, numbers: NumberColumns, keyOf: Keys): Groups {
  const keys: number[] = [];
  const count: number[] = [];
  const sum: number[] = [];
  const samples: number[] = [];
  const find = finder(keyOf.size);
  for (const day of days) {
    const sums = day[numbers.sum];
    const counts = numbers.count && day[numbers.count];
    for (let row = 0; row < day.size; row++) {
      if ((numbers.streamPlayerOnly && day.player[row] === OTHER_PLAYER) || !accepted(day, row)) {
        continue;
      }
      const key = keyOf.of(day, row);
      const group = find(key, keys.length);
      if (group === keys.length) {
        keys.push(key);
        count.push(0);
        sum.push(0);
        samples.push(0);
      }
      count[group] += counts ? counts[row] : 1;
      sum[group] += sums[row];
      samples[group]++;
    }
  }
  return { keys, count, sum, samples };
}

/** Gives the group of a key, which is `next` where the key is new. */
function finder(size: number): (key: number, next: number) => number {
  if (size <= DENSE) {
    const places = new Int32Array(size);
    return (key, next) => (places[key] ||= next + 1) - 1;
  }
  const places = new Map<number, number>();
  return (key, next) => {
    const known = places.get(key);
    if (known === undefined) {
      places.set(key, next);
    }
    return known ?? next;
  };
}

/** The first groups in the given order; ties by the grouping key, as the API breaks them. */
export function firstGroups(groups: Groups, keys: Keys, orders: readonly Order[], limit: number): number[] {
  const columns = [...orders.map((order) => sortColumn(groups, keys, order)), groups.keys];
  const lead = columns[0];
  // Sorting plain numbers is ten times faster than sorting by a function, so all that cannot be in is left out first.
  const bound = Float64Array.from(lead).sort()[limit - 1] ?? Infinity;
  return Array.from(groups.keys.keys())
    .filter((group) => lead[group] <= bound)
    .sort((a, b) => {
      const column = columns.find((one) => one[a] !== one[b]);
      return column ? column[a] - column[b] : 0;
    })
    .slice(0, limit);
}

function sortColumn(groups: Groups, keys: Keys, { field, descending }: Order): readonly number[] {
  const sign = descending ? -1 : 1;
  return valuesOf(groups, keys, field).map((value) => sign * value);
}

function valuesOf({ keys: ofGroup, count, sum }: Groups, keys: Keys, field: string): readonly number[] {
  switch (field.split('_')[0]) {
    case 'count':
      return count;
    case 'sum':
      return sum;
    case 'avg':
      return ofGroup.map(() => SAMPLE_INTERVAL);
    default:
      return ofGroup.map((key) => keys.code(key, field));
  }
}
