import type { Bucket, BucketName, Dataset } from '../catalogue/dataset';
import { LABELS } from '../catalogue/times';
import type { Window, ZoneOffset } from '../seam';
import { calendarBuckets, type CalendarBucket } from './calendar';
import { ceil, floor } from './windows';
import { evenIn } from './zone';
import { DAY, HOUR, MINUTE } from './units';

/**
 * Slots: the buckets that are shown, and the native bucket of the API that they are read by. Where the API has the bucket
 * itself the two are the same; a week, a month, a local day, or a bucket that the dataset lacks is summed from a finer one.
 */
export interface Slots {
  readonly name: BucketName;
  readonly source: Bucket;
  /** Whether each slot is one source bucket, so that nothing has to be combined. */
  readonly native: boolean;
  /** ms since the epoch, oldest first. */
  readonly starts: readonly number[];
  /** Where the last slot ends. */
  readonly end: number;
}

/** Of the buckets that the calendar does not decide, in ms. */
export const WIDTHS: Readonly<Partial<Record<BucketName, number>>> = {
  minute: MINUTE,
  fiveMinutes: 5 * MINUTE,
  fifteenMinutes: 15 * MINUTE,
  halfOfHour: 30 * MINUTE,
  hour: HOUR,
  sixHours: 6 * HOUR,
};

/**
 * The bucket for `auto`: the finest one that gives each point at least `least` ms. Beyond the API's own buckets that is a day; but where days
 * would have to be summed from hours and `combinable` says that they cannot be, it is the coarsest bucket that the API has.
 */
export function autoBucket(
  dataset: Dataset,
  zone: readonly ZoneOffset[],
  least: number,
  combinable: boolean
): BucketName {
  const own = dataset.buckets.filter(({ name }) => name !== 'day');
  const days =
    combinable ||
    evenIn(
      zone,
      dataset.buckets.map(({ ms }) => ms)
    ) === DAY;
  return own.find(({ ms }) => ms >= least)?.name ?? (days ? 'day' : own[own.length - 1].name);
}

/**
 * The slots that a range touches, and how to read them.
 *
 * @returns undefined where no bucket of the dataset is fine enough for the zone
 */
export function slots(
  name: BucketName,
  dataset: Dataset,
  range: Window,
  zone: readonly ZoneOffset[]
): Slots | undefined {
  const width = WIDTHS[name];
  const empty = range.from >= range.to;
  if (width !== undefined) {
    const source = dataset.buckets.filter(({ ms }) => width % ms === 0).pop();
    const first = floor(range.from, width);
    const end = ceil(range.to, width);
    const starts = Array.from({ length: empty ? 0 : (end - first) / width }, (_, i) => first + i * width);
    return source && { name, source, native: source.ms === width, starts, end };
  }
  const unit = evenIn(
    zone,
    dataset.buckets.map(({ ms }) => ms)
  );
  const source = dataset.buckets.find(({ ms }) => ms === unit);
  const calendar = empty ? { starts: [], end: range.from } : calendarBuckets(range, name as CalendarBucket, zone);
  return source && { name, source, native: name === 'day' && source.ms === DAY, ...calendar };
}

/** The index of the slot that a time lies in; -1 before the first, the last one's after the last. */
export function slotOf({ starts }: Slots, time: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** `1 day`, `5 minutes` */
export const labelOf = (name: BucketName): string => LABELS[name];
