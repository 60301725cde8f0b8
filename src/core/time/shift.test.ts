import * as fc from 'fast-check';
import { DATASETS } from '../catalogue/catalogue';
import type { BucketName } from '../catalogue/dataset';
import type { ZoneOffset } from '../seam';
import { shifted, shiftedWindow } from './shift';
import { slots, type Slots } from './slots';
import { offsetAt } from './zone';
import { DAY, HOUR } from './units';

const at = (text: string): number => Date.parse(text);
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

/** New York around both changes of clocks. */
const newYork: ZoneOffset[] = [
  { from: at('2025-11-02T06:00Z'), offsetMs: -5 * HOUR },
  { from: at('2026-03-08T07:00Z'), offsetMs: -4 * HOUR },
  { from: at('2026-11-01T06:00Z'), offsetMs: -5 * HOUR },
];
const zones = fc.constantFrom<ZoneOffset[]>([], newYork, [{ from: 0, offsetMs: 5.75 * HOUR }]);

const slotsOf = (name: BucketName, from: string, to: string, zone: ZoneOffset[] = newYork): Slots =>
  slots(name, DATASETS.streamMinutesViewedAdaptiveGroups, { from: at(from), to: at(to) }, zone) as Slots;

test('days of the zone stay days over a change of clocks', () => {
  const range = { from: at('2026-11-01T04:00Z'), to: at('2026-11-03T05:00Z') };
  const days = slotsOf('day', '2026-11-01T04:00Z', '2026-11-03T05:00Z');
  const week = shifted(days, 'week', range, newYork);
  expect(days.starts.map(iso)).toEqual(['2026-11-01T04:00', '2026-11-02T05:00']);
  expect(week.starts.map(iso)).toEqual(['2026-10-25T04:00', '2026-10-26T04:00']);
  expect(iso(week.end)).toBe('2026-10-27T04:00');
  expect(shifted(days, 'range', range, newYork).starts.map(iso)).toEqual(['2026-10-30T04:00', '2026-10-31T04:00']);
});

test('months move by as many months as there are', () => {
  const months = slotsOf('month', '2026-03-10T00:00Z', '2026-04-20T00:00Z');
  const before = shifted(months, 'range', { from: at('2026-03-10T00:00Z'), to: at('2026-04-20T00:00Z') }, newYork);
  expect(before.starts.map(iso)).toEqual(['2026-01-01T05:00', '2026-02-01T05:00']);
  expect(iso(before.end)).toBe('2026-03-01T05:00');
});

test('what is called by days moves by days, months and hours too', () => {
  const march = { from: at('2026-03-10T05:00Z'), to: at('2026-04-20T00:00Z') };
  const months = slotsOf('month', '2026-03-10T05:00Z', '2026-04-20T00:00Z');
  expect(shifted(months, 'day', march, newYork).starts.map(iso)).toEqual(['2026-02-28T05:00', '2026-03-31T04:00']);
  const hours = slotsOf('hour', '2026-03-10T05:00Z', '2026-03-10T06:00Z');
  expect(shifted(hours, 'day', march, newYork).starts.map(iso)).toEqual(['2026-03-09T05:00']);
  expect(shifted(hours, 'week', march, newYork).starts.map(iso)).toEqual(['2026-03-03T05:00']);
});

test('the length of a range is taken in whole buckets, weeks in whole weeks', () => {
  const range = { from: at('2026-07-01T10:20Z'), to: at('2026-07-01T16:30Z') };
  const hours = slotsOf('hour', '2026-07-01T10:20Z', '2026-07-01T16:30Z');
  expect(iso(shifted(hours, 'range', range, newYork).starts[0])).toBe('2026-07-01T03:00');
  const weeks = slotsOf('week', '2026-07-06T04:00Z', '2026-07-15T04:00Z');
  const fortnight = { from: at('2026-07-06T04:00Z'), to: at('2026-07-15T04:00Z') };
  expect(shifted(weeks, 'range', fortnight, newYork).starts.map(iso)).toEqual(['2026-06-22T04:00', '2026-06-29T04:00']);
  expect(shiftedWindow({ from: range.from, to: range.to }, 'range', { from: 60_000, to: 150_001 })).toEqual({
    from: range.from - 120_000,
    to: range.to - 120_000,
  });
  expect(shiftedWindow({ from: 8 * DAY, to: 9 * DAY }, 'week', range)).toEqual({ from: DAY, to: 2 * DAY });
  expect(shiftedWindow({ from: 8 * DAY, to: 9 * DAY }, 'day', range)).toEqual({ from: 7 * DAY, to: 8 * DAY });
});

test('a ms more, which a second look at the clock adds, makes a range no longer', () => {
  const late = (text: string, more: number) => ({ from: at('2026-07-01T10:00Z'), to: at(text) + more });
  const hours = slotsOf('hour', '2026-07-01T10:00Z', '2026-07-01T16:00Z');
  const firstOf = (more: number) => iso(shifted(hours, 'range', late('2026-07-01T16:00Z', more), []).starts[0]);
  expect([firstOf(0), firstOf(999), firstOf(1000)]).toEqual([
    '2026-07-01T04:00',
    '2026-07-01T04:00',
    '2026-07-01T03:00',
  ]);
  const total = { from: 10 * DAY, to: 11 * DAY };
  expect(shiftedWindow(total, 'range', { from: 0, to: DAY + 999 }).to).toBe(total.from);
  const days = slotsOf('day', '2026-07-01T04:00Z', '2026-07-02T04:00Z');
  const range = { from: at('2026-07-01T04:00Z'), to: at('2026-07-02T05:00Z') + 999 };
  expect(iso(shifted(days, 'range', range, newYork).starts[0])).toBe('2026-06-30T04:00');
});

test('as many slots as before, ascending, earlier, at the same local time', () => {
  const names = fc.constantFrom<BucketName>('minute', 'fifteenMinutes', 'hour', 'sixHours', 'day', 'week', 'month');
  fc.assert(
    fc.property(
      names,
      zones,
      fc.constantFrom('day' as const, 'week' as const, 'range' as const),
      fc.integer({ min: at('2026-02-20T00:00Z') / 60_000, max: at('2026-11-20T00:00Z') / 60_000 }),
      fc.integer({ min: 1, max: 60 }),
      (name, zone, shift, start, length) => {
        const hours = name === 'minute' || name === 'fifteenMinutes' ? 1 : 24;
        const range = { from: start * 60_000, to: start * 60_000 + length * hours * HOUR };
        const dataset = DATASETS.streamMinutesViewedAdaptiveGroups;
        const now = slots(name, dataset, range, zone) as Slots;
        const before = shifted(now, shift, range, zone);
        expect(before.starts).toHaveLength(now.starts.length);
        expect(before.source).toBe(now.source);
        const edges = [...before.starts, before.end];
        const later = [...now.starts, now.end];
        expect(edges.filter((time, i) => time >= later[i])).toEqual([]);
        expect(edges.filter((time, i) => i > 0 && time <= edges[i - 1])).toEqual([]);
        if (shift !== 'range' && (name === 'day' || name === 'week')) {
          const local = (time: number) => time + offsetAt(zone, time);
          const moves = edges.map((time, i) => local(later[i]) - local(time));
          expect(new Set(moves)).toEqual(new Set([shift === 'day' ? DAY : 7 * DAY]));
        }
      }
    )
  );
});
