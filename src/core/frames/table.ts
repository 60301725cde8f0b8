import type { Answer } from '../execution/answer';
import type { Plan } from '../execution/plan';
import type { Shown } from '../execution/shown';
import type { Names } from '../names/lookup';
import type { Context, FieldJson, FrameJson } from '../seam';
import { PERIODS } from '../time/shift';
import { frame, numberField, orNull, timeField, type FrameType } from './fields';
import { metricLabel, ofPeriod } from './legend';
import { textColumns } from './texts';
import { unitOf } from './unit';

/**
 * A table: a row a group, or a row a bucket and group where time is grouped by too.
 *
 * @param names absent where IDs are to stand for themselves
 */
export function tableFrame(
  { query, dimensions }: Pick<Plan, 'query' | 'dimensions'>,
  answer: Answer,
  { refId, settings }: Pick<Context, 'refId' | 'settings'>,
  names?: Names
): FrameJson {
  const { groups, order, times, shown } = answer;
  const earlier = query.shift === 'none' ? undefined : PERIODS[query.shift];
  const numberOf = ({ metric, when }: Shown): FieldJson => {
    const period = when === 'before' ? earlier : undefined;
    const name = ofPeriod(metricLabel(metric, query.show), period);
    return numberField(
      period === undefined ? metric : { ...metric, name: `before.${metric.name}` },
      unitOf(metric, query.show),
      name
    );
  };
  // Nothing that was read has no dimensions: their columns are empty.
  const texts = dimensions.flatMap((dimension, d) => {
    const values = order.map((row) => groups.dimensions[d].dictionary[groups.dimensions[d].codes[row]]);
    return textColumns(dimension, values, { settings, names });
  });
  const fields = [...texts.map(({ field }) => field), ...shown.map(numberOf)];
  const values = [
    ...texts.map((each) => each.values),
    ...shown.map((each) => order.map((row) => orNull(each.values[row]))),
  ];
  if (times === undefined) {
    return frame(refId, dimensions.length === 0 ? 'numeric-wide' : 'numeric-long', fields, values);
  }
  const type: FrameType | undefined = query.orderBy.length === 0 ? 'timeseries-long' : undefined;
  return frame(refId, type, [timeField, ...fields], [order.map((row) => times[row]), ...values]);
}
