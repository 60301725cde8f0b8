import type { Window } from '../src/core/seam';
import { makeCatalogue, type Catalogue, type Source } from './catalogue';
import { cut } from './datasets';
import { DAY_MS, makeDay, type Day } from './day';

/** The days of one source, each made when it is first asked for. */
export interface Archive {
  readonly catalogue: Catalogue;
  /** Every day that the window touches, oldest first. */
  days(window: Window): Iterable<Day>;
}

/** Twice the API's retention. A day of 1000 videos takes some 300 kB. */
const KEPT_DAYS = 180;

/** A test has one source or two; a simulator has one. */
const KEPT_ARCHIVES = 3;

const archives = new Map<string, Archive>();

/** The archive of a source, the same one for all who ask: what is kept is never changed. */
export const archiveOf = (source: Source): Archive =>
  kept(archives, `${source.seed} ${source.videos}`, KEPT_ARCHIVES, () => makeArchive(source));

function makeArchive(source: Source): Archive {
  const catalogue = makeCatalogue(source);
  const days = new Map<number, Day>();
  return {
    catalogue,
    *days({ from, to }) {
      for (let start = cut(from, DAY_MS); start < to; start += DAY_MS) {
        yield kept(days, start, KEPT_DAYS, () => makeDay(source.seed, catalogue, start));
      }
    },
  };
}

/** The value of a key, made where it is missing; the oldest value goes when there are more than `most`. */
function kept<K, V>(values: Map<K, V>, key: K, most: number, make: () => V): V {
  const known = values.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = make();
  values.set(key, made);
  for (const oldest of [...values.keys()].slice(0, -most)) {
    values.delete(oldest);
  }
  return made;
}
