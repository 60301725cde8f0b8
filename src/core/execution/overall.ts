import type { Metric } from '../catalogue/dataset';
import type { Numbers } from './numbers';

/**
 * The numbers of each group over all slots together. A metric that only the API can combine counts as its largest value, which is good
 * enough to put groups in order.
 */
export function overall(numbers: Numbers): Numbers {
  const { groups, columns } = numbers;
  const weightOf = ({ when, dataset }: (typeof columns)[number]) =>
    groups.values[
      columns.findIndex((each) => each.when === when && each.dataset === dataset && each.metric.name === 'count')
    ];
  const values = groups.values.map((each, c) => {
    const { additivity } = columns[c].metric;
    return additivity === 'mean'
      ? mean(each, weightOf(columns[c]), groups.width)
      : folded(each, groups.width, FOLDS[additivity]);
  });
  return { ...numbers, groups: { ...groups, values, width: 1 } };
}

const FOLDS: Readonly<Record<Exclude<Metric['additivity'], 'mean'>, (a: number, b: number) => number>> = {
  sum: (a, b) => a + b,
  max: Math.max,
  min: Math.min,
  none: Math.max,
};

function folded(values: Float64Array, width: number, fold: (a: number, b: number) => number): Float64Array {
  const into = new Float64Array(width === 0 ? 0 : values.length / width).fill(NaN);
  for (let i = 0, { length } = values; i < length; i++) {
    const value = values[i];
    if (value === value) {
      const group = Math.floor(i / width);
      const before = into[group];
      into[group] = before !== before ? value : fold(before, value);
    }
  }
  return into;
}

function mean(values: Float64Array, weights: Float64Array, width: number): Float64Array {
  const weighted = values.map((value, i) => (value === value ? value * weights[i] : NaN));
  const known = weights.map((weight, i) => (values[i] === values[i] ? weight : NaN));
  const sums = folded(weighted, width, FOLDS.sum);
  const total = folded(known, width, FOLDS.sum);
  return sums.map((sum, group) => sum / total[group]);
}
