import { DATASETS } from './catalogue/catalogue';
import { bounds, fieldsUnavailable, inWords } from './limits';

const MINUTES = DATASETS.streamMinutesViewedAdaptiveGroups;
const LIVE = DATASETS.liveInputEventsAdaptiveGroups;
const all = ['count', 'sum_minutesViewed', ...[...MINUTES.dimensions, ...MINUTES.times].map(({ name }) => name)];
const lacking = (availableFields: string[]) => [...fieldsUnavailable(MINUTES, { availableFields })];

test('a field is unavailable where the settings node lists others of its dataset and not this one', () => {
  expect(lacking(all)).toEqual([]);
  expect(lacking(all.filter((name) => name !== 'creator'))).toEqual(['creator']);
  expect(lacking(all.filter((name) => name !== 'sum_minutesViewed'))).toEqual(['sum.minutesViewed']);
});

test('a list is read in every form that it may have, and one that is not understood says nothing', () => {
  expect(lacking(all.map((name) => name.toUpperCase()))).toEqual([]);
  expect(lacking(['count', 'sum.minutesViewed', ...all.slice(2).map((name) => `dimensions_${name}`)])).toEqual([]);
  expect(lacking(['a', 'b'])).toEqual([]);
  expect(lacking([])).toEqual([]);
  expect(fieldsUnavailable(MINUTES, undefined).size).toBe(0);
});

test('a metric with a field for each bucket is there as soon as one of them is', () => {
  const without = (...fields: string[]) => fieldsUnavailable(LIVE, { availableFields: ['count', ...fields] });
  expect(without('avg_bitRateHour').has('avg.bitRate')).toBe(false);
  expect(without().has('avg.bitRate')).toBe(true);
});

test('a limit that is absent, or no positive number, counts as the documented one', () => {
  const day = 86_400_000;
  expect(bounds(undefined)).toEqual({
    maxDurationMs: 31 * day,
    retentionMs: 90 * day,
    pageSize: 10_000,
    maxFields: 30,
    enabled: true,
  });
  expect(bounds({ maxPageSize: 0, maxDuration: -1, notOlderThan: NaN, enabled: false })).toMatchObject({
    maxDurationMs: 31 * day,
    retentionMs: 90 * day,
    pageSize: 10_000,
    enabled: false,
  });
  expect(bounds({ maxPageSize: 2, maxNumberOfFields: 3, maxDuration: 60, notOlderThan: 120 })).toMatchObject({
    pageSize: 2,
    maxFields: 3,
    maxDurationMs: 60_000,
    retentionMs: 120_000,
  });
});

test('a length in words is in the largest unit that it is a whole number of', () => {
  const minute = 60_000;
  expect([minute, 90 * minute, 60 * minute, 36 * 60 * minute, 1440 * minute, 31 * 1440 * minute].map(inWords)).toEqual([
    '1 minute',
    '90 minutes',
    '1 hour',
    '36 hours',
    '1 day',
    '31 days',
  ]);
});
