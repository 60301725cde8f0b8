import * as fc from 'fast-check';
import { DATASETS } from '../catalogue/catalogue';
import type { BucketName, Dataset } from '../catalogue/dataset';
import { buckets } from '../catalogue/times';
import type { ZoneOffset } from '../seam';
import { autoBucket, labelOf, slotOf, slots, WIDTHS, type Slots } from './slots';
import { DAY, HOUR, MINUTE } from './units';

const at = (text: string): number => Date.parse(text);

const having = (...names: BucketName[]): Dataset => ({
  ...DATASETS.streamMinutesViewedAdaptiveGroups,
  buckets: buckets(...names),
});
const all = having('minute', 'fiveMinutes', 'fifteenMinutes', 'halfOfHour', 'hour', 'sixHours', 'day');
const kathmandu: ZoneOffset[] = [{ from: 0, offsetMs: 5.75 * HOUR }];
const berlin: ZoneOffset[] = [{ from: 0, offsetMs: HOUR }];

test('the width of each bucket is what its name says', () => {
  const named = Object.entries(WIDTHS).map(([name, ms]) => `${labelOf(name as BucketName)}: ${Number(ms) / MINUTE}`);
  expect(named).toEqual([
    '1 minute: 1',
    '5 minutes: 5',
    '15 minutes: 15',
    '30 minutes: 30',
    '1 hour: 60',
    '6 hours: 360',
  ]);
});

test('the bucket of a chart is the finest that leaves a point enough time; beyond the API’s, days', () => {
  const auto = (least: number, dataset = all, zone: ZoneOffset[] = [], combinable = true) =>
    autoBucket(dataset, zone, least, combinable);
  expect(auto(0)).toBe('minute');
  expect(auto(MINUTE)).toBe('minute');
  expect(auto(MINUTE + 1)).toBe('fiveMinutes');
  expect(auto(5 * HOUR)).toBe('sixHours');
  expect(auto(6 * HOUR)).toBe('sixHours');
  expect(auto(6 * HOUR + 1)).toBe('day');
  expect(auto(100 * DAY)).toBe('day');
});

test('what cannot be combined gets days only where the API’s own days are those of the zone', () => {
  const auto = (dataset: Dataset, zone: ZoneOffset[], combinable: boolean) =>
    autoBucket(dataset, zone, 2 * DAY, combinable);
  expect(auto(all, [], false)).toBe('day');
  expect(auto(all, berlin, false)).toBe('sixHours');
  expect(auto(all, berlin, true)).toBe('day');
  expect(auto(having('minute', 'hour'), [], false)).toBe('hour');
  expect(auto(having('minute', 'hour'), [], true)).toBe('day');
});

const datasets = fc.constantFrom(all, having('minute', 'hour', 'day'), having('fifteenMinutes', 'day'), having('hour'));
const names = fc.constantFrom(...(Object.keys(WIDTHS) as BucketName[]));
const range = fc
  .tuple(fc.integer({ min: 0, max: 3e9 }), fc.integer({ min: 0, max: 3 * DAY }))
  .map(([from, length]) => ({ from: from * 1000, to: from * 1000 + length }));

test('slots of a fixed width are the multiples of it that the range touches, read by the coarsest bucket that fits', () => {
  fc.assert(
    fc.property(datasets, names, range, (dataset, name, { from, to }) => {
      const width = WIDTHS[name] as number;
      const fitting = dataset.buckets.filter(({ ms }) => ms <= width && width / ms === Math.round(width / ms));
      const found = slots(name, dataset, { from, to }, kathmandu);
      expect(found?.source.ms).toBe(fitting.length === 0 ? undefined : Math.max(...fitting.map(({ ms }) => ms)));
      if (found !== undefined) {
        expect(found.name).toBe(name);
        expect(found.native).toBe(found.source.name === name);
        const expected: number[] = [];
        for (let start = from - (((from % width) + width) % width); start < to && from < to; start += width) {
          expected.push(start);
        }
        expect(found.starts).toEqual(expected);
        expect(found.end - to).toBeLessThan(width);
        expect(found.end).toBeGreaterThanOrEqual(to);
        expect(found.end % width).toBe(0);
      }
    })
  );
});

test('a day is the API’s own where the zone has its days, and summed from what the zone is even in elsewhere', () => {
  const march = { from: at('2026-03-01T12:00Z'), to: at('2026-03-02T12:00Z') };
  const read = (name: BucketName, dataset: Dataset, zone: ZoneOffset[]) => {
    const found = slots(name, dataset, march, zone);
    return found && `${found.starts.length} by ${found.source.name}${found.native ? '' : ', summed'}`;
  };
  expect(read('day', all, [])).toBe('2 by day');
  expect(read('day', all, berlin)).toBe('2 by hour, summed');
  expect(read('day', all, kathmandu)).toBe('2 by fifteenMinutes, summed');
  expect(read('week', all, [])).toBe('2 by day, summed');
  expect(read('month', all, [])).toBe('1 by day, summed');
  expect(read('day', having('hour'), [])).toBe('2 by hour, summed');
  expect(read('day', having('hour', 'day'), kathmandu)).toBeUndefined();
});

test('an empty range has no slots of any kind', () => {
  const now = at('2026-03-01T12:34Z');
  for (const name of ['minute', 'day', 'month'] as const) {
    for (const to of [now, now - DAY]) {
      expect(slots(name, all, { from: now, to }, berlin)?.starts).toEqual([]);
    }
  }
  expect(slots('day', all, { from: now, to: now }, [])?.end).toBe(now);
});

test('a time lies in the last slot that has begun by then', () => {
  const starts = fc
    .uniqueArray(fc.integer({ min: 0, max: 50 }), { maxLength: 12 })
    .map((each) => each.sort((a, b) => a - b));
  fc.assert(
    fc.property(starts, fc.integer({ min: -2, max: 52 }), (each, time) => {
      const begun = each.filter((start) => start <= time);
      expect(slotOf({ starts: each } as unknown as Slots, time)).toBe(begun.length - 1);
    })
  );
});
