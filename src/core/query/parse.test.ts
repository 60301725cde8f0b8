import { describe as inWords } from './describe';
import { parse, problems } from './parse';
import { interpolate } from './variables';
import { defaultQuery, withDataset } from './withDataset';

const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const PLAYS = 'videoPlaybackEventsAdaptiveGroups';

/** One line a case: the query's keys beside its dataset, and where and what the problem is; no problem without. */
const wrong = (keys: Record<string, unknown>, path: string, message: RegExp) => {
  const found = problems({ dataset: MINUTES, ...keys });
  expect(found.map((each) => each.path)).toContain(path);
  expect(found.find((each) => each.path === path)?.message).toMatch(message);
};
const right = (keys: Record<string, unknown>) => expect(problems({ dataset: MINUTES, ...keys })).toEqual([]);

test('only the dataset is needed', () => {
  const parsed = parse({ dataset: PLAYS });
  expect(parsed).toMatchObject({
    query: { version: 1, format: 'timeSeries', metrics: ['count'], groupBy: [], bucket: 'auto', gaps: 'auto' },
  });
  wrong({ dataset: undefined }, 'dataset', /possible are streamMinutes/);
  expect(problems({})).toEqual([{ path: 'dataset', message: expect.stringMatching(/possible are streamMinutes/) }]);
  expect(problems({ dataset: 'graphql' })).toEqual([{ path: 'graphql', message: 'graphql is text.' }]);
  expect(problems(null)[0].message).toMatch(/JSON object/);
  expect(problems([])[0].message).toMatch(/JSON object/);
});

test('what is wrong is said with its place and what would work', () => {
  wrong({ dataset: 'nope' }, 'dataset', /nope/);
  wrong({ version: 2 }, 'version', /reads 1/);
  wrong({ format: 'pie' }, 'format', /timeSeries, table/);
  wrong({ metrics: [] }, 'metrics', /sum\.minutesViewed, count/);
  wrong({ metrics: ['sum.plays'] }, 'metrics[0]', /sum\.minutesViewed, count/);
  wrong({ metrics: ['count', 'count'] }, 'metrics[1]', /twice/);
  wrong({ groupBy: ['datetimeHour'] }, 'groupBy[0]', /uid, creator/);
  wrong({ bucket: 'tenMinutes' }, 'bucket', /fiveMinutes/);
  wrong({ bucket: '10m' }, 'bucket', /fiveMinutes/);
  wrong({ limit: 0 }, 'limit', /whole number/);
  wrong({ limit: 1.5 }, 'limit', /whole number/);
  wrong({ limit: 'many' }, 'limit', /whole number/);
  wrong({ gaps: 'zeros' }, 'gaps', /zero/);
  wrong({ orderBy: [{ field: 'uid' }] }, 'orderBy[0].field', /sum\.minutesViewed/);
  wrong({ orderBy: [{ field: 'sum.minutesViewed', direction: 'up' }] }, 'orderBy[0].direction', /asc, desc/);
});

