import fc from 'fast-check';
import { DATASETS } from '../catalogue/catalogue';
import { leftBehind } from './leftBehind';
import { problems } from './parse';
import type { StreamQuery } from './query';
import { defaultQuery, withDataset } from './withDataset';

const CMCD = 'streamCMCDAdaptiveGroups';
const PLAYS = 'videoPlaybackEventsAdaptiveGroups';
const INPUTS = 'liveInputEventsAdaptiveGroups';

/** What a query of minutes by the given fields is grouped by in another dataset. */
const groups = (name: string, ...groupBy: string[]) => withDataset({ ...defaultQuery, groupBy }, name).groupBy;

test('a field is followed to the name that it has elsewhere', () => {
  expect(groups(CMCD, 'uid', 'creator', 'clientCountryName', 'mediaType')).toEqual(['videoId', 'creatorId', 'country']);
  expect(groups(PLAYS, 'uid', 'creator')).toEqual(['uid']);
  const there = withDataset(
    {
      ...defaultQuery,
      filters: [{ or: [{ field: 'clientCountryName', operator: 'in', values: ['DE'] }] }],
      orderBy: [{ field: 'clientCountryName', direction: 'asc' }],
      legend: '{{clientCountryName}}: {{metric}}',
    },
    CMCD
  );
  expect(there).toMatchObject({
    filters: [{ or: [{ field: 'country', operator: 'in', values: ['DE'] }] }],
    orderBy: [{ field: 'country', direction: 'asc' }],
    legend: '{{country}}: {{metric}}',
  });
});

test('where no group is left the dataset has its own, unless one total was asked for', () => {
  expect(groups(INPUTS, 'clientCountryName')).toEqual(['inputId']);
  expect(groups(CMCD, 'mediaType')).toEqual(['country']);
  expect(groups(INPUTS)).toEqual([]);
  const events = withDataset(defaultQuery, 'liveInputEventsAdaptive');
  expect(withDataset(events, INPUTS).groupBy).toEqual(['inputId']);
});

test('after rows of a source, or single events, a query begins as a new panel does', () => {
  const begun = { groupBy: ['clientCountryName'], orderBy: [{ field: 'count', direction: 'desc' }], limit: 10 };
  const rows = { ...defaultQuery, metrics: [], groupBy: [], orderBy: [], limit: 500 };
  expect(withDataset({ ...rows, dataset: 'videos' }, PLAYS)).toMatchObject(begun);
  expect(withDataset({ ...rows, dataset: 'liveInputEventsAdaptive' }, PLAYS)).toMatchObject(begun);
  expect(withDataset({ ...rows, dataset: 'storage', groupBy: ['creator'] }, defaultQuery.dataset)).toMatchObject({
    groupBy: ['creator'],
    orderBy: defaultQuery.orderBy,
    limit: 10,
  });
});

test('series of a metric that no whole range has are all there, for none of them is the first', () => {
  const health = withDataset(defaultQuery, INPUTS);
  expect(health).toMatchObject({ metrics: ['avg.bitRate'], groupBy: ['inputId'], orderBy: [], limit: undefined });
  expect(withDataset({ ...defaultQuery, format: 'table' }, INPUTS)).toMatchObject({ metrics: ['count'], limit: 10 });
  expect(withDataset(health, defaultQuery.dataset)).toEqual(defaultQuery);
});

test('samples are no plays, though both are called count', () => {
  const samples = { ...defaultQuery, metrics: ['count'] };
  expect(leftBehind(samples, PLAYS)).toContain('samples (metric)');
  expect(withDataset({ ...samples, metrics: ['sum.minutesViewed', 'hoursViewed'] }, PLAYS).metrics).toEqual([
    'hoursViewed',
  ]);
});

test('the most of one thing becomes the most of the other', () => {
  expect(withDataset(defaultQuery, PLAYS)).toMatchObject({
    metrics: ['count'],
    orderBy: [{ field: 'count', direction: 'desc' }],
  });
});

test('a table of the whole range begins with a metric that such a table can have', () => {
  expect(withDataset({ ...defaultQuery, format: 'table' }, INPUTS).metrics).toEqual(['count']);
  expect(withDataset(defaultQuery, INPUTS).metrics).toEqual(['avg.bitRate']);
});

test('what goes is said', () => {
  const query: StreamQuery = {
    ...defaultQuery,
    groupBy: ['uid', 'mediaType'],
    filters: [
      { field: 'creator', operator: 'eq', values: ['a'] },
      { field: 'creator', operator: 'neq', values: ['b'] },
    ],
  };
  expect(leftBehind(query, PLAYS)).toBe(
    'Left out, since "Playback events (beta)" does not have it: minutes viewed (metric), media type (group by), creator (filter).'
  );
  expect(leftBehind({ ...query, metrics: [], groupBy: ['uid'], filters: [] }, PLAYS)).toBe('');
  expect(leftBehind({ ...query, groupBy: [], metrics: [] }, 'videos')).toBe('');
});

test('a query that can be asked can be asked of any other dataset', () => {
  const names = Object.keys(DATASETS).filter((name) => !DATASETS[name].events);
  const some = <T>(of: readonly T[], minLength: number) =>
    fc.subarray([...of], { minLength, maxLength: Math.min(3, of.length) });
  const query = fc.constantFrom(...names).chain((dataset) =>
    fc.record({
      version: fc.constant(1 as const),
      dataset: fc.constant(dataset),
      format: fc.constantFrom('timeSeries' as const, 'table' as const),
      metrics: some(DATASETS[dataset].metrics, 1).map((all) => all.map(({ name }) => name)),
      groupBy: some(DATASETS[dataset].dimensions, 0).map((all) => all.map(({ name }) => name)),
      filters: fc.constant([]),
      bucket: fc.constantFrom('auto' as const, 'day' as const),
      since: fc.constantFrom('range' as const, 'month' as const),
      orderBy: fc.constant([]),
      limit: fc.constant(5),
      legend: fc.constant(''),
      gaps: fc.constant('auto' as const),
      show: fc.constantFrom('value' as const, 'share' as const, 'perMinute' as const),
      shift: fc.constant('none' as const),
      other: fc.boolean(),
      names: fc.constant(true),
      price: fc.constant(1),
      ceiling: fc.constant('error' as const),
    })
  );
  fc.assert(
    fc.property(query, fc.constantFrom(...Object.keys(DATASETS)), (from, name) => {
      fc.pre(problems(from).length === 0);
      const [metric] = from.metrics;
      expect(problems(withDataset({ ...from, orderBy: [{ field: metric, direction: 'desc' }] }, name))).toEqual([]);
    })
  );
});
