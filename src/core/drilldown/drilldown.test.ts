import {
  advance,
  type AdhocFilter,
  begin,
  choicesOf,
  DATASETS,
  filterKeys,
  type GraphqlAsk,
  groupKeys,
  isApplicable,
  keyOffer,
  keyValues,
  offerQuery,
  problems,
  withFilters,
} from '..';
import { panelContext } from '../../../tests/panelContext';

const NOW = Date.parse('2026-11-24T02:17:30Z');
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const CMCD = 'streamCMCDAdaptiveGroups';
const HEALTH = 'liveInputEventsAdaptiveGroups';
const LOG = 'liveInputEventsAdaptive';

const is = (key: string, value: string, operator = '=', values?: string[]): AdhocFilter => ({
  key,
  operator,
  value,
  values,
});

const begun = (query: object, filters: AdhocFilter[], groupBy: string[] = []) => {
  const context = panelContext(
    { from: NOW - 3_600_000, to: NOW },
    { maxDataPoints: 100, drilldown: { filters, groupBy } }
  );
  return begin(query, context);
};

/** The filter of the first ask. */
const asked = (query: object, filters: AdhocFilter[]) => {
  const { asks, result } = begun({ format: 'table', ...query }, filters);
  expect(result?.error).toBeUndefined();
  return (asks[0] as GraphqlAsk).variables.filter;
};

const TIME = { datetime_geq: expect.any(String), datetime_lt: expect.any(String) };

/** What is said of the numbers of a query, whatever is asked for. */
const noticesOf = (query: object, filters: AdhocFilter[], groupBy: string[] = []) => {
  let step = begun({ format: 'table', ...query }, filters, groupBy);
  step = advance(
    step.execution,
    step.asks.map(({ id }) => ({ id, table: { rows: 0, columns: [] } }))
  );
  return step.result?.notices.map(({ text }) => text);
};

test.each<[string, string, object]>([
  ['clientCountryName', MINUTES, { clientCountryName: 'US' }],
  ['clientCountryName', CMCD, { country: 'US' }],
  ['country', MINUTES, { clientCountryName: 'US' }],
  ['uid', CMCD, { videoId: 'US' }],
  ['videoId', MINUTES, { uid: 'US' }],
  ['creator', CMCD, { creatorId: 'US' }],
  ['inputId', HEALTH, { inputId: 'US' }],
  ['deviceType', 'videoPlaybackEventsAdaptiveGroups', { deviceType: 'US' }],
])('a filter by %s is one of %s in its own name', (key, dataset, filter) => {
  expect(asked({ dataset, metrics: ['count'] }, [is(key, 'US')])).toEqual({ ...TIME, ...filter });
});

test.each<[string, string, string[] | undefined, object]>([
  ['=', 'US', undefined, { clientCountryName: 'US' }],
  ['!=', 'US', undefined, { clientCountryName_neq: 'US' }],
  ['=|', 'US', ['US', 'CA'], { clientCountryName_in: ['US', 'CA'] }],
  ['!=|', 'US', ['US', 'CA'], { clientCountryName_notin: ['US', 'CA'] }],
  ['=|', 'US', undefined, { clientCountryName_in: ['US'] }],
  ['<', 'US', undefined, { clientCountryName_lt: 'US' }],
  ['<=', 'US', undefined, { clientCountryName_leq: 'US' }],
  ['>', 'US', undefined, { clientCountryName_gt: 'US' }],
  ['>=', 'US', undefined, { clientCountryName_geq: 'US' }],
  ['=~', 'US|CA', undefined, { clientCountryName_in: ['US', 'CA'] }],
  ['!~', 'U.*', undefined, { clientCountryName_notlike: 'U%' }],
  ['=', '(empty)', undefined, { clientCountryName: '' }],
])('%s %s is asked of the API', (operator, value, values, filter) => {
  expect(asked({ dataset: MINUTES }, [is('clientCountryName', value, operator, values)])).toEqual({
    ...TIME,
    ...filter,
  });
});

test("the dashboard's filters hold beside the query's own", () => {
  const filters = [{ field: 'creator', operator: 'eq', values: ['a'] }];
  expect(asked({ dataset: MINUTES, filters }, [is('country', 'US'), is('creator', 'b')])).toEqual({
    AND: [TIME, { creator: 'a' }, { clientCountryName: 'US' }, { creator: 'b' }],
  });
});

test('what the dataset does not have is left out, and said', () => {
  expect(
    noticesOf({ dataset: HEALTH, metrics: ['count'] }, [is('country', 'US'), is('uid', 'x'), is('inputId', 'i')])
  ).toEqual([
    'Not filtered by country and video, which "Live input health" does not have.',
    'While no encoder sends to a live input, this dataset stays empty.',
  ]);
  expect(noticesOf({ dataset: MINUTES }, [is('colour', 'red')], ['deviceType'])).toEqual([
    'Not filtered by colour, which "Minutes viewed" does not have.',
    'Not grouped by device type, which "Minutes viewed" does not have.',
  ]);
  expect(noticesOf({ dataset: LOG, format: 'logs' }, [is('creator', 'x')], ['inputId'])).toEqual([
    'Not filtered by creator, which "Live input events" does not have.',
    'Not grouped by live input, which "Live input events" does not have.',
  ]);
  const graphql = `{ viewer { accounts(filter: { accountTag: $accountTag }) { ${MINUTES}(filter: { datetime_geq: $from, datetime_lt: $to }, limit: 1) { count } } } }`;
  expect(noticesOf({ dataset: 'graphql', format: 'table', graphql }, [is('country', 'US')], ['uid'])).toEqual([
    "The dashboard's filters and groups (country, video) are not put into GraphQL of your own.",
  ]);
});

