import { begin, type Context, type DatasetStep as Step } from '..';
import { DAY, HOUR, MINUTE, SECOND } from '../time/units';
import { panelContext } from '../../../tests/panelContext';

/** What is asked of which time, and why nothing is. */

const NOW = Date.parse('2026-11-24T02:17:30Z');
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const PLAYS = 'videoPlaybackEventsAdaptiveGroups';
const TABLE = { format: 'table' };

const started = (query: object, more: Partial<Context> = {}): Step =>
  begin({ dataset: MINUTES, names: false, ...query }, panelContext({ from: NOW - 6 * HOUR, to: NOW }, more)) as Step;

const iso = (ms: number) => new Date(ms).toISOString().slice(5, 16);
const windowsOf = ({ asks }: Step): string[] => asks.map(({ window }) => `${iso(window.from)}..${iso(window.to)}`);
const kept = (seconds: number) => ({ [MINUTES]: { notOlderThan: seconds } });

test('a range without an end, or without a beginning, is none', () => {
  for (const range of [
    { from: -Infinity, to: NOW },
    { from: NOW - HOUR, to: Infinity },
    { from: NaN, to: NOW },
    { from: NOW, to: NOW - 1 },
  ]) {
    expect(started(TABLE, { range }).result?.error?.message).toBe('The time range ends before it begins.');
  }
});

test('of no time nothing is asked: an empty range, one that is over before retention, one that has not begun', () => {
  for (const format of ['table', 'timeSeries']) {
    for (const [from, to] of [
      [NOW - HOUR, NOW - HOUR],
      [NOW - 100 * DAY, NOW - 95 * DAY],
      [NOW + DAY, NOW + 2 * DAY],
    ]) {
      for (const more of [{}, { shift: 'week' }, { groupBy: ['uid'], limit: 3 }]) {
        const { asks, result } = started({ format, ...more }, { range: { from, to } });
        expect(asks).toEqual([]);
        expect(result?.error).toBeUndefined();
        expect(result?.frames[0].data.values.flat()).toEqual([]);
      }
    }
  }
});

test('of two datasets what both keep is shown', () => {
  const query = { ...TABLE, dataset: 'videoBufferEventsAdaptiveGroups', metrics: ['eventsPerPlay'] };
  const limits = { [PLAYS]: { notOlderThan: (2 * HOUR) / SECOND } };
  const both = ['11-24T00:19..11-24T02:18', '11-24T00:19..11-24T02:18'];
  expect(windowsOf(started(query, { limits }))).toEqual(both);
});

test('a zone whose offset no bucket fits is named with the way out', () => {
  const { result } = started({ bucket: 'day' }, { zone: [{ from: 0, offsetMs: 20 * MINUTE + 28 * SECOND }] });
  expect(result?.error).toMatchObject({
    class: 'user',
    message: expect.stringMatching(
      /no bucket fine enough to make 1 day in this time zone\. A bucket of an hour or less/
    ),
  });
});

test('a bucket that begins as retention does, or ends as the settle delay begins, is whole', () => {
  // The first minute that is kept lies a minute inside retention.
  const hours = (2 * HOUR + 18 * MINUTE + 30 * SECOND) / SECOND;
  expect(windowsOf(started({ bucket: 'hour' }, { limits: kept(hours) }))).toEqual(['11-24T00:00..11-24T03:00']);
  expect(windowsOf(started({ bucket: 'hour' }, { limits: kept(hours - 60) }))).toEqual(['11-24T01:00..11-24T03:00']);
  const settled = (settleDelay: number) =>
    windowsOf(started({ bucket: 'fifteenMinutes' }, { caller: 'alert', settings: { settleDelay } }));
  expect(settled(150)).toEqual(['11-23T20:15..11-24T02:15']);
  expect(settled(151)).toEqual(['11-23T20:15..11-24T02:00']);
});

test('where every bucket of the range is cut by retention, none is shown', () => {
  const { asks, result } = started({ bucket: 'week' }, { limits: kept((5 * HOUR) / SECOND) });
  expect(asks).toEqual([]);
  expect(result?.frames[0].data.values).toEqual([[], []]);
});

test('an earlier time is asked for from its first bucket that is kept whole', () => {
  const beside = (limits: Context['limits']) => windowsOf(started({ bucket: 'sixHours', shift: 'day' }, { limits }));
  const now = '11-23T18:00..11-24T03:00';
  expect(beside({})).toEqual([now, '11-22T18:00..11-23T06:00']);
  expect(beside(kept((DAY + 5 * HOUR) / SECOND))).toEqual([now, '11-23T00:00..11-23T06:00']);
  expect(beside(kept((DAY + HOUR) / SECOND))).toEqual([now]);
});

test('what the dashboard filters by, and cannot be asked, is said beside what the query has too much, or refused', () => {
  const drilldown = (key: string) => ({ filters: [{ key, operator: '=', value: 'a' }], groupBy: [] });
  const texts = ({ result }: Step) => result?.notices.map(({ text }) => text) ?? [];
  const later = { range: { from: NOW + DAY, to: NOW + 2 * DAY } };
  const colour = { colour: 'blue' };
  const strange = expect.stringContaining('"colour"');
  expect(texts(started({ ...TABLE, ...colour }, { ...later, drilldown: drilldown('deviceType') }))).toEqual([
    strange,
    expect.stringMatching(/^Not filtered by .*"Minutes viewed" does not have/),
    'The time range lies in the future.',
  ]);
  const graphql = `${MINUTES}(filter: {datetime_geq: $from, datetime_lt: $to}, limit: 1) { count }`;
  expect(
    texts(started({ ...TABLE, ...colour, dataset: 'graphql', graphql }, { ...later, drilldown: drilldown('uid') }))
  ).toEqual([strange, expect.stringMatching(/not put into GraphQL of your own/), 'The time range lies in the future.']);
});

test('a filter of the dashboard that cannot be asked refuses the query, of numbers as of what is there now', () => {
  const by = (key: string, operator: string, value: string) => ({
    drilldown: { filters: [{ key, operator, value }], groupBy: [] },
  });
  expect(started(TABLE, by('uid', '=~', 'x+')).result?.error).toMatchObject({
    class: 'user',
    message: expect.stringMatching(/pattern that Cloudflare cannot look for/),
  });
  const storage = started({ dataset: 'storage' }, by('creator', '!=', 'a'));
  expect(storage.result?.error).toMatchObject({
    class: 'user',
    message: expect.stringMatching(/^With the dashboard's/),
  });
  const { asks, result } = started({ dataset: 'storage', colour: 'blue' }, by('country', '=', 'US'));
  expect(result).toBeUndefined();
  expect(asks).not.toEqual([]);
});

test('what is wrong with a whole query stands by itself, and with a part of it behind its name', () => {
  const { context } = started({}).execution;
  const said = (saved: unknown) => (begin(saved, context) as Step).result?.error?.message ?? '';
  expect(said('all')).toMatch(/^A query is a JSON object/);
  expect(said({ dataset: MINUTES, gaps: 'maybe' })).toMatch(/^gaps: /);
});
