import type { BucketName, Window } from '../../src/core';
import { completed, zoneWindow, type Case } from './case';
import { combining, DAY, FACTS, WIDTHS } from './facts';
import { basesOf } from './recipes';
import { localOf, offsetsIn, periodOf, STEP } from './localTime';

/** A bucket that is shown, or the range of a total. */
export interface Shown {
  /** All buckets, oldest first; absent for a total. */
  readonly buckets?: readonly Window[];
  readonly name?: BucketName;
  /** Width in ms of the API's bucket that is read. */
  readonly unit: number;
  /** Whether the API has the shown bucket itself. */
  readonly native: boolean;
  /** All that is shown. */
  readonly span: Window;
}

const MINUTE = 60_000;
/** No bucket is longer. */
const AROUND = 31 * DAY;

/** The first moment that may be asked for. */
export const earliestOf = ({ now, limits }: Case): number =>
  Math.ceil((now - limits.notOlderThan * 1000 + MINUTE) / MINUTE) * MINUTE;

/** The moment from which on nothing is settled. */
export const settledUntil = ({ now, settleDelay }: Case): number => now - settleDelay * 1000;

/** What of its time range can be known, and between which moments that lies. */
function knownOf(given: Case) {
  const { range, now, caller } = given;
  const latest = caller === 'alert' ? settledUntil(given) : Infinity;
  const earliest = earliestOf(given);
  const known = { from: Math.max(range.from, earliest), to: Math.min(range.to, now, latest) };
  return { known, earliest, latest };
}

/** What a case shows of its time range as a whole, in whole minutes. */
export function minutesBy(given: Case): Shown {
  const { known, earliest, latest } = knownOf(given);
  return { unit: MINUTE, native: true, span: wholeMinutes(known, earliest, latest, given.limits.maxDuration) };
}

/** What of its time range a case shows. */
export function shownBy(given: Case): Shown {
  const { now } = given;
  const query = completed(given);
  const { known, earliest, latest } = knownOf(given);
  if (query.format === 'table' && query.bucket === 'auto') {
    return minutesBy(given);
  }
  const { native } = FACTS[query.dataset];
  const name = query.bucket === 'auto' ? automatic(given, known) : query.bucket;
  const unit = unitOf(given, name);
  const touched = known.from < known.to ? touchedBy(known, name, given.zone) : [];
  const buckets = touched.filter(({ from, to }) => from >= earliest && to <= latest);
  return {
    buckets,
    name,
    unit,
    native: native.some((own) => own.name === name && own.ms === unit),
    span:
      buckets.length === 0
        ? { from: 0, to: 0 }
        : {
            from: buckets[0].from,
            to: Math.min(buckets[buckets.length - 1].to, Math.ceil(now / unit) * unit),
          },
  };
}

/** A range of no length holds nothing. One that a query covers, to the second, keeps to the minutes that fit into a query. */
function wholeMinutes({ from, to }: Window, earliest: number, latest: number, maxDuration: number): Window {
  const end = Math.min(Math.ceil(to / MINUTE) * MINUTE, Math.floor(latest / MINUTE) * MINUTE);
  const start = Math.max(Math.floor(from / MINUTE) * MINUTE, earliest);
  const fits = Math.floor((to - from) / 1000) <= maxDuration;
  const span = { from: fits ? Math.max(start, end - Math.floor(maxDuration / 60) * MINUTE) : start, to: end };
  return from < to && span.from < span.to ? span : { from: 0, to: 0 };
}

/** The finest bucket of the API that is no finer than a point on the screen; beyond those, days if they can be made. */
function automatic(given: Case, known: Window): BucketName {
  const query = completed(given);
  const { native } = FACTS[query.dataset];
  const least = Math.max(given.intervalMs, (known.to - known.from) / given.maxDataPoints);
  const fine = native.filter(({ name }) => name !== 'day');
  const found = fine.find(({ ms }) => ms >= least);
  const bases = basesOf(query.dataset, query.metrics);
  const days = bases.every(({ metric }) => combining(metric) !== 'none') || unitOf(given, 'day') === DAY;
  return found?.name ?? (days ? 'day' : fine[fine.length - 1].name);
}

/** The coarsest bucket of the API that makes up the shown one exactly. */
function unitOf(given: Case, name: BucketName): number {
  const units = FACTS[given.query.dataset].native.map(({ ms }) => ms).reverse();
  const width = WIDTHS[name];
  if (width !== undefined) {
    return units.find((unit) => width % unit === 0) ?? NaN;
  }
  const { from, to } = zoneWindow(given);
  const { offsets, changes } = offsetsIn(given.zone, from, to);
  return units.find((unit) => [...offsets, ...changes].every((each) => each % unit === 0)) ?? NaN;
}

/** Every bucket that a range touches. */
function touchedBy({ from, to }: Window, name: BucketName, zone: string): Window[] {
  const width = WIDTHS[name];
  const edges = width === undefined ? calendarEdges(from, to, name as 'day' | 'week' | 'month', zone) : [];
  if (width !== undefined) {
    for (let edge = Math.floor(from / width) * width; edge < to + width; edge += width) {
      edges.push(edge);
    }
  }
  return edges
    .slice(1)
    .map((edge, i) => ({ from: edges[i], to: edge }))
    .filter((bucket) => bucket.to > from && bucket.from < to);
}

/** First moments of local days, weeks or months, found by walking on until the calendar shows one that was not there before. */
function calendarEdges(from: number, to: number, name: 'day' | 'week' | 'month', zone: string): number[] {
  const edges: number[] = [];
  const start = Math.floor((from - AROUND - DAY) / STEP) * STEP;
  let latest = periodOf(name, localOf(zone, start));
  for (let time = start; time < to + AROUND + DAY; time += STEP) {
    const period = periodOf(name, localOf(zone, time));
    if (period > latest) {
      edges.push(time);
      latest = period;
    }
  }
  return edges;
}
