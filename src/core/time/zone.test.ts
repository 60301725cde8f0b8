import * as fc from 'fast-check';
import { berlin, kathmandu, lordHowe } from '../../../tests/zones';
import { evenIn, instantOf, offsetAt } from './zone';
import { HOUR, MINUTE } from './units';

const at = (text: string): number => Date.parse(text);

test('an offset holds from its start on, the first also before', () => {
  expect(offsetAt([], 5)).toBe(0);
  expect(offsetAt(berlin, at('2000-01-01T00:00Z'))).toBe(HOUR);
  expect(offsetAt(berlin, at('2026-03-29T01:00Z') - 1)).toBe(HOUR);
  expect(offsetAt(berlin, at('2026-03-29T01:00Z'))).toBe(2 * HOUR);
  expect(offsetAt(berlin, at('2030-07-01T00:00Z'))).toBe(HOUR);
});

test('the bucket to sum from is the coarsest that every offset and change of the zone is a multiple of', () => {
  const widths = [60_000, 300_000, 900_000, 1_800_000, HOUR, 24 * HOUR];
  expect(evenIn([], widths)).toBe(24 * HOUR);
  expect(evenIn(berlin, widths)).toBe(HOUR);
  expect(evenIn(lordHowe, widths)).toBe(1_800_000);
  expect(evenIn(kathmandu, widths)).toBe(900_000);
  expect(evenIn(kathmandu, [HOUR])).toBeUndefined();
  // Even offsets do not help where clocks change at half past; when the first offset began does not matter.
  const halfPast = [
    { from: 1234, offsetMs: 0 },
    { from: at('2026-03-29T01:30Z'), offsetMs: HOUR },
  ];
  expect(evenIn(halfPast, widths)).toBe(HOUR / 2);
  expect(evenIn(halfPast.slice(0, 1), widths)).toBe(24 * HOUR);
});

test('a local time that daylight saving leaves out is the instant of the change', () => {
  expect(instantOf(berlin, at('2026-03-29T02:30Z'))).toBe(at('2026-03-29T01:00Z'));
  expect(instantOf(berlin, at('2026-10-25T02:30Z'))).toBe(at('2026-10-25T00:30Z'));
  expect(instantOf(berlin, at('2026-10-25T03:00Z'))).toBe(at('2026-10-25T02:00Z'));
});

test('the instant of a local time is the first at which clocks show it or later', () => {
  const hours = fc.integer({ min: -36 * 60, max: 36 * 60 });
  fc.assert(
    fc.property(fc.constantFrom([], berlin, lordHowe, kathmandu), fc.nat(3), hours, (zone, which, minutes) => {
      const change = zone[which % Math.max(1, zone.length)]?.from ?? 0;
      const local = change + offsetAt(zone, change) + minutes * MINUTE;
      const shows = (time: number) => time + offsetAt(zone, time);
      const instant = instantOf(zone, local);
      expect(shows(instant)).toBeGreaterThanOrEqual(local);
      const earlier = Array.from({ length: 200 }, (_, i) => instant - 1 - i * MINUTE);
      expect(earlier.filter((time) => shows(time) >= local)).toEqual([]);
    })
  );
});
