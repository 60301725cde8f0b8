import type { Dimension } from '../catalogue/dataset';
import { PERIODS } from '../time/shift';
import type { Answer } from '../execution/answer';
import { keyOf } from '../execution/groups';
import { OTHER } from '../execution/other';
import type { Plan } from '../execution/plan';
import { levelLabel } from '../logs/severity';
import { namedBy, type Names } from '../names/lookup';
import { linksTo } from '../names/page';
import type { StreamQuery } from '../query/query';
import type { Context, FrameJson } from '../seam';
import type { Slots } from '../time/slots';
import { frame, numberField, timeField } from './fields';
import { legend, metricLabel } from './legend';
import { titles, type Title } from './titles';
import { unitOf } from './unit';

/** What series are made by. */
export interface SeriesPlan extends Pick<Plan, 'dimensions' | 'metrics'> {
  readonly query: Pick<StreamQuery, 'metrics' | 'groupBy' | 'legend' | 'gaps' | 'show' | 'shift'>;
  readonly slots: Slots;
}

/**
 * Time series: one wide frame, since all series share their times; one frame a series where points are left out.
 *
 * @param names absent where IDs are to stand for themselves
 */
export function seriesFrames(
  plan: SeriesPlan,
  answer: Pick<Answer, 'groups' | 'shown' | 'order'>,
  { refId, settings }: Pick<Context, 'refId' | 'settings'>,
  names?: Names
): FrameJson[] {
  const { query, slots, dimensions } = plan;
  const { starts } = slots;
  const { groups, shown, order } = answer;
  const earlier = query.shift === 'none' ? undefined : PERIODS[query.shift];
  const keys = order.map((index) => keyOf(groups, index));
  const called = titles(dimensions, keys, names);
  const series = order.flatMap((index, place) =>
    shown.map(({ metric, when, values }) => ({
      metric,
      title: called[place],
      period: when === 'before' ? earlier : undefined,
      values: values.subarray(index * groups.width, (index + 1) * groups.width),
    }))
  );
  const fieldOf = ({ metric, title, period }: (typeof series)[number]) =>
    numberField(
      metric,
      unitOf(metric, query.show),
      legend(query, dimensions, metric, title, period),
      labels(dimensions, title, period, names !== undefined),
      dimensions.flatMap((dimension, d) =>
        title.key[d] === OTHER ? [] : linksTo(dimension, encodeURIComponent(title.key[d]), settings)
      )
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

/** Labels in the order of their names, as Go writes them. A name never takes the place of a value. */
const labels = (
  dimensions: readonly Dimension[],
  { key, names }: Title,
  period: string | undefined,
  isNamed: boolean
): Record<string, string> =>
  Object.fromEntries(
    [
      ...dimensions.flatMap((dimension, d): Array<[string, string]> => {
        const what = isNamed ? namedBy(dimension) : undefined;
        return what ? [[what, names[d]]] : [];
      }),
      ...dimensions.map(({ name }, d): [string, string] => [name, key[d]]),
      ...levelLabel(
        dimensions.map(({ name }) => name),
        key
      ),
      ...(period === undefined ? [] : [['period', period] as [string, string]]),
    ].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  );

function nullable(values: Float64Array): Array<number | null> {
  const shown: Array<number | null> = new Array(values.length);
  for (let slot = 0, { length } = values; slot < length; slot++) {
    const value = values[slot];
    shown[slot] = value === value ? value : null;
  }
  return shown;
}
