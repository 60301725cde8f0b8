import type { Dimension, Metric } from '../catalogue/dataset';
import type { Group } from '../execution/groups';
import type { Plan } from '../execution/plan';
import { ranked } from '../execution/rank';
import type { FrameJson } from '../seam';
import { frame, numberField, orNull, textField, timeField, type FrameType } from './fields';

/** A table: a row a group, or a row a bucket and group where time is grouped by too. */
export function tableFrame(plan: Plan, groups: readonly Group[], refId: string): FrameJson {
  const { query, dataset, metrics, slots } = plan;
  const dimensions = query.groupBy.map((name) => dataset.dimensions.find((each) => each.name === name) as Dimension);
  const fields = [...dimensions.map(textField), ...metrics.map((metric) => numberField(metric, metric.label))];
  if (slots === undefined) {
    const rows = ranked(groups.length === 0 ? total(plan) : groups, query.groupBy, metrics, query.orderBy, query.limit);
    const type = dimensions.length === 0 ? 'numeric-wide' : 'numeric-long';
    return frame(refId, type, fields, columns(rows, dimensions, metrics));
  }
  const rows = ranked(byTime(groups, slots.starts, metrics), query.groupBy, metrics, query.orderBy, query.limit);
  const type: FrameType | undefined = query.orderBy.length === 0 ? 'timeseries-long' : undefined;
  return frame(refId, type, [timeField, ...fields], [rows.map(({ time }) => time), ...columns(rows, dimensions, metrics)]);
}

/** No rows of a total: zero for what adds, unknown for the rest; nothing where gaps are to be left out. */
function total({ query, metrics, windows }: Plan): Group[] {
  const empty = query.groupBy.length > 0 || query.gaps === 'none' || windows.length === 0;
  const zero = (metric: Metric) => (query.gaps !== 'null' && metric.additivity === 'sum' ? 0 : NaN);
  return empty ? [] : [{ key: [], values: metrics.map((metric) => Float64Array.of(zero(metric))) }];
}

interface Row extends Group {
  readonly time: number;
}

/** A row for each bucket of each group that something is known of, oldest first. */
function byTime(groups: readonly Group[], starts: readonly number[], metrics: readonly Metric[]): Row[] {
  return starts.flatMap((time, slot) =>
    groups.flatMap(({ key, values }): Row[] =>
      metrics.every((_, m) => Number.isNaN(values[m][slot])) ? [] : [{ time, key, values: values.map((each) => Float64Array.of(each[slot])) }]
    )
  );
}

const columns = (rows: readonly Group[], dimensions: readonly Dimension[], metrics: readonly Metric[]) => [
  ...dimensions.map((_, d) => rows.map(({ key }) => key[d])),
  ...metrics.map((_, m) => rows.map(({ values }) => orNull(values[m][0]))),
];
