import type { Dimension } from '../catalogue/dataset';
import type { Answer } from '../execution/answer';
import type { Plan } from '../execution/plan';
import type { Shown } from '../execution/shown';
import type { FieldJson, FrameJson } from '../seam';
import { PERIODS } from '../time/shift';
import { frame, numberField, orNull, textField, timeField, type FrameType } from './fields';
import { metricLabel, ofPeriod } from './legend';
import { unitOf } from './unit';

/** A table: a row a group, or a row a bucket and group where time is grouped by too. */
export function tableFrame({ query, dataset }: Plan, answer: Answer, refId: string): FrameJson {
  const { order, times, shown } = answer;
  const dimensions = query.groupBy.map((name) => dataset.dimensions.find((each) => each.name === name) as Dimension);
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
  const fields = [...dimensions.map(textField), ...shown.map(numberOf)];
  if (times === undefined) {
    const type = dimensions.length === 0 ? 'numeric-wide' : 'numeric-long';
    return frame(refId, type, fields, columns(answer, dimensions.length));
  }
  const type: FrameType | undefined = query.orderBy.length === 0 ? 'timeseries-long' : undefined;
  const starts = order.map((row) => times[row]);
  return frame(refId, type, [timeField, ...fields], [starts, ...columns(answer, dimensions.length)]);
}

/** Nothing that was read has no dimensions: their columns are empty. */
const columns = ({ groups, shown, order }: Answer, dimensions: number) => [
  ...Array.from({ length: dimensions }, (_, d) =>
    order.map((row) => groups.dimensions[d].dictionary[groups.dimensions[d].codes[row]])
  ),
  ...shown.map(({ values }) => order.map((row) => orNull(values[row]))),
];
