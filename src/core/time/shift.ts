import type { BucketName } from '../catalogue/dataset';
import type { Shift } from '../query/query';
import type { Window, ZoneOffset } from '../seam';
import { ceil, floor } from './windows';
import { WIDTHS, type Slots } from './slots';
import { instantOf, offsetAt } from './zone';
import { DAY, HOUR, MINUTE, SECOND } from './units';

/**
 * An earlier period, bucket by bucket: what stands in the place of each slot. Buckets of the calendar move by days of the zone,
 * months by months; all others by so many ms.
 */

const FIXED = { day: DAY, week: 7 * DAY } as const;

/** What the earlier period is called. */
export const PERIODS: Readonly<Record<Earlier, string>> = {
  day: '1 day before',
  week: '7 days before',
  range: 'the period before',
};

type Earlier = Exclude<Shift, 'none'>;

/** The slots as much earlier. Law: as many as before, each ends where the next one starts. */
export function shifted(slots: Slots, shift: Earlier, range: Window, zone: readonly ZoneOffset[]): Slots {
  const move = moving(slots, shift, range, zone);
  return { ...slots, starts: slots.starts.map(move), end: move(slots.end) };
}

/** A range in whole minutes as much earlier. */
export function shiftedWindow({ from, to }: Window, shift: Earlier, range: Window): Window {
  const by = shift === 'range' ? ceil(lengthOf(range), MINUTE) : FIXED[shift];
  return { from: from - by, to: to - by };
}

function moving(
  { name, starts }: Slots,
  shift: Earlier,
  range: Window,
  zone: readonly ZoneOffset[]
): (time: number) => number {
  const width = WIDTHS[name];
  if (width !== undefined) {
    const by = shift === 'range' ? ceil(lengthOf(range), width) : FIXED[shift];
    return (time) => time - by;
  }
  // A day begins at one o'clock where the clock is put forward at midnight, and is moved as the day that it is.
  const inZone = (earlier: (local: number) => number) => (time: number) =>
    instantOf(zone, earlier(floor(time + offsetAt(zone, time), DAY)));
  if (shift === 'range' && name === 'month') {
    return inZone((local) => monthsBefore(local, starts.length));
  }
  const by = shift === 'range' ? wholeDays(name, range) : FIXED[shift];
  return inZone((local) => local - by);
}

/** The length of a range in whole days or weeks, rounded up; an hour that a change of clocks adds does not count. */
function wholeDays(name: BucketName, range: Window): number {
  const unit = name === 'week' ? 7 * DAY : DAY;
  return Math.max(unit, ceil(lengthOf(range) - HOUR, unit));
}

/** In whole seconds: hosts look at the clock once for each end of a range, and a ms more would be another bucket. */
const lengthOf = ({ from, to }: Window): number => floor(to - from, SECOND);

function monthsBefore(local: number, count: number): number {
  const date = new Date(local);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - count, 1);
}
