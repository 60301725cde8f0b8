import type { Window } from '../src/core/seam';
import { makeCatalogue, type Catalogue, type Source } from './catalogue';
import { cut } from './buckets';
import { DAY_MS, makeDay, type Day } from './day';
import { makeIngest, type Ingest } from './ingestDay';
import { makeBuffering, makeQualityChanges, type Buffering, type QualityChanges } from './playerDay';
import { makeReports, type Reports } from './reportDay';

/** Kinds of events, and what a UTC day of each is. */
interface Kinds {
  readonly viewings: Day;
  readonly buffering: Buffering;
  readonly qualityChanges: QualityChanges;
  readonly reports: Reports;
  readonly ingest: Ingest;
}

export type Kind = keyof Kinds;

/** The days of one source, each made when it is first asked for. */
export interface Archive {
  readonly catalogue: Catalogue;
  /** By kind: every day that the window touches, oldest first. */
  readonly days: { readonly [K in Kind]: (window: Window) => Iterable<Kinds[K]> };
}

/** A little more than the API's retention. A day of 1000 videos takes some 300 kB of viewings and 1 MB of reports. */
const KEPT_DAYS = 100;

/** A test has one source or two; a simulator has one. */
const KEPT_ARCHIVES = 3;

const archives = new Map<string, Archive>();

/** The archive of a source, the same one for all who ask: what is kept is never changed. */
export const archiveOf = (source: Source): Archive =>
  kept(archives, `${source.seed} ${source.videos}`, KEPT_ARCHIVES, () => makeArchive(source));

function makeArchive(source: Source): Archive {
  const { seed } = source;
  const catalogue = makeCatalogue(source);
  const viewings = keeper((from) => makeDay(seed, catalogue, from));
  return {
    catalogue,
    days: {
      viewings: daily(viewings),
      buffering: daily(keeper((from) => makeBuffering(seed, viewings(from)))),
      qualityChanges: daily(keeper((from) => makeQualityChanges(seed, viewings(from)))),
      reports: daily(keeper((from) => makeReports(seed, catalogue, viewings(from)))),
      ingest: daily(keeper((from) => makeIngest(seed, from))),
    },
  };
}

function keeper<T>(make: (from: number) => T): (from: number) => T {
  const days = new Map<number, T>();
  return (from) => kept(days, from, KEPT_DAYS, () => make(from));
}

const daily = <T>(day: (from: number) => T) =>
  function* ({ from, to }: Window): Generator<T> {
    for (let start = cut(from, DAY_MS); start < to; start += DAY_MS) {
      yield day(start);
    }
  };

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