test('numbers are grouped by what the dashboard groups by, each once', () => {
  const query = { dataset: CMCD, format: 'table', metrics: ['count'], groupBy: ['country'] };
  const [ask] = begun(query, [], ['clientCountryName', 'uid', 'uid']).asks;
  expect('document' in ask && ask.document).toContain('dimensions { country videoId }');
});

test('lists of what is there now are filtered by what they have', () => {
  const { execution, asks } = begun({ dataset: 'videos' }, [is('creator', 'alice'), is('country', 'US')]);
  expect(asks[0]).toMatchObject({ rest: { parameters: { creator: 'alice' } } });
  const { result } = advance(execution, [{ id: asks[0].id, table: { rows: 0, columns: [] } }]);
  expect(result?.notices.map(({ text }) => text)).toEqual(['Not filtered by country, which "Videos" does not have.']);
});

test.each<[string, object, AdhocFilter, RegExp]>([
  [
    'a pattern that the API has not',
    { dataset: MINUTES },
    is('country', '[UC].', '=~'),
    /^The dashboard's filter country =~ "\[UC\]\." is a pattern that Cloudflare cannot look for\. Plain text/,
  ],
  [
    'text where a number belongs',
    { dataset: CMCD, metrics: ['count'] },
    is('startup', 'yes'),
    /^The dashboard's filter startup = "yes": "yes" is not a whole number below 256/,
  ],
  ['an operator that nobody knows', { dataset: MINUTES }, is('country', 'x', '<>'), /cannot be compared with "<>"/],
  [
    'what a total of a source cannot be filtered by',
    { dataset: 'storage' },
    is('creator', 'x', '!='),
    /^With the dashboard's filters: A total can be filtered by one creator alone/,
  ],
])('%s is refused', (_, query, filter, message) => {
  const { asks, result } = begun({ format: 'table', ...query }, [filter]);
  expect(asks).toEqual([]);
  expect(result?.error).toMatchObject({ class: 'user', message: expect.stringMatching(message) });
});

test('keys are those of the datasets in use, each once, by the name that is known best', () => {
  expect(filterKeys([HEALTH])).toEqual([
    { key: 'inputId', label: 'Live input' },
    { key: 'eventCode', label: 'Event code' },
  ]);
  expect(
    filterKeys([CMCD, MINUTES])
      .map(({ key }) => key)
      .slice(0, 7)
  ).toEqual(['uid', 'creator', 'clientCountryName', 'mediaType', 'inputId', 'resolution', 'streamType']);
  const all = filterKeys([]).map(({ key }) => key);
  expect(new Set(all).size).toBe(all.length);
  expect(all).not.toContain('videoId');
  expect(all).toContain('status');
  expect(filterKeys(['nothing known'])).toEqual(filterKeys([]));
});

test('every key applies to the dataset that has it', () => {
  for (const { name } of Object.values(DATASETS)) {
    for (const { key } of filterKeys([name])) {
      expect([key, isApplicable(key, [name])]).toEqual([key, true]);
    }
  }
  expect(isApplicable('country', [HEALTH])).toBe(false);
  expect(isApplicable('colour', [])).toBe(false);
});

test('groups are dimensions, and of lists what splits them', () => {
  expect(groupKeys([LOG])).toEqual([]);
  expect(groupKeys(['storage']).map(({ key }) => key)).toEqual(['creator']);
  expect(groupKeys([HEALTH]).map(({ key }) => key)).toEqual(['inputId', 'eventCode']);
});

test('values of a key come from a dataset in use, under the other filters as far as it has them', () => {
  const others = [is('creator', 'alice'), is('deviceType', 'phone')];
  expect(keyOffer('country', others, [CMCD])).toMatchObject({
    of: { name: CMCD },
    field: 'country',
    filters: [{ field: 'creatorId', operator: 'eq', values: ['alice'] }],
  });
  expect(keyOffer('deviceType', [], [CMCD])?.of.name).toBe('videoPlaybackEventsAdaptiveGroups');
  expect(keyOffer('eventCode', [], [LOG])?.of.name).toBe(HEALTH);
  expect(keyOffer('coloCode', [], [LOG])?.of.name).toBe(LOG);
  expect(keyOffer('status', [], [MINUTES])?.of.name).toBe('videos');
  expect(keyOffer('colour', [], [])).toBeUndefined();
  for (const { key } of filterKeys([])) {
    expect(problems(offerQuery(keyOffer(key, [], [])!))).toEqual([]);
  }
});

test('no value of a key is empty: Grafana would drop the filter', () => {
  const offer = keyOffer('creator', [], [MINUTES])!;
  const frames = [
    { schema: { refId: 'A', meta: {}, fields: [{ name: 'creator' }] }, data: { values: [['', 'a']] } },
  ] as unknown as Parameters<typeof choicesOf>[1]['frames'];
  expect(keyValues(offer, { frames })).toEqual([
    { value: '(empty)', text: '(no creator)' },
    { value: 'a', text: 'a' },
  ]);
});

test('a query that leaves its dashboard takes along the filters that it had there', () => {
  const saved = { refId: 'A', dataset: CMCD, filters: [] };
  expect(withFilters(saved, [is('country', 'US'), is('mediaType', 'x')])).toEqual({
    ...saved,
    filters: [{ field: 'country', operator: 'eq', values: ['US'] }],
  });
  expect(withFilters({ dataset: 'graphql' }, [is('country', 'US')])).toEqual({ dataset: 'graphql' });
  expect(withFilters(saved, [])).toBe(saved);
});
