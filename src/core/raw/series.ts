import type { Bucket } from '../catalogue/dataset';
import { textAt } from '../execution/columns';
import { group, keyOf } from '../execution/groups';
import type { Read } from '../execution/read';
import { compareText } from '../execution/text';
import type { Failure } from '../failure';
import { seriesFrames } from '../frames/series';
import type { Names } from '../names/lookup';
import type { Column, Context } from '../seam';
import { fromApi } from '../time/instant';
import type { Slots } from '../time/slots';
import type { RawFrames } from './frames';
import type { RawPlan } from './plan';
import type { RawPage } from './read';

/**
 * The answer as time series: its time, its dimensions as labels, its metrics as values. Where no row is, nothing is known: a text
 * may filter, group and cut as it likes, so no row is not zero here.
 */
export function rawSeries(
  plan: RawPlan,
  pages: readonly RawPage[],
  about: Pick<Context, 'refId' | 'settings'>,
  names?: Names
): RawFrames | Failure {
  const { columns, query, document, windows } = plan;
  const [time] = columns.filter(({ is }) => is === 'time');
  const dimensions = columns.flatMap(({ name, label, ...column }) =>
    column.is === 'dimension' ? [{ ...column.dimension, name, label }] : []
  );
  const groupBy = dimensions.map(({ name }) => name);
  // A row is all there is of its series and time, so that nothing is combined.
  const metrics = columns.flatMap(({ name, label, ...column }) =>
    column.is === 'metric' ? [{ ...column.metric, name, label, byBucket: undefined, additivity: 'max' as const }] : []
  );
  const bucket: Bucket = { name: 'minute', dimension: time.name, ms: plan.bucket?.ms ?? 0 };
  const read: Read = {
    dataset: document.dataset,
    metrics: metrics.map(({ name }) => name),
    groupBy,
    bucket,
    filters: [],
    windows,
    orderBy: [],
    keys: [],
    pageSize: document.limit,
  };
  const slots = slotsOf(plan, bucket, time.key, pages);
  const found = group(
    read,
    metrics,
    slots,
    pages.map(({ table }) => ({ rows: table.rows, table: { ...table, columns: table.columns.map(renamed(plan)) } }))
  );
  if ('class' in found) {
    return found;
  }
  const { groups } = found;
  const order = Array.from({ length: groups.size }, (_, index) => ({
    index,
    key: JSON.stringify(keyOf(groups, index)),
  }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ index }) => index);
  const shown = metrics.map((metric, m) => ({ metric, when: 'now' as const, values: groups.values[m] }));
  const own = { metrics: read.metrics, groupBy, legend: query.legend };
  const frames = seriesFrames(
    { dimensions, metrics, slots, query: { ...own, gaps: 'null', show: 'value', shift: 'none' } },
    { groups, shown, order },
    about,
    names
  );
  return { frames, notices: [] };
}

/** Columns by the names of fields, in the places where groups look for them. */
const renamed =
  ({ columns }: RawPlan) =>
  (column: Column): Column => {
    const found = columns.find(({ key }) => key === column.name);
    const name = found === undefined || found.is === 'metric' ? found?.name : `dimensions.${found.name}`;
    return { ...column, name: name ?? column.name };
  };

/** Every bucket of the range. For `datetime`, which is not a bucket, the times that occur. */
function slotsOf(plan: RawPlan, source: Bucket, key: string, pages: readonly RawPage[]): Slots {
  const { windows, bucket } = plan;
  const from = windows[0]?.from ?? 0;
  const end = windows[windows.length - 1]?.to ?? 0;
  const ms = bucket?.ms ?? 1;
  const regular = bucket?.dimension !== 'datetime';
  const starts = regular
    ? Array.from({ length: (end - from) / ms }, (_, i) => from + i * ms)
    : [...new Set(pages.flatMap(({ table }) => (table.rows === 0 ? [] : (textAt(table, key)?.dictionary ?? []))))]
        .map(fromApi)
        .sort((a, b) => a - b);
  return { name: source.name, source, native: true, starts, end };
}
