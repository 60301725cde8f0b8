import { dimensionsBy, metricOf, type Dataset, type Dimension, type Metric } from '../catalogue/dataset';
import { failure, type Failure } from '../failure';
import { bounds } from '../limits';
import type { StreamQuery } from '../query/query';
import type { Context, Notice, Window } from '../seam';
import { numbersOf } from '../settings';
import { monthOf } from '../time/calendar';
import { shifted, shiftedWindow } from '../time/shift';
import { autoBucket, labelOf, slots, type Slots } from '../time/slots';
import { ceil, floor, inOneQuery, widen } from '../time/windows';
import { basesOf, combinable, type Base } from './bases';
import type { Complete } from './cut';
import { partsOf, rankParts, type Part, type Wanted } from './parts';
import { inOne, inSlots, type Period, type Periods } from './period';
import { rangeNotices, shiftNotices } from './rangeNotices';
import { nothingSettled, refusalOf } from './refusals';
import { MINUTE } from '../time/units';

/** How a query will be answered, decided before anything is asked. No parts: there is nothing to ask. */
export interface Plan {
  readonly query: StreamQuery;
  readonly dataset: Dataset;
  readonly metrics: readonly Metric[];
  /** Those that are grouped by. */
  readonly dimensions: readonly Dimension[];
  /** The buckets that are shown; absent where the whole range is one. */
  readonly slots?: Slots;
  readonly periods: Periods;
  /** All of the range as one. */
  readonly whole: Period;
  /** Before this time nothing changes any more, and no row means zero. */
  readonly settledUntil: number;
  /** What is read first to choose the series of a chart with a limit. */
  readonly rank?: readonly Part[];
  readonly parts: readonly Part[];
  /** Whether what is complete of an answer beyond the ceilings may be shown. */
  readonly mayCut: boolean;
  /** What the answer is complete for, once it is known not to be for all. */
  readonly complete?: Complete;
  readonly notices: readonly Notice[];
}

/** The API measures retention when it executes: clocks differ and queues take time. */
const RETENTION_MARGIN = MINUTE;

/** The first whole minute that is still kept. */
export const earliestOf = (now: number, retentionMs: number): number =>
  ceil(now - retentionMs + RETENTION_MARGIN, MINUTE);

export const NO_RANGE = 'The time range ends before it begins.';

export const isRange = ({ from, to }: Window): boolean => Number.isFinite(from) && Number.isFinite(to) && from <= to;

export function plan(query: StreamQuery, dataset: Dataset, given: Context): Plan | Failure {
  const { now, caller } = given;
  if (!isRange(given.range)) {
    return failure('user', NO_RANGE);
  }
  const metrics = query.metrics.flatMap((name) => metricOf(dataset, name) ?? []);
  const bases = basesOf(metrics, dataset);
  const limits = bases.map(({ dataset: { name } }) => bounds(given.limits[name]));
  const retentionMs = Math.min(...limits.map((each) => each.retentionMs));
  const longest = Math.min(...limits.map(({ maxDurationMs }) => maxDurationMs));
  const settleDelay = numbersOf(given.settings).settleDelay * 1000;
  const settledUntil = now - settleDelay;
  const latest = caller === 'alert' ? settledUntil : Infinity;
  const earliest = earliestOf(now, retentionMs);
  const to = Math.min(given.range.to, now, latest);
  const month = query.since === 'month' ? monthOf(to, given.zone) : undefined;
  const range = month ? { from: month.from, to: given.range.to } : given.range;
  const context = { ...given, range };
  const asked = { from: Math.max(range.from, earliest), to };
  const grouped = query.format === 'timeSeries' || query.bucket !== 'auto';
  const touched = grouped ? touchedSlots(query, bases, asked, context) : undefined;
  if (touched !== undefined && 'class' in touched) {
    return touched;
  }
  const shown = touched && whole(touched, earliest, latest);
  const minutes = minutesOf(asked, earliest, latest, longest);
  const span = shown ? spanOf(shown, earliest, now) : minutes;
  if (caller === 'alert' && span.from >= span.to) {
    return nothingSettled(settleDelay, retentionMs);
  }
  const end = month?.to ?? range.to;
  const periodOf = (of: Slots | undefined, read: Window, until: number): Period =>
    of ? inSlots(of, read, now, settledUntil) : inOne(read, until, now, settledUntil);
  const earlier = query.shift === 'none' ? undefined : before(query.shift, shown, span, context);
  const periods = {
    now: periodOf(shown, span, end),
    ...(earlier ? { before: periodOf(earlier.slots, kept(earlier, earliest, now), earlier.span.to) } : {}),
  };
  const wanted: Wanted = { query, dataset, metrics, periods, limits: context.limits };
  const parts = span.from < span.to ? partsOf(wanted, bases) : [];
  const rank = span.from < span.to ? rankParts(wanted, minutes) : undefined;
  return (
    refusalOf(query, context.limits, parts, rank) ?? {
      query,
      dataset,
      metrics,
      dimensions: dimensionsBy(dataset, query.groupBy),
      slots: shown,
      periods,
      whole: inOne(span, end, now, settledUntil),
      settledUntil,
      rank,
      parts,
      mayCut: query.ceiling === 'notice' && caller !== 'alert',
      notices: [
        ...rangeNotices(context, retentionMs, earliest, span),
        ...shiftNotices(query.shift, retentionMs, periods.before, earlier?.span),
      ],
    }
  );
}

