import fc from 'fast-check';
import { zoneOffsets } from './zone';
import { HOUR } from '../core';

const year = (number: number) => ({ from: Date.UTC(number, 0), to: Date.UTC(number + 1, 0) });

/** One line a zone: its offset in hours on New Year 2026, and its changes in that year. */
const changes = (zone: string, first: number, ...then: Array<[at: string, hours: number]>) =>
  expect(
    zoneOffsets(zone, year(2026)).map(({ from, offsetMs }) => [new Date(from).toISOString(), offsetMs / HOUR])
  ).toEqual([['2026-01-01T00:00:00.000Z', first], ...then.map(([at, hours]) => [`${at}:00.000Z`, hours])]);

test('daylight saving begins and ends to the millisecond', () => {
  changes('Europe/Berlin', 1, ['2026-03-29T01:00', 2], ['2026-10-25T01:00', 1]);
  changes('America/New_York', -5, ['2026-03-08T07:00', -4], ['2026-11-01T06:00', -5]);
  changes('Australia/Lord_Howe', 11, ['2026-04-04T15:00', 10.5], ['2026-10-03T15:30', 11]);
  changes('Africa/Casablanca', 1, ['2026-02-15T02:00', 0], ['2026-03-22T02:00', 1]);
});

test('zones that never change have one offset', () => {
  changes('Asia/Kathmandu', 5.75);
  changes('Asia/Kolkata', 5.5);
  changes('utc', 0);
  changes('UTC', 0);
});

test('a change at the edge of the window belongs to what follows', () => {
  const change = Date.UTC(2026, 2, 29, 1);
  expect(zoneOffsets('Europe/Berlin', { from: change, to: change + HOUR })).toEqual([
    { from: change, offsetMs: 2 * HOUR },
  ]);
  expect(zoneOffsets('Europe/Berlin', { from: change - 1, to: change + 1 })).toEqual([
    { from: change - 1, offsetMs: HOUR },
    { from: change, offsetMs: 2 * HOUR },
  ]);
});

test('the zone of the browser has two names', () => {
  const here = zoneOffsets(Intl.DateTimeFormat().resolvedOptions().timeZone, year(2026));
  expect(zoneOffsets('browser', year(2026))).toEqual(here);
  expect(zoneOffsets('', year(2026))).toEqual(here);
});

test('no window, no offsets; no such zone, an error', () => {
  expect(zoneOffsets('utc', { from: 1, to: 0 })).toEqual([]);
  expect(zoneOffsets('utc', { from: NaN, to: 0 })).toEqual([]);
  expect(() => zoneOffsets('Mars/Olympus', year(2026))).toThrow(RangeError);
});

/** The offset as the browser writes it, `GMT+05:45`: another way to the same number. */
function written(zone: string, time: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(time);
  const [, sign, hours, minutes = '0'] = /GMT(?:([+-])(\d+):?(\d+)?)?/.exec(
    parts.find(({ type }) => type === 'timeZoneName')!.value
  )!;
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * HOUR + Number(minutes) * 60_000);
}

test('at any instant of any window, in any zone, the list says what the browser says', () => {
  const instant = (from: number, to: number) => fc.integer({ min: from, max: to });
  fc.assert(
    fc.property(
      fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      instant(Date.UTC(1990, 0), Date.UTC(2036, 0)),
      fc.integer({ min: 1, max: 200 * 24 * HOUR }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 }),
      (zone, from, width, places) => {
        const offsets = zoneOffsets(zone, { from, to: from + width });
        for (const place of places) {
          const time = from + Math.floor(place * width);
          const inForce = offsets.filter((each) => each.from <= time).pop();
          expect(inForce?.offsetMs).toBe(written(zone, time));
        }
      }
    ),
    { numRuns: 60 }
  );
});
