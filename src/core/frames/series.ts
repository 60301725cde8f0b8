import type { Metric } from '../catalogue/dataset';
import type { Group } from '../execution/groups';
import type { Plan } from '../execution/plan';
import type { FrameJson } from '../seam';
import type { Slots } from '../time/slots';
import { frame, numberField, orNull, timeField } from './fields';
import { legend } from './legend';

/**
 * Time series: one wide frame, since all series share their times; one frame a series where points are left out.
 *
 * @param groups in the order of the legend
 */
export function seriesFrames(plan: Plan & { slots: Slots }, groups: readonly Group[], refId: string): FrameJson[] {
  const { query, metrics, slots } = plan;
  const shown = groups.length === 0 && query.groupBy.length === 0 ? [nothing(metrics, slots)] : groups;
  const series = shown.flatMap((group) => metrics.map((metric, m) => ({ metric, group, values: group.values[m] })));
  const fieldOf = ({ metric, group }: (typeof series)[number]) =>
    numberField(metric, legend(query, plan.dataset, metric, group.key), labels(query.groupBy, group.key));

  if (slots.starts.length === 0 || series.length === 0) {
    return [frame(refId, 'timeseries-wide', [timeField, ...metrics.map((metric) => numberField(metric, metric.label))], [[], ...metrics.map(() => [])])];
  }
  if (query.gaps === 'none') {
    return series.map((each) => {
      const known = slots.starts.map((_, slot) => slot).filter((slot) => !Number.isNaN(each.values[slot]));
      return frame(refId, 'timeseries-multi', [timeField, fieldOf(each)], [known.map((slot) => slots.starts[slot]), known.map((slot) => each.values[slot])]);
    });
  }
  return [
    frame(
      refId,
      'timeseries-wide',
      [timeField, ...series.map(fieldOf)],
      [slots.starts, ...series.map(({ metric, values }) => filled(plan, metric, values))]
    ),
  ];
}

/** No rows at all, and nothing to group by: one series in which nothing is known. */
const nothing = (metrics: readonly Metric[], slots: Slots): Group => ({
  key: [],
  values: metrics.map(() => new Float64Array(slots.starts.length).fill(NaN)),
});

/** Labels in the order of their names, as Go writes them. */
const labels = (groupBy: readonly string[], key: readonly string[]): Record<string, string> =>
  Object.fromEntries(groupBy.map((name, i): [string, string] => [name, key[i]]).sort(([a], [b]) => (a < b ? -1 : 1)));

/** No row means zero for what adds, once nothing can change any more; else it means that nothing is known. */
function filled({ query, slots, settledUntil }: Plan & { slots: Slots }, metric: Metric, values: Float64Array): Array<number | null> {
  const zeros = query.gaps !== 'null' && metric.additivity === 'sum';
  return Array.from(values, (value, slot) => {
    const end = slot + 1 < slots.starts.length ? slots.starts[slot + 1] : slots.end;
    return Number.isNaN(value) && zeros && end <= settledUntil ? 0 : orNull(value);
  });
}