function touchedSlots(
  query: StreamQuery,
  bases: readonly Base[],
  range: Window,
  { intervalMs, maxDataPoints, zone }: Context
): Slots | Failure {
  const [{ dataset }] = bases;
  const finest = Math.max(intervalMs, (range.to - range.from) / Math.max(1, maxDataPoints));
  const chosen = query.bucket === 'auto' ? autoBucket(dataset, zone, finest, combinable(bases)) : query.bucket;
  return (
    slots(chosen, dataset, range, zone) ??
    failure(
      'user',
      `${dataset.name} has no bucket fine enough to make ${labelOf(chosen)} in this time zone. A bucket of an hour or less works, and so does the zone UTC.`
    )
  );
}

/** The slots that retention and the settle delay leave whole: a bucket that is known only in part would look like a total. */
function whole(touched: Slots, earliest: number, latest: number): Slots {
  const edges = [...touched.starts, touched.end];
  const first = touched.starts.findIndex((start) => start >= earliest);
  const past = edges.findIndex((edge) => edge > latest);
  const starts = first < 0 ? [] : touched.starts.slice(first, past < 0 ? undefined : Math.max(first, past - 1));
  return { ...touched, starts, end: starts.length === 0 ? touched.end : edges[first + starts.length] };
}

/** What the slots cover, from the first one that is kept whole to no further than the source bucket that holds now. */
function spanOf({ starts, end, source }: Slots, earliest: number, now: number): Window {
  const from = starts.find((start) => start >= earliest) ?? end;
  return { from, to: Math.max(from, Math.min(end, ceil(now, source.ms))) };
}

/** The whole minutes that a total covers; for an alert rule only those that are settled. An empty range has none. */
function minutesOf(asked: Window, earliest: number, latest: number, longest: number): Window {
  if (asked.from >= asked.to) {
    return { from: asked.to, to: asked.to };
  }
  const { from, to } = widen(asked, MINUTE);
  const whole = { from: Math.max(from, earliest), to: Math.min(to, floor(latest, MINUTE)) };
  return inOneQuery(whole, asked, longest);
}

/** The earlier period, whether or not it is kept. */
interface Earlier {
  readonly slots?: Slots;
  readonly span: Window;
}

function before(
  shift: Exclude<StreamQuery['shift'], 'none'>,
  shown: Slots | undefined,
  span: Window,
  { range, zone }: Context
): Earlier {
  if (shown === undefined) {
    return { span: shiftedWindow(span, shift, range) };
  }
  const earlier = shifted(shown, shift, range, zone);
  return { slots: earlier, span: { from: earlier.starts[0] ?? earlier.end, to: earlier.end } };
}

/** The part of the earlier period that is still kept. */
function kept({ slots: earlier, span }: Earlier, earliest: number, now: number): Window {
  const from = Math.max(span.from, earliest);
  return earlier ? spanOf(earlier, earliest, now) : { from: Math.min(from, span.to), to: span.to };
}
