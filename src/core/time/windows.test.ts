import * as fc from 'fast-check';
import { ceil, floor, inOneQuery, split, widen } from './windows';
import type { Window } from '../seam';
import { MINUTE } from './units';

const span = (text: string): Window => {
  const [from, to] = text.split('-').map(Number);
  return { from, to };
};
const cuts = (range: string, longest: number, expected: string) =>
  expect(split(span(range), longest, 1)).toEqual(expected === '' ? [] : expected.split(' ').map(span));

test('a range is cut at the multiples of the longest window, the short pieces at the ends', () => {
  cuts('0-8', 4, '0-4 4-8');
  cuts('3-10', 4, '3-4 4-8 8-10');
  cuts('5-5', 4, '');
  cuts('7-5', 4, '');
});

test('the longest window is cut down to whole units', () => {
  expect(split(span('0-24'), 9, 2)).toEqual([span('0-8'), span('8-16'), span('16-24')]);
  expect(split(span('0-4'), 1, 2)).toEqual([span('0-2'), span('2-4')]);
});

test('a range that fits into one query is not cut', () => {
  cuts('3-7', 4, '3-7');
  cuts('3-6', 4, '3-6');
});

const cases = fc
  .record({
    unit: fc.constantFrom(60_000, 300_000, 3_600_000, 86_400_000),
    units: fc.integer({ min: 1, max: 50 }),
    slack: fc.integer({ min: 0, max: 59_999 }),
    first: fc.integer({ min: 0, max: 500_000 }),
    count: fc.integer({ min: 0, max: 2000 }),
  })
  .map(({ unit, units, slack, first, count }) => ({
    unit,
    longest: unit * units + slack,
    range: { from: first * unit, to: (first + count) * unit },
  }));

test('windows cover the range, follow one another, lie on buckets and are never too long', () => {
  fc.assert(
    fc.property(cases, ({ unit, longest, range }) => {
      const windows = split(range, longest, unit);
      const edges = windows.flatMap(({ from, to }) => [from, to]);
      expect([edges[0] ?? range.from, edges[edges.length - 1] ?? range.from]).toEqual([range.from, range.to]);
      const lawful = windows.filter(
        ({ from, to }, i) =>
          to > from && to - from <= longest && from % unit === 0 && from === (i === 0 ? range.from : windows[i - 1].to)
      );
      expect(lawful).toEqual(windows);
    })
  );
});

test('a range that ends later changes at most the last window, once it is cut at all', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 0, max: 300 }), ({ unit, longest, range }, later) => {
      const before = split(range, longest, unit);
      fc.pre(before.length > 1);
      const after = split({ ...range, to: range.to + later * unit }, longest, unit);
      expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    })
  );
});

test('widening goes outwards to whole units and no further', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }),
      fc.integer({ min: 0, max: 1e10 }),
      fc.constantFrom(60_000, 3_600_000),
      (from, length, unit) => {
        const { from: a, to: b } = widen({ from, to: from + length }, unit);
        expect(a).toBe(floor(from, unit));
        expect(b).toBe(ceil(from + length, unit));
        expect(from - a).toBeLessThan(unit);
        expect(b - from - length).toBeLessThan(unit);
      }
    )
  );
});

test.each([
  // A range, its whole minutes, the longest window: what is left of the minutes. All in seconds.
  ['30-150', '0-180', 120, '60-180'],
  ['30-150', '0-180', 119, '0-180'],
  ['30-150.999', '0-180', 120, '60-180'],
  ['30-151', '0-180', 120, '0-180'],
  ['30-140', '0-180', 150, '60-180'],
  ['60-180', '60-180', 120, '60-180'],
  ['30-90', '0-120', 3600, '0-120'],
])('of %s, whose whole minutes are %s, a query of %s s covers %s', (range, whole, longest, left) => {
  const seconds = (text: string): Window => ({ from: span(text).from * 1000, to: span(text).to * 1000 });
  expect(inOneQuery(seconds(whole), seconds(range), longest * 1000)).toEqual(seconds(left));
});

test('a range that one query covers is one query, and goes without less than its first minute and a second', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }),
      fc.integer({ min: 2 * MINUTE, max: 1e10 }),
      fc.integer({ min: 0, max: 1e10 }),
      (from, longest, less) => {
        const range = { from, to: from + Math.max(0, longest + 999 - (longest % 1000) - less) };
        const whole = widen(range, MINUTE);
        const { from: first, to } = inOneQuery(whole, range, longest);
        expect(to).toBe(whole.to);
        expect(to - first).toBeLessThanOrEqual(longest);
        expect(first % MINUTE).toBe(0);
        expect(first - range.from).toBeLessThan(MINUTE + (longest % MINUTE) + 1000);
      }
    )
  );
});
