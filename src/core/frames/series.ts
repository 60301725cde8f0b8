import type { Metric } from '../catalogue/dataset';
import { keyOf, type Groups } from '../execution/groups';
import type { Plan } from '../execution/plan';
import type { FrameJson } from '../seam';
import type { Slots } from '../time/slots';
import { frame, numberField, orNull, timeField } from './fields';
import { legend } from './legend';

/**
 * Time series: one wide frame, since all series share their times; one frame a series where points are left out.
 *
 * @param order indices of groups, in the order of the legend
 */
export function seriesFrames(
  plan: Plan & { slots: Slots },
  groups: Groups,
  order: readonly number[],
  refId: string
): FrameJson[] {
  const { query, metrics, slots } = plan;
  const { starts } = slots;
  const series =
    groups.size === 0 && query.groupBy.length === 0
      ? metrics.map((metric) => ({ metric, key: [] as string[], values: new Float64Array(starts.length).fill(NaN) }))
      : order.flatMap((index) =>
          metrics.map((metric, m) => ({
            metric,
            key: keyOf(groups, index),
            values: groups.values[m].subarray(index * groups.width, (index + 1) * groups.width),
          }))
        );
  const fieldOf = ({ metric, key }: (typeof series)[number]) =>
    numberField(metric, legend(query, plan.dataset, metric, key), labels(query.groupBy, key));

  if (starts.length === 0 || series.length === 0) {
    return [
      frame(
        refId,
        'timeseries-wide',
        [timeField, ...metrics.map((metric) => numberField(metric, metric.label))],
        [[], ...metrics.map(() => [])]
      ),
    ];
  }
  if (query.gaps === 'none') {
    return series.map((each) => {
      const known = starts.map((_, slot) => slot).filter((slot) => !Number.isNaN(each.values[slot]));
      return frame(
        refId,
        'timeseries-multi',
        [timeField, fieldOf(each)],
        [known.map((slot) => starts[slot]), known.map((slot) => each.values[slot])]
      );
    });
  }
  return [
    frame(
      refId,
      'timeseries-wide',
      [timeField, ...series.map(fieldOf)],
      [starts, ...series.map(({ metric, values }) => filled(plan, metric, values))]
    ),
  ];
}

/** Labels in the order of their names, as Go writes them. */
const labels = (groupBy: readonly string[], key: readonly string[]): Record<string, string> =>
  Object.fromEntries(groupBy.map((name, i): [string, string] => [name, key[i]]).sort(([a], [b]) => (a < b ? -1 : 1)));

/** No row means zero for what adds, once nothing can change any more; else it means that nothing is known. */
function filled(
  { query, slots, settledUntil }: Plan & { slots: Slots },
  metric: Metric,
  values: Float64Array
): Array<number | null> {
  const { starts, end } = slots;
  const zeros = query.gaps !== 'null' && metric.additivity === 'sum';
  const shown: Array<number | null> = new Array(values.length);
  for (let slot = 0, { length } = values; slot < length; slot++) {
    const value = values[slot];
    const ends = slot + 1 < starts.length ? starts[slot + 1] : end;
    shown[slot] = value === value ? value : zeros && ends <= settledUntil ? 0 : orNull(value);
  }
  return shown;
}
