import type { Flat } from '../../simulator/reference';
import { settledUntil, shownBy, type Shown } from './buckets';
import { completed, type Case, type Expected, type ExpectedFrame } from './case';
import { eventsIn } from './events';
import { combining, FACTS, measure } from './facts';
import { passes } from './filters';
import { sortGroups, type Ranked } from './order';
import { refusalsOf } from './refusals';

/** More than this many numbers are refused. */
const MOST_VALUES = 5_000_000;

/** What a case must give. */
export function expected(given: Case): Expected {
  const shown = shownBy(given);
  const refused = refusalsOf(given, shown);
  if (refused.length > 0) {
    return { refused };
  }
  const groups = groupsOf(given, shown);
  const { format, metrics } = completed(given);
  if (groups.length * (shown.buckets?.length ?? 1) * metrics.length > MOST_VALUES) {
    return { refused: [{ class: 'limit', word: 'more than a panel can show' }] };
  }
  return { frames: format === 'timeSeries' ? seriesOf(given, shown, groups) : [tableOf(given, shown, groups)] };
}

/** Rows of the API behind a case, at least: of its groups by the bucket that is read, and of its groups alone where they are ranked. */
export function rowsBehind(given: Case): number {
  const shown = shownBy(given);
  const groups = groupsOf(given, shown);
  const rows = groups.map(({ events }) => new Set(events.map(({ time }) => Math.floor(time / shown.unit))).size);
  return groups.length + (shown.buckets ? rows.reduce((sum, each) => sum + each, 0) : 0);
}

/** Events that have the same texts in all dimensions that are grouped by. */
interface Group extends Ranked {
  readonly events: readonly Flat[];
  /** By bucket, of a case with buckets. */
  readonly byBucket: ReadonlyArray<readonly Flat[]>;
}

function groupsOf(given: Case, { span, buckets }: Shown): Group[] {
  const { groupBy, filters, metrics } = completed(given);
  const groups = new Map<string, { key: Array<string | number>; events: Flat[] }>();
  for (const event of eventsIn(given, { from: span.from, to: Math.min(span.to, given.now + 1) })) {
    if (filters.every((filter) => passes(filter, event.dimensions))) {
      const key = groupBy.map((name) => event.dimensions[name]);
      const text = JSON.stringify(key);
      const group = groups.get(text) ?? { key, events: [] };
      groups.set(text, group);
      group.events.push(event);
    }
  }
  return [...groups.values()].map(({ key, events }) => {
    const byBucket = (buckets ?? []).map((): Flat[] => []);
    for (const event of buckets ? events : []) {
      byBucket[(buckets ?? []).findIndex(({ from, to }) => event.time >= from && event.time < to)].push(event);
    }
    const total = (metric: string) => totalOf(given, metric, events, byBucket, buckets);
    return { key, events, byBucket, totals: Object.fromEntries(metrics.map((metric) => [metric, total(metric)])) };
  });
}

const valueOf = (given: Case, metric: string, events: readonly Flat[], width?: number): number | null =>
  events.length === 0 ? null : measure(FACTS[given.query.dataset], metric, events, width);

/** What a group is ranked by. What cannot be combined, and is not asked as a total, is ranked by its largest value. */
function totalOf(
  given: Case,
  metric: string,
  events: readonly Flat[],
  byBucket: Group['byBucket'],
  buckets: Shown['buckets']
): number {
  const { limit } = completed(given);
  const whole = combining(metric) !== 'none' || limit !== undefined || buckets === undefined;
  return whole
    ? (valueOf(given, metric, events) ?? NaN)
    : Math.max(...byBucket.flatMap((of, i) => valueOf(given, metric, of, buckets[i].to - buckets[i].from) ?? []));
}

const labelsOf = (groupBy: readonly string[], key: Ranked['key']): Record<string, string> =>
  Object.fromEntries(groupBy.map((name, i) => [name, String(key[i])]));

function seriesOf(given: Case, { buckets = [] }: Shown, groups: readonly Group[]): ExpectedFrame[] {
  const query = completed(given);
  const { metrics, groupBy, gaps, limit } = query;
  const chosen = limit !== undefined && groupBy.length > 0;
  const byDefault = chosen ? [{ field: metrics[0], direction: 'desc' as const }] : [];
  const sorted = sortGroups(groups, groupBy, query.orderBy.length > 0 ? query.orderBy : byDefault);
  const nothing: Group = { key: [], events: [], byBucket: buckets.map(() => []), totals: {} };
  const alone = groupBy.length === 0 && groups.length === 0 ? [nothing] : sorted;
  const series = (chosen ? alone.slice(0, limit) : alone).flatMap(({ key, byBucket }) =>
    metrics.map((metric) => ({
      field: { name: metric, labels: labelsOf(groupBy, key) },
      values: buckets.map(({ from, to }, i) => valueOf(given, metric, byBucket[i], to - from)),
      zero: gaps !== 'null' && combining(metric) === 'sum',
    }))
  );
  const time = { name: 'time', labels: {} };
  if (buckets.length === 0 || series.length === 0) {
    const fields = [time, ...metrics.map((name) => ({ name, labels: {} }))];
    return [{ fields, values: fields.map(() => []) }];
  }
  const times = buckets.map(({ from }) => from);
  if (gaps === 'none') {
    return series.map(({ field, values }) => ({
      fields: [time, field],
      values: [times.filter((_, i) => values[i] !== null), values.filter((value) => value !== null)],
    }));
  }
  const settled = settledUntil(given);
  const filled = series.map(({ values, zero }) =>
    values.map((value, i) => value ?? (zero && buckets[i].to <= settled ? 0 : null))
  );
  return [{ fields: [time, ...series.map(({ field }) => field)], values: [times, ...filled] }];
}

function tableOf(given: Case, { buckets, span }: Shown, groups: readonly Group[]): ExpectedFrame {
  const { metrics, groupBy, orderBy, limit, gaps } = completed(given);
  const plain = [...groupBy, ...metrics].map((name) => ({ name, labels: {} }));
  if (buckets !== undefined) {
    const cells = groups.flatMap(({ key, byBucket }) =>
      buckets.flatMap(({ from, to }, i) => {
        const values = metrics.map((metric) => valueOf(given, metric, byBucket[i], to - from) ?? NaN);
        const totals = Object.fromEntries(metrics.map((metric, m) => [metric, values[m]]));
        return byBucket[i].length === 0 ? [] : [{ key, totals, time: from }];
      })
    );
    const rows = sortGroups(cells, groupBy, orderBy).slice(0, limit);
    return {
      fields: [{ name: 'time', labels: {} }, ...plain],
      values: [rows.map(({ time }) => time), ...columnsOf(rows, groupBy, metrics)],
    };
  }
  const zeros = metrics.map((metric): [string, number] => [
    metric,
    gaps !== 'null' && combining(metric) === 'sum' ? 0 : NaN,
  ]);
  const isEmptyTotal = groups.length === 0 && groupBy.length === 0 && gaps !== 'none' && span.from < span.to;
  const rows: readonly Ranked[] = isEmptyTotal ? [{ key: [], totals: Object.fromEntries(zeros) }] : groups;
  return { fields: plain, values: columnsOf(sortGroups(rows, groupBy, orderBy).slice(0, limit), groupBy, metrics) };
}

const columnsOf = (rows: readonly Ranked[], groupBy: readonly string[], metrics: readonly string[]) => [
  ...groupBy.map((_, d) => rows.map(({ key }) => String(key[d]))),
  ...metrics.map((metric) => rows.map(({ totals }) => (Number.isNaN(totals[metric]) ? null : totals[metric]))),
];
