import {
  advance,
  begin,
  choicesOf,
  describeVariable,
  offerQuery,
  parseVariable,
  problems,
  type Reply,
  type Result,
  type Table,
  variableProblems,
} from '..';
import { DATASETS } from '../catalogue/catalogue';
import { SOURCES } from '../rest/sources';
import { defaultVariable, type VariableQuery } from './variable';
import { HOUR } from '../time/units';
import { panelContext } from '../../../tests/panelContext';

const NOW = Date.parse('2026-11-24T02:17:30Z');
const MINUTES = 'streamMinutesViewedAdaptiveGroups';

const context = panelContext(
  { from: NOW - 6 * HOUR, to: NOW },
  { intervalMs: 0, maxDataPoints: 1000, caller: 'variable' }
);

const offerOf = (saved: object) => {
  const parsed = parseVariable(saved);
  if ('problems' in parsed) {
    throw new Error(JSON.stringify(parsed.problems));
  }
  return parsed.offer;
};

const column = (name: string, values: ReadonlyArray<string | number>): Table['columns'][number] =>
  typeof values[0] === 'number'
    ? { name, kind: 'number', values: values as number[] }
    : { name, kind: 'text', dictionary: values as string[], codes: values.map((_, code) => code) };

/** What a variable offers where its one ask is answered with these columns. */
function offered(saved: object, columns: Record<string, ReadonlyArray<string | number>>) {
  const offer = offerOf(saved);
  const { execution, asks } = begin(offerQuery(offer), context);
  expect(asks).toHaveLength(1);
  const [{ id }] = asks;
  const table = {
    rows: Object.values(columns)[0].length,
    columns: Object.entries(columns).map(([name, values]) => column(name, values)),
  };
  const { result } = advance(execution, [{ id, table } as Reply]);
  expect(result?.error).toBeUndefined();
  return choicesOf(offer, result!);
}

test.each([
  ['videos', MINUTES, 'uid', 'sum.minutesViewed'],
  ['creators', MINUTES, 'creator', 'sum.minutesViewed'],
  ['countries', MINUTES, 'clientCountryName', 'sum.minutesViewed'],
  ['liveInputs', 'liveInputEventsAdaptiveGroups', 'inputId', 'count'],
])('%s are ranked by the main metric of their dataset', (type, dataset, field, metric) => {
  expect(offerQuery(offerOf({ type }))).toMatchObject({
    dataset,
    format: 'table',
    metrics: [metric],
    groupBy: [field],
    orderBy: [{ field: metric, direction: 'desc' }],
    limit: 100,
  });
});

test('every field of every dataset and source makes a query that is right', () => {
  for (const { name, dimensions } of [...Object.values(DATASETS), ...SOURCES]) {
    for (const { name: field } of dimensions) {
      for (const search of ['', 'x']) {
        expect(problems(offerQuery(offerOf({ type: 'values', dataset: name, field, search })))).toEqual([]);
      }
    }
  }
});

test('values come as they are ranked, and an empty one says what is missing', () => {
  expect(
    offered({ type: 'creators', limit: 3 }, { 'dimensions.creator': ['b', '', 'a'], 'sum.minutesViewed': [9, 5, 2] })
  ).toEqual([
    { value: 'b', text: 'b' },
    { value: '', text: '(no creator)' },
    { value: 'a', text: 'a' },
  ]);
});

test('a search asks the API in three spellings and keeps what contains it in any case', () => {
  const saved = { type: 'creators', search: 'Al' };
  const [ask] = begin(offerQuery(offerOf(saved)), context).asks;
  expect('variables' in ask && ask.variables.filter).toMatchObject({
    OR: [{ creator_like: '%Al%' }, { creator_like: '%al%' }, { creator_like: '%AL%' }],
  });
  expect(
    offered(saved, { 'dimensions.creator': ['alice', 'bo', 'HAL'], 'sum.minutesViewed': [3, 2, 1] }).map(
      ({ value }) => value
    )
  ).toEqual(['alice', 'HAL']);
});

test('videos are called by their names, and found by them', () => {
  const saved = { type: 'videos', search: 'INTRO' };
  const offer = offerOf(saved);
  expect(offerQuery(offer)).toMatchObject({ filters: [], limit: 500 });
  const values = [
    ['a', 'b', 'intro3'],
    ['Intro to x', 'Talk', 'intro3'],
  ];
  const fields = [{ name: 'uid' }, { name: 'video' }];
  const frames = [{ schema: { refId: 'A', meta: {}, fields }, data: { values } }] as unknown as Result['frames'];
  expect(choicesOf(offer, { frames })).toEqual([
    { value: 'a', text: 'Intro to x' },
    { value: 'intro3', text: 'intro3' },
  ]);
});

