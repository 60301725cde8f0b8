import { metricOf, type BucketName, type Dataset, type Metric } from '../catalogue/dataset';
import { failure, type Failure } from '../failure';
import { toApi, type ApiFilter } from '../graphql/filter';
import { bounds, inWords, type Bounds } from '../limits';
import type { StreamQuery } from '../query/query';
import type { Context, Notice, Window } from '../seam';
import { toWords } from '../time/instant';
import { autoBucket, labelOf, slots, type Slots } from '../time/slots';
import { ceil, floor, split, widen } from '../time/windows';
import { rowsRead, rankRead, slotsRead, type Read } from './read';

/** How a query will be answered, decided before anything is asked. No windows: there is nothing to ask. */
export interface Plan {
  readonly query: StreamQuery;
  readonly dataset: Dataset;
  readonly metrics: readonly Metric[];
  /** The buckets that are shown; absent where the whole range is one. */
  readonly slots?: Slots;
  /** What is read, in whole buckets or minutes, inside retention. */
  readonly windows: readonly Window[];
  /** Before this time nothing changes any more, and no row means zero. */
  readonly settledUntil: number;
  /** What is read first to choose the series of a chart with a limit. */
  readonly rank?: Read;
  readonly read: Read;
  readonly notices: readonly Notice[];
}

const MINUTE = 60_000;
/** The API measures retention when it executes: clocks differ and queues take time. */
const RETENTION_MARGIN = MINUTE;
/** The API states no figure; Cloudflare's own exporter looks back five minutes. */
const SETTLE_DELAY = 5 * MINUTE;

export function plan(query: StreamQuery, dataset: Dataset, context: Context): Plan | Failure {
  const limits = bounds(context.limits[dataset.name]);
  const { range, now } = context;
  if (!Number.isFinite(range.from) || !Number.isFinite(range.to) || range.from > range.to) {
    return failure('user', 'The time range ends before it begins.');
  }
  if (!limits.enabled) {
    return failure('permission', `Cloudflare says that ${dataset.name} is not available to this account.`);
  }
  const metrics = query.metrics.flatMap((name) => metricOf(dataset, name) ?? []);
  const settleDelay = context.settleDelayMs ?? SETTLE_DELAY;
  const settledUntil = now - settleDelay;
  const latest = context.caller === 'alert' ? settledUntil : Infinity;
  const earliest = ceil(now - limits.retentionMs + RETENTION_MARGIN, MINUTE);
  const asked = { from: Math.max(range.from, earliest), to: Math.min(range.to, now, latest) };
  const grouped = query.format === 'timeSeries' || query.bucket !== 'auto';
  const touched = grouped ? touchedSlots(query, dataset, metrics, asked, context) : undefined;
  if (touched !== undefined && 'class' in touched) {
    return touched;
  }
  const shown = touched && whole(touched, earliest, latest);
  const span = shown ? spanOf(shown, now) : minutesOf(asked, earliest, latest);
  if (context.caller === 'alert' && span.from >= span.to) {
    return failure(
      'user',
      `Nothing in this time range is settled yet: an alert rule leaves out the last ${inWords(settleDelay)}, and older than ${inWords(limits.retentionMs)} nothing is kept. Choose a longer range.`
    );
  }
  const windows = split(span, limits.maxDurationMs, shown?.source.ms ?? MINUTE);
  const refused = tooManyFields(query, grouped, limits) ?? notCombinable(metrics, shown, windows, limits);
  if (refused !== undefined) {
    return refused;
  }
  const filters = query.filters.map((filter): ApiFilter => toApi(filter, dataset));
  const ranked =
    shown !== undefined && query.format === 'timeSeries' && query.limit !== undefined && query.groupBy.length > 0;
  const common = { dataset, filters, windows, pageSize: limits.pageSize };
  const rank = ranked ? rankRead(query, common) : undefined;
  const unranked = notRankable(query, dataset, rank, limits);
  if (unranked !== undefined) {
    return unranked;
  }
  return {
    query,
    dataset,
    metrics,
    slots: shown,
    windows,
    settledUntil,
    rank,
    read: shown ? slotsRead(query, shown.source, common) : rowsRead(query, common),
    notices: rangeNotices(context, limits, earliest, span),
  };
}