test('filters: fields, operators and values are looked at, in groups too', () => {
  const filter = (field: string, operator: string, values: unknown) => ({ filters: [{ field, operator, values }] });
  right(filter('clientCountryName', 'in', ['US', 'CA']));
  right(filter('date', 'eq', ['2026-11-01']));
  right(filter('datetimeHour', 'geq', ['2026-11-01T00:00:00Z']));
  right(filter('uid', 'eq', ['']));
  wrong(filter('country', 'eq', ['US']), 'filters[0].field', /clientCountryName/);
  wrong(filter('sum.minutesViewed', 'gt', ['5']), 'filters[0].field', /cannot filter by metrics/);
  wrong(filter('uid', 'matches', ['x']), 'filters[0].operator', /like/);
  wrong(filter('date', 'like', ['2026%']), 'filters[0].operator', /geq/);
  wrong(filter('uid', 'eq', []), 'filters[0].values', /exactly one/);
  wrong(filter('uid', 'eq', ['a', 'b']), 'filters[0].values', /"in"/);
  wrong(filter('uid', 'in', []), 'filters[0].values', /at least one/);
  wrong(filter('uid', 'eq', 'a'), 'filters[0].values', /a list/);
  wrong(filter('date', 'eq', ['01.11.2026']), 'filters[0].values', /2026-03-01/);
  wrong(filter('datetime', 'eq', ['yesterday']), 'filters[0].values', /UTC time/);
  wrong(filter('date', 'eq', ['2026-02-30']), 'filters[0].values', /not a date/);
  wrong(filter('datetime', 'lt', ['2026-03-01T24:00:00Z']), 'filters[0].values', /UTC time/);
  const startup = { dataset: 'streamCMCDAdaptiveGroups', ...filter('startup', 'in', ['1', '256']) };
  expect(problems(startup)).toEqual([{ path: 'filters[0].values', message: '"256" is not a whole number below 256.' }]);
  wrong({ filters: [{ or: [] }] }, 'filters[0].or', /at least one/);
  wrong({ filters: [{ and: [{ or: [{ field: 'x', values: ['1'] }] }] }] }, 'filters[0].and[0].or[0].field', /uid/);
  const deep = [1, 2, 3, 4, 5, 6].reduce<unknown>((inner) => ({ and: [inner] }), { field: 'uid', values: ['a'] });
  expect(problems({ dataset: MINUTES, filters: [deep] })[0].message).toMatch(/5 deep/);
  const deeper = Array.from({ length: 20_000 }).reduce<unknown>((inner) => [inner], []);
  expect(problems({ dataset: MINUTES, filters: deeper })[0].message).toMatch(/32 levels deep/);
});

test('a key that a filter or an order has not would leave out what is meant by it, and is refused', () => {
  const condition = { field: 'uid', values: ['a'] };
  wrong({ filters: [{ ...condition, op: 'neq' }] }, 'filters[0].op', /"field".*"values".*"operator".*nothing else/);
  wrong({ filters: [{ or: [condition], and: [condition] }] }, 'filters[0].and', /"or" and nothing else/);
  wrong({ filters: [{ ...condition, or: [condition] }] }, 'filters[0].field', /"or" and nothing else/);
  wrong({ filters: [{ and: [{ ...condition, not: true }] }] }, 'filters[0].and[0].not', /nothing else/);
  wrong({ filters: [{ field: 'uid' }] }, 'filters[0].values', /"field".*"values"/);
  wrong({ filters: [null] }, 'filters[0]', /"field".*"values"/);
  wrong({ orderBy: [{ field: 'sum.minutesViewed', dir: 'asc' }] }, 'orderBy[0].dir', /"direction".*nothing else/);
  wrong({ orderBy: [{}] }, 'orderBy[0].field', /"field"/);
});

test("Grafana's own keys are no surprise, others are kept and named", () => {
  expect(
    parse({ dataset: MINUTES, refId: 'A', hide: false, datasource: { uid: '${ds}' }, colour: 'red' })
  ).toMatchObject({ unknown: ['colour'] });
  expect(parse({ dataset: MINUTES, toString: 'x' })).toMatchObject({ unknown: ['toString'] });
});

test('a variable that nobody replaced is named', () => {
  for (const name of ['$country', '${country}', '${country:csv}', '[[country]]']) {
    wrong(
      { filters: [{ field: 'clientCountryName', operator: 'eq', values: [name] }] },
      'filters[0].values[0]',
      /has no value here/
    );
  }
  wrong({ legend: '$video' }, 'legend', /\$video/);
  wrong({ limit: '$top' }, 'limit', /\$top/);
  right({ filters: [{ field: 'creator', operator: 'eq', values: ['5$'] }], legend: '{{uid}}' });
});

test('variables become values, several values where a variable has several, and no text of a query', () => {
  const replace = (text: string) => (text === '$country' ? ['US', 'C"A'] : [text.replace('$top', '5')]);
  const saved = {
    dataset: MINUTES,
    limit: '$top',
    filters: [{ field: 'clientCountryName', operator: 'in', values: ['DE', '$country'] }],
  };
  expect(parse(interpolate(saved, { values: replace, isAll: () => false }))).toMatchObject({
    query: { limit: 5, filters: [{ values: ['DE', 'US', 'C"A'] }] },
  });
});

