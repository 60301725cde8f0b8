import type { Metric } from '../catalogue/dataset';
import type { Numbers } from './numbers';
import { overall } from './overall';

const metric = (name: string, additivity: Metric['additivity']): Metric => ({
  name,
  additivity,
  type: 'float64',
  label: name,
  unit: 'short',
  description: '',
});

/** Two groups of three slots each. */
const numbers = (values: Record<string, [Metric['additivity'], number[]]>): Numbers => ({
  groups: {
    size: 2,
    width: 3,
    dimensions: [],
    values: Object.values(values).map(([, each]) => Float64Array.from(each)),
  },
  columns: Object.entries(values).map(([name, [additivity]]) => ({
    when: 'now',
    dataset: 'd',
    metric: metric(name, additivity),
  })),
  notes: {},
});

test('all slots of a group are one, each metric as it may be combined; what is not known is left out', () => {
  const { groups } = overall(
    numbers({
      a: ['sum', [1, NaN, 3, NaN, NaN, NaN]],
      b: ['max', [1, NaN, 3, 7, 9, 8]],
      c: ['min', [4, 2, NaN, 7, 9, 8]],
      d: ['none', [4, 6, NaN, 1, 2, 3]],
    })
  );
  expect(groups.width).toBe(1);
  expect(groups.values.map((each) => [...each])).toEqual([
    [4, NaN],
    [3, 9],
    [2, 7],
    [6, 3],
  ]);
});

test('a mean is weighted by the counts of the slots that have one', () => {
  const { groups } = overall(
    numbers({ mean: ['mean', [10, NaN, 40, NaN, NaN, NaN]], count: ['sum', [1, 100, 2, 5, NaN, NaN]] })
  );
  expect([...groups.values[0]]).toEqual([30, NaN]);
});
