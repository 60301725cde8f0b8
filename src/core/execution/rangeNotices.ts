import { inWords } from '../limits';
import { infos } from '../notice';
import type { Shift } from '../query/query';
import type { Context, Notice, Window } from '../seam';
import { toWords } from '../time/instant';
import { PERIODS } from '../time/shift';
import type { Period } from './period';

/** Why some of the time range, or all of it, shows nothing. */
export function rangeNotices({ range, now }: Context, retentionMs: number, earliest: number, span: Window): Notice[] {
  if (range.from === range.to) {
    return infos(['The time range is empty.']);
  }
  if (range.from >= now) {
    return infos(['The time range lies in the future.']);
  }
  if (range.from >= earliest) {
    return [];
  }
  const kept = `Cloudflare keeps ${inWords(retentionMs)} of this dataset`;
  return infos([
    span.from < span.to
      ? `${kept}: nothing is shown before ${toWords(span.from)}.`
      : `${kept}: the whole time range is older.`,
  ]);
}

/** Says which part of the earlier period is not kept any more. */
export function shiftNotices(
  shift: Shift,
  retentionMs: number,
  before: Period | undefined,
  wanted: Window | undefined
): Notice[] {
  if (shift === 'none' || before === undefined || wanted === undefined || before.span.from <= wanted.from) {
    return [];
  }
  const { from, to } = before.span;
  const kept = `Cloudflare keeps ${inWords(retentionMs)} of this dataset`;
  return infos([
    from < to
      ? `${kept}: of ${PERIODS[shift]}, nothing older than ${toWords(from)} is counted.`
      : `${kept}: nothing of ${PERIODS[shift]} is left to compare with.`,
  ]);
}
