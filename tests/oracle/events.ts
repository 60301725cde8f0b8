import type { Flat } from '../../simulator/reference';
import type { Window } from '../../src/core';
import type { Case } from './case';
import { DAY, TESTED } from './facts';

/** Days of events that are kept. */
const KEPT = 700;

const days = new Map<string, readonly Flat[]>();

/** Every event of a dataset in a window. */
export function eventsIn({ source }: Case, dataset: string, { from, to }: Window): Flat[] {
  const found: Flat[] = [];
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY) {
    for (const event of dayOf(source, dataset, day)) {
      if (event.time >= from && event.time < to) {
        found.push(event);
      }
    }
  }
  return found;
}

function dayOf(source: Case['source'], dataset: string, from: number): readonly Flat[] {
  const key = `${source.seed} ${source.videos} ${dataset} ${from}`;
  const known = days.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = TESTED[dataset].flats(source, { from, to: from + DAY });
  days.set(key, made);
  for (const oldest of [...days.keys()].slice(0, -KEPT)) {
    days.delete(oldest);
  }
  return made;
}