test('another dataset keeps what it has too, in its own words', () => {
  const moved = withDataset(
    {
      ...defaultQuery,
      groupBy: ['creator', 'uid'],
      orderBy: [
        { field: 'sum.minutesViewed', direction: 'desc' },
        { field: 'uid', direction: 'asc' },
      ],
      filters: [
        {
          or: [
            { field: 'creator', operator: 'eq', values: ['a'] },
            { field: 'uid', operator: 'eq', values: ['v'] },
          ],
        },
        { field: 'mediaType', operator: 'eq', values: ['live'] },
      ],
    },
    PLAYS
  );
  expect(moved).toMatchObject({
    dataset: PLAYS,
    metrics: ['count'],
    groupBy: ['uid'],
    orderBy: [
      { field: 'count', direction: 'desc' },
      { field: 'uid', direction: 'asc' },
    ],
    filters: [{ or: [{ field: 'uid', operator: 'eq', values: ['v'] }] }],
  });
  expect(problems(moved)).toEqual([]);
});

test('a query in words', () => {
  expect(inWords(defaultQuery)).toBe(
    'Minutes viewed, by country, over time, 10 series at most, most minutes viewed first.'
  );
  expect(
    inWords({
      dataset: MINUTES,
      format: 'table',
      groupBy: ['uid', 'clientCountryName'],
      limit: 100,
      filters: [{ field: 'creator', operator: 'eq', values: [''] }],
      bucket: 'day',
    })
  ).toBe('Minutes viewed, by video and country, where creator is (empty), every day, 100 rows at most.');
  expect(inWords({ dataset: MINUTES, limit: 10 })).toBe('Minutes viewed, over time.');
  expect(inWords({ dataset: MINUTES, since: 'month', format: 'table' })).toBe('Minutes viewed, since the month began.');
  expect(inWords({ dataset: MINUTES, since: 'month', format: 'table', show: 'forecast' })).toBe(
    'Minutes viewed, since the month began, at this rate until the end.'
  );
  expect(inWords({ dataset: MINUTES, since: 'month', bucket: 'day' })).toBe(
    'Minutes viewed, every day since the month began.'
  );
  expect(inWords({ dataset: 'x' })).toMatch(/not possible/);
});

test('shares, rates and others are refused of what does not add up, with the way out', () => {
  const said = (query: object) =>
    problems({ dataset: 'videoPlaybackEventsAdaptiveGroups', ...query }).map(
      ({ path, message }) => `${path}: ${message}`
    );
  expect(said({ metrics: ['minutesPerPlay'], show: 'share' })).toEqual([
    'show: Minutes per play (minutesPerPlay) does not add up, so it has no share of a total. Choose "value".',
  ]);
  expect(said({ metrics: ['minutesPerPlay'], show: 'forecast' })[0]).toMatch(/so it has no forecast/);
  expect(said({ metrics: ['averageViewers'], show: 'forecast' })[0]).toMatch(/is a rate already/);
  expect(said({ metrics: ['averageViewers'], show: 'perMinute' })[0]).toMatch(/^show: .* is a rate already/);
  expect(said({ metrics: ['averageViewers', 'count'], show: 'share' })).toEqual([]);
  expect(said({ other: true, groupBy: ['uid'] })[0]).toMatch(/^other: Only a limit leaves others out/);
  expect(said({ other: true, limit: 3 })[0]).toMatch(/^other: Only a limit/);
  expect(said({ other: true, limit: 3, groupBy: ['uid'], format: 'table', bucket: 'hour' })[0]).toMatch(
    /^other: Rows by time have no others/
  );
  expect(said({ other: true, limit: 3, groupBy: ['uid'], metrics: ['avg.sampleInterval'] })[0]).toMatch(
    /^other: Sample interval .* does not add up/
  );
  expect(said({ other: true, limit: 3, groupBy: ['uid'], metrics: ['hoursViewed', 'count'] })).toEqual([]);
  expect(said({ price: '0.75' })).toEqual([]);
  expect(said({ price: '-1' })[0]).toMatch(/"-1" is not a price/);
  expect(said({ price: 0 })).toEqual([
    'price: 0 is not a price: write a number above zero, such as 1 for a dollar per 1,000 minutes.',
  ]);
  expect(said({ shift: 'month' })[0]).toMatch(/^shift: .*possible are none, day, week, range/);
});
