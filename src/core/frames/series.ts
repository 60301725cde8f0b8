import { PERIODS } from '../time/shift';
import type { Answer } from '../execution/answer';
import { keyOf } from '../execution/groups';
import type { Plan } from '../execution/plan';
import { levelLabel } from '../logs/severity';
import type { StreamQuery } from '../query/query';
import type { FrameJson } from '../seam';
import type { Slots } from '../time/slots';
import { frame, numberField, timeField } from './fields';
import { legend, metricLabel } from './legend';
import { unitOf } from './unit';

/** What series are made by. */
export interface SeriesPlan extends Pick<Plan, 'dataset' | 'metrics'> {
  readonly query: Pick<StreamQuery, 'metrics' | 'groupBy' | 'legend' | 'gaps' | 'show' | 'shift'>;
  readonly slots: Slots;
}

/** Time series: one wide frame, since all series share their times; one frame a series where points are left out. */
export function seriesFrames(
  plan: SeriesPlan,
  answer: Pick<Answer, 'groups' | 'shown' | 'order'>,
  refId: string
): FrameJson[] {
  const { query, slots } = plan;
  const { starts } = slots;
  const { groups, shown, order } = answer;
  const earlier = query.shift === 'none' ? undefined : PERIODS[query.shift];
  const series = order.flatMap((index) =>
    shown.map(({ metric, when, values }) => ({
      metric,
      key: keyOf(groups, index),
      period: when === 'before' ? earlier : undefined,
      values: values.subarray(index * groups.width, (index + 1) * groups.width),
    }))
  );
  const fieldOf = ({ metric, key, period }: (typeof series)[number]) =>
    numberField(
      metric,
      unitOf(metric, query.show),
      legend(query, plan.dataset, metric, key, period),
      labels(query.groupBy, key, period)
    );

  if (starts.length === 0 || series.length === 0) {
    return [
      frame(
        refId,
        'timeseries-wide',
        [
          timeField,
          ...plan.metrics.map((metric) =>
            numberField(metric, unitOf(metric, query.show), metricLabel(metric, query.show))
          ),
        ],
        [[], ...plan.metrics.map(() => [])]
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
      [starts, ...series.map(({ values }) => nullable(values))]
    ),
  ];
}

/** Labels in the order of their names, as Go writes them. */
const labels = (
  groupBy: readonly string[],
  key: readonly string[],
  period: string | undefined
): Record<string, string> =>
  Object.fromEntries(
    [
      ...groupBy.map((name, i): [string, string] => [name, key[i]]),
      ...levelLabel(groupBy, key),
      ...(period === undefined ? [] : [['period', period] as [string, string]]),
    ].sort(([a], [b]) => (a < b ? -1 : 1))
  );

function nullable(values: Float64Array): Array<number | null> {
  const shown: Array<number | null> = new Array(values.length);
  for (let slot = 0, { length } = values; slot < length; slot++) {
    const value = values[slot];
    shown[slot] = value === value ? value : null;
  }
  return shown;
}