test('numbers have no pattern in the API: all are read, and searched here', () => {
  const saved = {
    type: 'values',
    dataset: 'videoQualityEventsAdaptiveGroups',
    field: 'qualityResolution',
    search: '08',
    limit: 1,
  };
  expect(offerQuery(offerOf(saved))).toMatchObject({ filters: [], limit: undefined });
  expect(offered(saved, { 'dimensions.qualityResolution': [720, 1080, 2080], count: [3, 2, 1] })).toEqual([
    { value: '1080', text: '1080' },
  ]);
});

test('single events and lists have no numbers: their values come by how many rows have them', () => {
  const fields = { datetime: 'z', coloCode: '', eventCode: 'c', eventDescription: 'd', inputId: 'i' };
  const colos = ['SJC', 'AMS', 'AMS', 'FRA'];
  const columns = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      colos.map((colo, row) =>
        name === 'datetime' ? `2026-11-24T02:0${9 - row}:00Z` : name === 'coloCode' ? colo : value
      ),
    ])
  );
  const saved = { type: 'values', dataset: 'liveInputEventsAdaptive', field: 'coloCode' };
  expect(offered(saved, columns).map(({ value }) => value)).toEqual(['AMS', 'SJC', 'FRA']);
});

test('what is typed into the list is the search, and nothing is searched while nothing is typed', () => {
  expect(offerOf({ type: 'videos', search: '$__searchFilter' }).search).toBe('');
  expect(offerOf({ type: 'videos', search: '${__searchFilter}' }).search).toBe('');
  expect(offerOf({ type: 'videos', search: 'ab' }).search).toBe('ab');
});

test.each<[object, string, RegExp]>([
  [{}, 'type', /possible are videos, creators/],
  [{ type: 'players' }, 'type', /"players" is not possible/],
  [{ type: 'values', dataset: 'toString', field: 'x' }, 'dataset', /need its dataset: streamMinutes/],
  [{ type: 'values' }, 'dataset', /need its dataset: streamMinutes/],
  [{ type: 'values', dataset: MINUTES }, 'field', /uid, creator, clientCountryName, mediaType/],
  [{ type: 'values', dataset: MINUTES, field: 'datetime' }, 'field', /"datetime" is not a field/],
  [{ type: 'videos', filters: [{ field: 'inputId', values: ['a'] }] }, 'filters[0].field', /"inputId" is not a field/],
  [
    { type: 'videos', filters: [{ field: 'creator', values: ['$creator'] }] },
    'filters[0].values[0]',
    /\$creator has no/,
  ],
  [{ type: 'videos', limit: 'many' }, 'limit', /"many" is not a limit/],
  [{ type: 'videos', version: 2 }, 'version', /Version 2/],
])('%j is refused with what would work', (saved, path, message) => {
  const [first] = variableProblems(saved);
  expect(first.path).toBe(path);
  expect(first.message).toMatch(message);
});

test('what is no object is refused', () => {
  expect(variableProblems('label_values(x)')[0].message).toMatch(/JSON object/);
});

test('a filter by All is dropped, and one by its alternatives', () => {
  const all = { field: 'creator', operator: 'eq', values: ['$__all'] };
  const us = { field: 'clientCountryName', operator: 'eq', values: ['US'] };
  expect(offerOf({ type: 'videos', filters: [all, us, { or: [us, all] }] }).filters).toEqual([us]);
});

test('a variable in words', () => {
  const words = (query: Partial<VariableQuery>) => describeVariable({ ...defaultVariable, ...query });
  expect(words({})).toBe("The 100 videos with the most minutes viewed in the dashboard's time range.");
  expect(
    words({
      type: 'videos',
      filters: [{ field: 'creator', operator: 'eq', values: ['$creator'] }],
      search: '$__searchFilter',
      limit: 5,
    })
  ).toBe(
    "The 5 videos with the most minutes viewed in the dashboard's time range, where creator is $creator, that contain what is typed into the list."
  );
  expect(words({ type: 'liveInputs' })).toMatch(/^The 100 live inputs with the most segments in/);
  expect(words({ type: 'values', dataset: 'videos', field: 'status', search: 'x' })).toBe(
    'The 100 values of status that are most frequent among videos, as they are now, that contain "x".'
  );
  expect(words({ type: 'values', dataset: 'liveInputEventsAdaptive', field: 'coloCode' })).toMatch(
    /among the newest 10000 events/
  );
  expect(words({ type: 'values' })).toBe('');
});
