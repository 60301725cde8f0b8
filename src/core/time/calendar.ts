import type { BucketName } from '../catalogue/dataset';
import type { Window, ZoneOffset } from '../seam';
import { instantOf, offsetAt } from './zone';
import { DAY } from './units';

/** Buckets whose length the zone and the calendar decide. A week begins on Monday. */
export type CalendarBucket = Extract<BucketName, 'day' | 'week' | 'month'>;

/**
 * The buckets that a range touches: their starts, oldest first, and the end of the last.
 * Laws: the first start is at or before `range.from`, the end is at or after `range.to`, starts ascend strictly.
 */
export function calendarBuckets(
  range: Window,
  bucket: CalendarBucket,
  zone: readonly ZoneOffset[]
): { starts: number[]; end: number } {
  const starts: number[] = [];
  let local = startOf(range.from + offsetAt(zone, range.from), bucket);
  let instant = instantOf(zone, local);
  do {
    starts.push(instant);
    local = next(local, bucket);
    instant = instantOf(zone, local);
  } while (instant < range.to);
  return { starts, end: instant };
}

/** The month of the moment before `time`: of a month's end, that month. */
export function monthOf(time: number, zone: readonly ZoneOffset[]): Window {
  const { starts, end } = calendarBuckets({ from: time - 1, to: time }, 'month', zone);
  return { from: starts[0], to: end };
}

/** Start of the bucket that a local time lies in, as a local time. */
function startOf(local: number, bucket: CalendarBucket): number {
  const day = Math.floor(local / DAY) * DAY;
  if (bucket === 'day') {
    return day;
  }
  const date = new Date(day);
  return bucket === 'week'
    ? day - ((date.getUTCDay() + 6) % 7) * DAY
    : Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function next(local: number, bucket: CalendarBucket): number {
  const date = new Date(local);
  return bucket === 'month'
    ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    : local + (bucket === 'week' ? 7 : 1) * DAY;
}
