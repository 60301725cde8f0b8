import type { Window } from '../../src/core';
import { completed, type Case } from './case';
import { DAY, WIDTHS } from './facts';
import { firstOf, localOf, periodOf } from './localTime';
import type { Shown } from './buckets';

/** The earlier period beside a case's: bucket by bucket as much earlier, days of the calendar as days of the calendar. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const PERIODS = { day: '1 day before', week: '7 days before', range: 'the period before' } as const;

export function earlierThan(given: Case, { buckets, name, span }: Shown): { buckets?: Window[]; span: Window } {
  const { shift } = completed(given);
  // Less than a second does not count: hosts look at the clock once for each end of a range.
  const length = Math.floor((given.range.to - given.range.from) / 1000) * 1000;
  const width = name && WIDTHS[name];
  if (buckets === undefined || name === undefined || width !== undefined) {
    const unit = width ?? MINUTE;
    const by = shift === 'range' ? Math.ceil(length / unit) * unit : shift === 'week' ? 7 * DAY : DAY;
    const move = ({ from, to }: Window) => ({ from: from - by, to: to - by });
    return buckets === undefined ? { span: move(span) } : around(buckets.map(move));
  }
  const move = (edge: number): number => {
    if (shift === 'range' && name === 'month') {
      return firstOf(given.zone, 'month', periodOf('month', localOf(given.zone, edge)) - buckets.length);
    }
    const unit = name === 'week' ? 7 : 1;
    // An hour that a change of clocks adds makes no day more.
    const days = Math.max(unit, Math.ceil((length - HOUR) / (unit * DAY)) * unit);
    const by = shift === 'range' ? days : shift === 'week' ? 7 : 1;
    return firstOf(given.zone, 'day', periodOf('day', localOf(given.zone, edge)) - by);
  };
  return around(buckets.map(({ from, to }) => ({ from: move(from), to: move(to) })));
}

/** Earlier buckets are shown whole, also where that of now has only begun. */
const around = (buckets: Window[]): { buckets: Window[]; span: Window } => ({
  buckets,
  span: { from: buckets[0]?.from ?? 0, to: buckets[buckets.length - 1]?.to ?? 0 },
});
