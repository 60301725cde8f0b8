import type { Window } from '../../src/core';
import { earliestOf, minutesBy, settledUntil, shownBy } from './buckets';
import { completed, type Case } from './case';
import { earlierThan } from './earlier';

/** The range, or the earlier period beside it, slot by slot. What is a total has one slot. */
export interface Period {
  /** What is read of it. */
  readonly span: Window;
  readonly slots: ReadonlyArray<{
    /** When it is. */
    readonly window: Window;
    /** How long it has lasted, in minutes. */
    readonly minutes: number;
    /** Whether no row means zero. */
    readonly zero: boolean;
  }>;
}

const MINUTE = 60_000;

/** Both times of a case; no `before` where none is shown. */
export function periodsOf(given: Case): { now: Period; before?: Period; isBucketed: boolean } {
  const shown = shownBy(given);
  const { shift } = completed(given);
  const isBucketed = shown.buckets !== undefined;
  const now = periodOf(given, shown.buckets, shown.span);
  if (shift === 'none') {
    return { now, isBucketed };
  }
  const { buckets, span } = earlierThan(given, shown);
  const earliest = earliestOf(given);
  const first = buckets ? buckets.find(({ from }) => from >= earliest)?.from : Math.max(span.from, earliest);
  // An earlier week may reach into today.
  const until = Math.min(span.to, Math.ceil(given.now / shown.unit) * shown.unit);
  const kept = { from: Math.min(first ?? until, until), to: until };
  return { now, before: periodOf(given, buckets, kept), isBucketed };
}

function periodOf(given: Case, buckets: readonly Window[] | undefined, span: Window): Period {
  const minutesOf = ({ from, to }: Window) => (Math.min(to, given.now) - from) / MINUTE;
  const settled = settledUntil(given);
  if (buckets === undefined) {
    const zero = span.from < span.to && span.from < settled;
    return { span, slots: [{ window: span, minutes: minutesOf(span), zero }] };
  }
  return {
    span,
    slots: buckets.map((window) => ({
      window,
      minutes: minutesOf(window),
      zero: window.from >= span.from && window.to <= settled,
    })),
  };
}

/** All of what is shown as one slot. */
export const wholeOf = (given: Case): Period => periodOf(given, undefined, shownBy(given).span);

/** The minutes of the range in what is shown, as one slot. */
export function minutesOf(given: Case): Period {
  const [shown, minutes] = [shownBy(given).span, minutesBy(given).span];
  return periodOf(given, undefined, {
    from: Math.max(shown.from, minutes.from),
    to: Math.min(shown.to, minutes.to),
  });
}
