import type { Reader } from './dimensions';
import type { Events } from './events';
import type { Keys } from './keys';
import type { Aggregate } from './metrics';
import type { Sample } from './sampling';
import { makeTally } from './tally';

/** Events put together by key. Groups are numbered from 0, in no order. */
export interface Groups {
  /** By group. */
  readonly keys: readonly number[];
  /** How many events each is made of. */
  readonly samples: readonly number[];
  /** Each metric that was asked for, of a group. */
  readonly metrics: Readonly<Record<string, (group: number) => number>>;
}

/** Up to this many possible keys are looked up in an array; beyond it in a map, which is slower and takes no room. */
const DENSE = 2 ** 21;

export function groupsOf(
  days: Iterable<Events>,
  accepted: Reader<boolean>,
  keyOf: Keys,
  aggregates: Readonly<Record<string, Aggregate>>,
  sample: Sample
): Groups {
  const keys: number[] = [];
  const samples: number[] = [];
  const tallies = Object.entries(aggregates).map(([name, aggregate]) => ({
    name,
    tally: makeTally(aggregate, sample.interval),
  }));
  const find = finder(keyOf.size);
  for (const day of days) {
    const isAccepted = accepted(day);
    const isKept = sample.keeps(day);
    const keyAt = keyOf.of(day);
    const adds = tallies.map(({ tally }) => tally.add(day));
    for (let row = 0; row < day.size; row++) {
      if (!isKept(row) || !isAccepted(row)) {
        continue;
      }
      const key = keyAt(row);
      const group = find(key, keys.length);
      if (group === keys.length) {
        keys.push(key);
        samples.push(0);
      }
      samples[group]++;
      for (const add of adds) {
        add(group, row);
      }
    }
  }
  return { keys, samples, metrics: Object.fromEntries(tallies.map(({ name, tally }) => [name, tally.value])) };
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
