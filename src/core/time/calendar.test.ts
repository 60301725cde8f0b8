import * as fc from 'fast-check';
import { berlin, kathmandu, lordHowe } from '../../../tests/zones';
import type { ZoneOffset } from '../seam';
import { calendarBuckets, monthOf, type CalendarBucket } from './calendar';
import { offsetAt } from './zone';
import { HOUR } from './units';

const at = (text: string): number => Date.parse(text);

const starts = (bucket: CalendarBucket, zone: readonly ZoneOffset[], from: string, to: string) => {
  const found = calendarBuckets({ from: at(from), to: at(to) }, bucket, zone);
  return [...found.starts, found.end].map((time) => new Date(time).toISOString().slice(0, 16)).join(' ');
};

test('days of a zone with daylight saving have 23, 24 or 25 hours', () => {
  expect(starts('day', berlin, '2026-03-28T12:00Z', '2026-03-30T12:00Z')).toBe(
    '2026-03-27T23:00 2026-03-28T23:00 2026-03-29T22:00 2026-03-30T22:00'
  );
  expect(starts('day', berlin, '2026-10-24T22:00Z', '2026-10-25T23:00Z')).toBe('2026-10-24T22:00 2026-10-25T23:00');
});

test('weeks begin on Monday, months on the first', () => {
  expect(starts('week', [], '2026-11-24T00:00Z', '2026-11-25T00:00Z')).toBe('2026-11-23T00:00 2026-11-30T00:00');
  expect(starts('month', [], '2026-01-31T23:59Z', '2026-03-01T00:00Z')).toBe(
    '2026-01-01T00:00 2026-02-01T00:00 2026-03-01T00:00'
  );
  expect(starts('month', berlin, '2026-10-05T00:00Z', '2026-10-06T00:00Z')).toBe('2026-09-30T22:00 2026-10-31T23:00');
});

test.each([
  ['2026-03-01T00:00:01Z', [], '2026-03-01T00:00Z', '2026-04-01T00:00Z'],
  ['2026-03-01T00:00:00Z', [], '2026-02-01T00:00Z', '2026-03-01T00:00Z'], // a month is over at its end
  ['2026-10-31T22:59:00Z', berlin, '2026-09-30T22:00Z', '2026-10-31T23:00Z'], // it has an hour of winter time
  ['2026-10-31T23:00:01Z', berlin, '2026-10-31T23:00Z', '2026-11-30T23:00Z'],
])('the month of %s', (time, zone, from, to) => {
  expect(monthOf(at(time), zone)).toEqual({ from: at(from), to: at(to) });
});

test('buckets cover the range, ascend, and begin at local midnight', () => {
  const zones = fc.constantFrom([], berlin, lordHowe, kathmandu);
  const buckets = fc.constantFrom<CalendarBucket>('day', 'week', 'month');
  fc.assert(
    fc.property(
      zones,
      buckets,
      fc.integer({ min: at('2025-12-01T00:00Z'), max: at('2026-12-01T00:00Z') }),
      fc.integer({ min: 1, max: 100 * 24 * HOUR }),
      (zone, bucket, from, length) => {
        const found = calendarBuckets({ from, to: from + length }, bucket, zone);
        const edges = [...found.starts, found.end];
        expect(edges[0]).toBeLessThanOrEqual(from);
        expect(edges[1]).toBeGreaterThan(from);
        expect(found.end).toBeGreaterThanOrEqual(from + length);
        expect(edges[edges.length - 2]).toBeLessThan(from + length);
        edges.forEach((edge, i) => {
          expect(i === 0 || edge > edges[i - 1]).toBe(true);
          expect((edge + offsetAt(zone, edge)) % (24 * HOUR)).toBe(0);
        });
      }
    )
  );
});
