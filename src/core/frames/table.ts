import type { Dimension, Metric } from '../catalogue/dataset';
import type { Groups } from '../execution/groups';
import type { Plan } from '../execution/plan';
import { ranked } from '../execution/rank';
import type { FrameJson } from '../seam';
import type { Slots } from '../time/slots';
import { frame, numberField, orNull, textField, timeField, type FrameType } from './fields';

/** A table: a row a group, or a row a bucket and group where time is grouped by too. */
export function tableFrame(plan: Plan, groups: Groups, refId: string): FrameJson {
  const { query, dataset, metrics, slots } = plan;
  const dimensions = query.groupBy.map((name) => dataset.dimensions.find((each) => each.name === name) as Dimension);
  const fields = [...dimensions.map(textField), ...metrics.map((metric) => numberField(metric, metric.label))];
  const ranking = { groupBy: query.groupBy, metrics, orderBy: query.orderBy, limit: query.limit };
  if (slots === undefined) {
    const rows = groups.size === 0 ? total(plan) : groups;
    const type = dimensions.length === 0 ? 'numeric-wide' : 'numeric-long';
    return frame(refId, type, fields, columns(rows, ranked(rows, ranking)));
  }
  const { rows, times } = byTime(groups, slots);
  const order = ranked(rows, { ...ranking, lead: times });
  const type: FrameType | undefined = query.orderBy.length === 0 ? 'timeseries-long' : undefined;
  return frame(refId, type, [timeField, ...fields], [order.map((row) => times[row]), ...columns(rows, order)]);
}

/** No rows of a total: zero for what adds, unknown for the rest; nothing where gaps are to be left out. */
function total({ query, metrics, windows }: Plan): Groups {
  const size = query.groupBy.length > 0 || query.gaps === 'none' || windows.length === 0 ? 0 : 1;
  const zero = (metric: Metric) => (query.gaps !== 'null' && metric.additivity === 'sum' ? 0 : NaN);
  const dimensions = query.groupBy.map(() => ({ dictionary: [], codes: new Uint32Array(0), numeric: false }));
  return { size, dimensions, values: metrics.map((metric) => new Float64Array(size).fill(zero(metric))), width: 1 };
}

/** Each bucket of each group that something is known of, as a row of its own. */
function byTime({ size, dimensions, values, width }: Groups, { starts }: Slots): { rows: Groups; times: Float64Array } {
  const cells: number[] = [];
  for (let cell = 0; cell < size * width; cell++) {
    if (values.some((each) => !Number.isNaN(each[cell]))) {
      cells.push(cell);
    }
  }
  const groupOf = cells.map((cell) => Math.floor(cell / width));
  const rows: Groups = {
    size: cells.length,
    dimensions: dimensions.map(({ codes, ...rest }) => ({
      ...rest,
      codes: Uint32Array.from(groupOf, (index) => codes[index]),
    })),
    values: values.map((each) => Float64Array.from(cells, (cell) => each[cell])),
    width: 1,
  };
  return { rows, times: Float64Array.from(cells, (cell) => starts[cell % width]) };
}

const columns = ({ dimensions, values }: Groups, order: readonly number[]) => [
  ...dimensions.map(({ dictionary, codes }) => order.map((row) => dictionary[codes[row]])),
  ...values.map((each) => order.map((row) => orNull(each[row]))),
];
