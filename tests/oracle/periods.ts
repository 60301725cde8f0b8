import type { Window } from '../../src/core';
import { earliestOf, minutesBy, settledUntil, shownBy } from './buckets';
import { completed, type Case } from './case';
import { earlierThan } from './earlier';
import { firstOf, localOf, periodOf as periodIn } from './localTime';

/** The range, or the earlier period beside it, slot by slot. What is a total has one slot. */
export interface Period {
  /** What is read of it. */
  readonly span: Window;
  readonly slots: ReadonlyArray<{
    /** When it is. */
    readonly window: Window;
    /** How long it has lasted, in minutes. */
    readonly minutes: number;
    /** How long it lasts in all, in minutes. */
    readonly whole: number;
    /** Whether no row means zero. */
    readonly zero: boolean;
  }>;
}

const MINUTE = 60_000;

/** When the time ends that a case is about: of a month so far, with that month. */
function endOf({ range, now, zone, query, caller, settleDelay }: Case): number {
  if (query.since !== 'month') {
    return range.to;
  }
  const last = Math.min(range.to, now, caller === 'alert' ? now - settleDelay * 1000 : now) - 1;
  return firstOf(zone, 'month', periodIn('month', localOf(zone, last)) + 1);
}

/** Both times of a case; no `before` where none is shown. */
export function periodsOf(given: Case): { now: Period; before?: Period; isBucketed: boolean } {
  const shown = shownBy(given);
  const { shift } = completed(given);
  const isBucketed = shown.buckets !== undefined;
  const now = periodOf(given, shown.buckets, shown.span, endOf(given));
  if (shift === 'none') {
    return { now, isBucketed };
  }
  const { buckets, span } = earlierThan(given, shown);
  const earliest = earliestOf(given);
  const first = buckets ? buckets.find(({ from }) => from >= earliest)?.from : Math.max(span.from, earliest);
  // An earlier week may reach into today.
  const until = Math.min(span.to, Math.ceil(given.now / shown.unit) * shown.unit);
  const kept = { from: Math.min(first ?? until, until), to: until };
  return { now, before: periodOf(given, buckets, kept, span.to), isBucketed };
}

function periodOf(given: Case, buckets: readonly Window[] | undefined, span: Window, end: number): Period {
  const minutesOf = ({ from, to }: Window) => (Math.min(to, given.now) - from) / MINUTE;
  const lengthOf = ({ from, to }: Window) => (to - from) / MINUTE;
  const settled = settledUntil(given);
  if (buckets === undefined) {
    const zero = span.from < span.to && span.from < settled;
    return {
      span,
      slots: [
        {
          window: span,
          minutes: minutesOf(span),
          whole: lengthOf({ from: span.from, to: Math.max(span.to, end) }),
          zero,
        },
      ],
    };
  }
  return {
    span,
    slots: buckets.map((window) => ({
      window,
      minutes: minutesOf(window),
      whole: lengthOf(window),
      zero: window.from >= span.from && window.to <= settled,
    })),
  };
}

/** All of a span as one slot. */
export const wholeOf = (given: Case, span: Window): Period => periodOf(given, undefined, span, endOf(given));

/** The minutes of the range in what is shown, as one slot. */
export function minutesOf(given: Case): Period {
  const [shown, minutes] = [shownBy(given).span, minutesBy(given).span];
  return periodOf(
    given,
    undefined,
    {
      from: Math.max(shown.from, minutes.from),
      to: Math.min(shown.to, minutes.to),
    },
    endOf(given)
  );
}