function touchedSlots(
  query: StreamQuery,
  dataset: Dataset,
  metrics: readonly Metric[],
  range: Window,
  context: Context
): Slots | Failure {
  const least = Math.max(context.intervalMs, (range.to - range.from) / Math.max(1, context.maxDataPoints));
  const combinable = metrics.every(({ additivity }) => additivity !== 'none');
  const chosen = query.bucket === 'auto' ? autoBucket(dataset, context.zone, least, combinable) : query.bucket;
  return (
    slots(chosen, dataset, range, context.zone) ??
    failure(
      'user',
      `${dataset.name} has no bucket fine enough to make ${labelOf(chosen)} in this time zone. A bucket of an hour or less works, and so does the zone UTC.`
    )
  );
}

/** Slots that retention and the settle delay leave whole: a bucket that is known in part is no total. */
function whole(touched: Slots, earliest: number, latest: number): Slots {
  const edges = [...touched.starts, touched.end];
  const first = touched.starts.findIndex((start) => start >= earliest);
  const past = edges.findIndex((edge) => edge > latest);
  const starts = first < 0 ? [] : touched.starts.slice(first, past < 0 ? undefined : Math.max(first, past - 1));
  return { ...touched, starts, end: starts.length === 0 ? touched.end : edges[first + starts.length] };
}

/** What the slots cover, no further than the source bucket that holds now. */
const spanOf = ({ starts, end, source }: Slots, now: number): Window =>
  starts.length === 0 ? { from: end, to: end } : { from: starts[0], to: Math.min(end, ceil(now, source.ms)) };

/** A total takes whole minutes, and of an alert those that are settled. */
function minutesOf(asked: Window, earliest: number, latest: number): Window {
  const { from, to } = widen(asked, MINUTE);
  return { from: Math.max(from, earliest), to: Math.min(to, floor(latest, MINUTE)) };
}

function tooManyFields(query: StreamQuery, grouped: boolean, limits: Bounds): Failure | undefined {
  const fields = query.metrics.length + query.groupBy.length + (grouped ? 1 : 0);
  return fields > limits.maxFields
    ? failure(
        'limit',
        `The query selects ${fields} fields, and the API allows ${limits.maxFields} at most: choose fewer metrics or dimensions.`
      )
    : undefined;
}

/** Averages and the like have no sum: they are right only as the API itself worked them out. */
function notCombinable(
  metrics: readonly Metric[],
  shown: Slots | undefined,
  windows: readonly Window[],
  limits: Bounds
): Failure | undefined {
  const unbucketed = shown === undefined && metrics.find(({ byBucket }) => byBucket !== undefined);
  if (unbucketed) {
    const buckets = Object.keys(unbucketed.byBucket ?? {}).map((name) => labelOf(name as BucketName));
    return failure(
      'user',
      `${unbucketed.label} (${unbucketed.name}) exists by ${buckets.join(', ')} alone. Choose a time series, or a table by one of these.`
    );
  }
  const metric = metrics.find(({ additivity }) => additivity === 'none');
  if (metric === undefined) {
    return undefined;
  }
  const cannot = `${metric.label} (${metric.name}) cannot be combined`;
  if (shown !== undefined) {
    return shown.native
      ? undefined
      : failure(
          'user',
          `${cannot} from ${labelOf(shown.source.name)} to ${labelOf(shown.name)}. Choose a bucket that the API has itself: ${labelOf(shown.source.name)} works.`
        );
  }
  return windows.length > 1
    ? failure(
        'user',
        `${cannot} over ${windows.length} queries, and one query covers ${inWords(limits.maxDurationMs)} at most. Choose a shorter range, or a time series.`
      )
    : undefined;
}

/** Series are ranked by their totals over the range, which not every metric has. */
function notRankable(
  query: StreamQuery,
  dataset: Dataset,
  rank: Read | undefined,
  limits: Bounds
): Failure | undefined {
  const metrics = (rank?.metrics ?? []).flatMap((name) => metricOf(dataset, name) ?? []);
  const problem = rank && notCombinable(metrics, undefined, rank.windows, limits);
  return (
    problem &&
    failure(
      'user',
      `${query.limit} series cannot be chosen: ${problem.message} Or order by a metric that adds up, such as count.`
    )
  );
}

function rangeNotices({ range, now }: Context, limits: Bounds, earliest: number, span: Window): Notice[] {
  if (range.from === range.to) {
    return [{ severity: 'info', text: 'The time range is empty.' }];
  }
  if (range.from >= now) {
    return [{ severity: 'info', text: 'The time range lies in the future.' }];
  }
  if (range.from >= earliest) {
    return [];
  }
  const kept = `Cloudflare keeps ${inWords(limits.retentionMs)} of this dataset`;
  return [
    {
      severity: 'info',
      text:
        span.from < span.to
          ? `${kept}: nothing is shown before ${toWords(span.from)}.`
          : `${kept}: the whole time range is older.`,
    },
  ];
}
