import { rated, shared, worked } from './formula';

const numbers = (...values: number[]) => Float64Array.from(values);
const period = { minutes: numbers(60, 30), zero: Uint8Array.of(1, 0) };

test('a metric is worked out by its factor, its price and the minutes of each bucket', () => {
  const of = numbers(1000, 500, NaN, 30);
  expect([...worked({ of: 'a' }, { of, price: 5 }, period)]).toEqual([1000, 500, NaN, 30]);
  expect([...worked({ of: 'a', times: 2 }, { of, price: 5 }, period)]).toEqual([2000, 1000, NaN, 60]);
  expect([...worked({ of: 'a', priced: true }, { of, price: 5 }, period)]).toEqual([5, 2.5, NaN, 0.15]);
  expect([...worked({ of: 'a', perMinute: true }, { of, price: 5 }, period)]).toEqual([1000 / 60, 500 / 30, NaN, 1]);
});

test('of a ratio, a side that is not there is zero where zero is known, and nothing is a part of nothing', () => {
  const formula = { of: 'a', over: { metric: 'b' } };
  const ratio = (of: number[], over: number[]) => [
    ...worked(formula, { of: numbers(...of), over: numbers(...over), price: 1 }, period),
  ];
  expect(ratio([6, 6], [3, 4])).toEqual([2, 1.5]);
  expect(ratio([NaN, NaN], [3, 4])).toEqual([0, NaN]);
  expect(ratio([6, 6], [NaN, NaN])).toEqual([NaN, NaN]);
  expect(ratio([0, 6], [0, 0])).toEqual([NaN, NaN]);
});

test('rates are by the length of the bucket, shares of its total', () => {
  expect([...rated(numbers(60, 60, NaN, 30), period.minutes, 1)]).toEqual([1, 2, NaN, 1]);
  expect([...rated(numbers(60, 60), period.minutes, 60)]).toEqual([1 / 60, 1 / 30]);
  expect([...shared(numbers(1, 2, 3, NaN), numbers(4, 0))]).toEqual([25, NaN, 75, NaN]);
});
