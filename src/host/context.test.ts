import { CoreApp, dateTime } from '@grafana/data';
import { type Asked, contextOf } from './context';
import { DAY } from '../core';

const NOW = Date.UTC(2026, 3, 10);

const asked = (from: number, to: number, rest: Partial<Asked> = {}): Asked => ({
  range: { from: dateTime(from), to: dateTime(to), raw: { from: dateTime(from), to: dateTime(to) } },
  intervalMs: 60_000,
  maxDataPoints: 100,
  timezone: 'Europe/Berlin',
  app: CoreApp.Dashboard,
  startTime: NOW,
  ...rest,
});

const offsets = (query: { timezone?: string }, request: Asked) =>
  contextOf({ refId: 'A', ...query }, request, { limits: {} }).zone.map(({ from, offsetMs }) => [
    from,
    offsetMs / 3_600_000,
  ]);

test('a request becomes what the core needs to know', () => {
  const limits = { streamMinutesViewedAdaptiveGroups: { maxDuration: 60 } };
  expect(
    contextOf({ refId: 'B' }, asked(NOW - DAY, NOW, { timezone: 'utc' }), { limits, settings: { maxRows: 5 } })
  ).toEqual({
    now: NOW,
    range: { from: NOW - DAY, to: NOW },
    intervalMs: 60_000,
    maxDataPoints: 100,
    zone: [{ from: NOW - 96 * DAY, offsetMs: 0 }],
    limits,
    settings: { maxRows: 5 },
    caller: 'panel',
    refId: 'B',
  });
  expect(contextOf({ refId: 'B' }, asked(NOW - DAY, NOW, { app: CoreApp.Explore }), { limits: {} }).caller).toBe(
    'explore'
  );
});

test("the query's own zone comes before the dashboard's", () => {
  expect(offsets({ timezone: 'Asia/Kathmandu' }, asked(NOW - DAY, NOW))).toEqual([[NOW - 96 * DAY, 5.75]]);
});

test('the zone is known where the first month begins and the last one ends', () => {
  const change = Date.UTC(2026, 2, 29, 1);
  expect(offsets({}, asked(NOW - DAY, NOW))).toEqual([
    [NOW - 96 * DAY, 1],
    [change, 2],
  ]);
});

test('a range of centuries has the changes of the years that can hold data', () => {
  expect(offsets({}, asked(0, Date.UTC(2300, 0))).length).toBeLessThan(16);
  expect(offsets({}, asked(0, Date.UTC(1980, 0)))).toEqual([]);
});
