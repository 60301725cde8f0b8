import {
  advance,
  begin,
  DATASETS,
  defaultQuery,
  describe as inWords,
  interpolate,
  mistakesIn,
  problems,
  rawText,
  type Context,
  type DatasetStep as Step,
  type Table,
} from '..';
import { schemaMistakes } from '../../editors/query/schemaMistakes';
import { DAY, HOUR, MINUTE } from '../time/units';
import { panelContext } from '../../../tests/panelContext';
import { tableOf } from '../../../tests/tableOf';

const NOW = Date.parse('2026-11-24T02:17:30Z');

const context = (days: number, more: Partial<Context> = {}) => panelContext({ from: NOW - days * DAY, to: NOW }, more);

const RANGE = 'datetime_geq: $from, datetime_lt: $to';
const node = (selection: string, more = 'limit: 100', filter = RANGE) =>
  `streamMinutesViewedAdaptiveGroups(filter: {${filter}}, ${more}) { ${selection} }`;
const around = (inner: string, account = 'filter: {accountTag: $accountTag}') =>
  `{ viewer { accounts(${account}) { ${inner} } } }`;
const HOURLY = node('sum { minutesViewed } dimensions { ts: $bucket }');

const started = (graphql: string, days = 1, format = 'table', more: Partial<Context> = {}): Step =>
  begin({ dataset: 'graphql', format, graphql, names: false }, context(days, more)) as Step;
const answered = (step: Step, ...tables: Table[]): Step =>
  advance(
    step.execution,
    step.asks.map(({ id }, i) => ({ id, table: tables[i] }))
  ) as Step;

/** One line a case: what is wrong, marked by ¦ in the text. */
const wrong = (marked: string, message: RegExp, format = 'table') => {
  const graphql = marked.replace('¦', '');
  const lines = marked.slice(0, marked.indexOf('¦')).split('\n');
  const [found] = problems({ dataset: 'graphql', format, graphql });
  expect(found?.message).toMatch(message);
  expect(found.message).toContain(`(line ${lines.length}, column ${lines[lines.length - 1].length + 1})`);
  expect(found.path).toBe('graphql');
};
const right = (graphql: string, format = 'table') =>
  expect(problems({ dataset: 'graphql', format, graphql })).toEqual([]);

test('a node, with what may stand around it', () => {
  right(HOURLY);
  right(around(HOURLY));
  right(`accounts(filter: {accountTag: $accountTag}) { ${HOURLY} }`);
  right(`# minutes\nquery Mine($accountTag: string!, $from: Time!, $to: Time!) ${around(`m: ${HOURLY}`)}`);
  right(HOURLY, 'timeSeries');
  right(node('count', 'limit: 1, orderBy: count_DESC', `AND: [{datetime_geq: $from}, {datetime_lt: $to}], uid: "x"`));
});

test('mistakes stand where they are', () => {
  wrong('¦', /ends before it is complete/);
  wrong(`{\n  viewer {¦`, /ends before it is complete/);
  wrong(`${node('count')} }¦`, /ends before/);
  wrong(around(node('count')).replace('limit: 100', 'limit: ¦)'), /Unexpected|Expected|found/);
  wrong(node('sum { minutesViewed } dimensions { ts: ¦$hour }'), /\$hour has no value here/);
  wrong(node('¦sum { minuteViewed }').replace('¦sum { ', 'sum { ¦'), /Did you mean "sum.minutesViewed"/);
  wrong(around(node('\n  dimensions { uid ¦clientCountry }')), /Did you mean "clientCountryName"/);
  wrong(
    around('¦streamMinuteViewedAdaptiveGroups(limit: 1) { count }'),
    /Did you mean "streamMinutesViewedAdaptiveGroups"/
  );
  wrong('¦httpRequestsAdaptiveGroups(limit: 1) { count }', /not a node of Stream/);
  wrong(
    '¦liveInputEventsAdaptive(filter: { datetime_geq: $from, datetime_lt: $to }, limit: 1) { eventCode }',
    /in the builder/
  );
  wrong(around(node('count'), '').replace('accounts()', '¦accounts'), /accountTag: \$accountTag/);
  wrong(`{ viewer { ¦accounts(filter: {accountTag: "abc"}) { ${HOURLY} } } }`, /account is the data source's/);
  wrong(around(`${HOURLY} ¦b: ${HOURLY}`), /Exactly one node/);
  wrong(`{ viewer { ${'accounts(filter: {accountTag: $accountTag})'} { ${HOURLY} } } ¦cost }`, /leave cost out/);
  wrong(`mutation { a }`.replace('m', '¦m'), /Only a query/);
  wrong(`{ viewer { ¦...F } }`, /Fragments/);
  wrong(node('count ¦@include(if: true)'), /Directives/);
  wrong(node('count ¦count'), /selected twice/);
  wrong('¦' + node('count', 'orderBy: []'), /needs a limit/);
  wrong(node('count', 'limit: ¦0'), /needs a limit/);
  wrong(node('count', 'limit: ¦"ten"'), /needs a limit/);
  wrong(
    node('count').replace(`{${RANGE}}`, '¦{datetime_geq: $from, datetime_leq: $to}'),
    /must hold datetime_geq: \$from/
  );
  wrong(node('count').replace(`{${RANGE}}`, '¦{OR: [{datetime_geq: $from, datetime_lt: $to}]}'), /must hold/);
  wrong(`${'{a'.repeat(30)}¦{${'b}'.repeat(31)}`.replace('¦{', '¦{'), /nest 30 deep/);
  wrong(`¦${node('count')}`, /needs a time: select dimensions/, 'timeSeries');
  wrong(`¦${node('dimensions { ts: $bucket }')}`, /needs a metric/, 'timeSeries');
  wrong(`¦${node('count dimensions { ts: $bucket datetimeHour }')}`, /leave one out/, 'timeSeries');
});

test('a text belongs to its own dataset, and the other way round', () => {
  const [found] = problems({ dataset: 'streamMinutesViewedAdaptiveGroups', graphql: HOURLY });
  expect(found).toMatchObject({ path: 'graphql', message: expect.stringContaining('"graphql" alone') });
  expect(problems({ dataset: 'graphql' })[0].path).toBe('graphql');
  expect(problems({ dataset: 'nope' })[0].message).toContain('graphql');
  const step = begin({ dataset: 'graphql', graphql: HOURLY, metrics: ['count'], refId: 'A' }, context(1)) as Step;
  expect(step.execution.raw?.plan.notices.map(({ text }) => text)).toEqual([expect.stringContaining('"metrics"')]);
});

test('what the schema does not have is found with its place', () => {
  const first = (graphql: string) => {
    const [mistake] = schemaMistakes(graphql);
    return mistake && [mistake.message, graphql.slice(mistake.offset, mistake.offset + 8)];
  };
  expect(first(around(HOURLY))).toBeUndefined();
  expect(first(node('count', 'limit: 1, orderBy: [$bucket_ASC]'))).toBeUndefined();
  expect(first(node('count', 'limit: 1', `${RANGE}, contry: "US"`))).toEqual([
    expect.stringMatching(/"contry" is not defined/),
    'contry: ',
  ]);
  expect(first(around(node('count', 'limit: 1, orderBy: [sum_minuteViewed_DESC]')))).toEqual([
    expect.stringMatching(/Did you mean.*sum_minutesViewed_DESC/),
    'sum_minu',
  ]);
  expect(first(node('count', 'limit: 1', `${RANGE}, date_geq: $from`))).toEqual([
    expect.stringMatching(/"\$from" of type "Time!"/),
    expect.any(String),
  ]);
  expect(first('{')).toBeUndefined();
});

test('the document keeps the text of the node; from and to are variables, and $bucket follows the width of the panel', () => {
  const asked = (days: number) => started(`# mine\n${HOURLY}`, days).asks;
  const [ask] = asked(1);
  expect(ask.document).toBe(`query Stream($accountTag: string!, $from: Time!, $to: Time!) {
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      ${HOURLY.replace('$bucket', 'datetimeFiveMinutes')}
    }
  }
}`);
  expect(ask.variables).toEqual({ from: '2026-11-23T02:15:00Z', to: '2026-11-24T02:20:00Z' });
  expect(asked(60).map(({ variables }) => variables.from)).toEqual([
    '2026-09-25T00:00:00Z',
    '2026-10-13T00:00:00Z',
    '2026-11-13T00:00:00Z',
  ]);
  expect(asked(60)[0].document).toContain('ts: date ');
  expect(asked(20)[0].document).toContain('ts: datetimeHour ');
});

test('without a time there is one window: of 31 days at most, and cut by the text’s own limit', () => {
  const totals = node('count dimensions { uid }', 'limit: 2');
  expect(started(totals, 32).result?.error?.message).toMatch(/one covers 31 days at most.*ts: \$bucket/);
  expect(started(totals, 31).asks).toHaveLength(1);
  const { result } = answered(started(totals), tableOf({ count: [5, 3], 'dimensions.uid': ['a', 'b'] }));
  expect(result?.frames[0].data.values).toEqual([
    [5, 3],
    ['a', 'b'],
  ]);
  expect(result?.notices).toEqual([]);
  const limits = { streamMinutesViewedAdaptiveGroups: { maxPageSize: 2 } };
  const full = answered(
    started(totals, 1, 'table', { limits }),
    tableOf({ count: [5, 3], 'dimensions.uid': ['a', 'b'] })
  );
  expect(full.result?.notices[0].text).toMatch(/may be more rows: Cloudflare gives 2/);
  expect(
    started(totals, 1, 'table', { limits: { streamMinutesViewedAdaptiveGroups: { maxPageSize: 1 } } }).result?.error
  ).toMatchObject({ class: 'user', message: expect.stringContaining('limit: 1') });
});

test('a full page by a time is asked again in halves, down to one bucket', () => {
  const hours = node('count dimensions { datetimeHour }', 'limit: 2');
  const range = { from: NOW - (NOW % HOUR) - 4 * HOUR, to: NOW - (NOW % HOUR) - HOUR };
  const at = (...times: number[]) =>
    tableOf({
      count: times.map((_, i) => i),
      'dimensions.datetimeHour': times.map((hour) => new Date(range.from + hour * HOUR).toISOString()),
    });
  const first = started(hours, 1, 'table', { range });
  const halves = answered(first, at(0, 1));
  expect(halves.asks.map(({ id, window }) => [id, (window.to - window.from) / HOUR])).toEqual([
    ['raw-0.0', 1],
    ['raw-0.1', 2],
  ]);
  const quarters = answered(halves, at(0), at(1, 2));
  const { result } = answered(quarters, at(1), at(2));
  expect(result?.frames[0].data.values[1]).toEqual([0, 1, 2].map((hour) => range.from + hour * HOUR));
  expect(result?.stats).toEqual({ windows: 1, asks: 5, upstreamQueries: 5, fromMemory: 0, rows: 3 });
  const stuck = answered(halves, at(0, 0), at(1));
  expect(stuck.result?.error?.message).toMatch(/2026-11-23 22:00 UTC alone has 2 rows or more.*limit of up to 10000/);
  const strange = answered(first, at(7));
  expect(strange.result?.error?.message).toMatch(/which was not asked for/);
  const lacking = answered(first, tableOf({ count: [1] }));
  expect(lacking.result?.error?.message).toMatch(/lacks the column dimensions.datetimeHour/);
});

test('rows of several windows are in the order of the text, or it is said that they are not', () => {
  const days = (order: string, selection = 'count dimensions { d: date uid }') =>
    answered(
      started(node(selection, `limit: 100, orderBy: [${order}]`), 60),
      ...[0, 1, 2].map((i) =>
        tableOf({
          count: [9, 2 - i],
          'dimensions.d': ['2026-09-30', '2026-10-20', '2026-11-20']
            .slice(i, i + 1)
            .concat(['2026-10-01', '2026-10-21', '2026-11-21'].slice(i, i + 1)),
          ...(selection.includes('uid') ? { 'dimensions.uid': ['b', 'a'] } : {}),
        })
      )
    ).result;
  expect(days('count_DESC')?.frames[0].data.values[0]).toEqual([9, 9, 9, 2, 1, 0]);
  expect(days('uid_ASC, count_ASC')?.frames[0].data.values[0]).toEqual([0, 1, 2, 9, 9, 9]);
  expect(days('date_ASC')?.frames[0].data.values[0]).toEqual([9, 2, 9, 1, 9, 0]);
  expect(days('date_DESC')?.frames[0].data.values[0]).toEqual([0, 9, 1, 9, 2, 9]);
  const hidden = days('uid_ASC', 'count dimensions { d: date }');
  expect(hidden?.notices[0].text).toMatch(/within each of 3 parts.*select uid/);
});

test('fields have the names of the text, and the units and labels of the catalogue', () => {
  const text = node('s: sum { minutesViewed } n: count dimensions { land: clientCountryName uid ts: datetimeHour }');
  const { result } = answered(
    started(text),
    tableOf({
      's.minutesViewed': [1],
      n: [2],
      'dimensions.land': ['US'],
      'dimensions.uid': ['u'],
      'dimensions.ts': ['2026-11-24T00:00:00Z'],
    })
  );
  expect(
    result?.frames[0].schema.fields.map(({ name, type, config }) => [name, type, config?.displayNameFromDS])
  ).toEqual([
    ['s.minutesViewed', 'number', 'Minutes viewed'],
    ['n', 'number', 'n'],
    ['land', 'string', 'land'],
    ['uid', 'string', 'Video'],
    ['ts', 'time', 'ts'],
  ]);
  const series = answered(
    begin(
      { dataset: 'graphql', graphql: text, legend: '{{land}} {{metric}}', names: false },
      context(1, { range: { from: NOW - 2 * HOUR, to: NOW } })
    ) as Step,
    tableOf({
      's.minutesViewed': [7],
      n: [2],
      'dimensions.land': ['US'],
      'dimensions.uid': ['u'],
      'dimensions.ts': ['2026-11-24T01:00:00Z'],
    })
  ).result?.frames[0];
  expect(series?.schema.fields.map(({ labels, config }) => [labels, config?.displayNameFromDS])).toEqual([
    [undefined, undefined],
    [{ land: 'US', uid: 'u' }, 'US Minutes viewed'],
    [{ land: 'US', uid: 'u' }, 'US n'],
  ]);
  expect(series?.data.values[1]).toEqual([null, 7, null]);
});

test('a metric that is right by one bucket alone is said to be wrong by another', () => {
  const rates = (time: string) =>
    started(
      `liveInputEventsAdaptiveGroups(filter: {${RANGE}}, limit: 9) { avg { bitRateHour } dimensions { ${time} } }`
    ).execution.raw?.plan.notices;
  expect(rates('datetimeMinute')?.[0].text).toMatch(/avg.bitRateHour is right by datetimeHour alone/);
  expect(rates('datetimeHour')).toEqual([]);
});

test('an alert rule sees settled buckets alone, and is told when there are none', () => {
  const alert = (length: number) =>
    started(HOURLY, 1, 'timeSeries', { caller: 'alert', range: { from: NOW - length, to: NOW } });
  expect(alert(HOUR).asks[0].variables.to).toBe('2026-11-24T02:12:00Z');
  expect(alert(MINUTE).result?.error?.message).toMatch(/Nothing in this time range is settled/);
});

test('a limit that the API names is planned with, once', () => {
  const step = started(node('count dimensions { date }'), 20);
  const message = 'cannot request a time range wider than 1w1d, but your query time range spans 20d';
  const refusal = { kind: 'answer' as const, status: 200, errors: [{ message }] };
  const again = advance(step.execution, [{ id: step.asks[0].id, refusal }]);
  expect(again.asks.map(({ id }) => id)).toEqual(['again-raw-0', 'again-raw-1', 'again-raw-2']);
  expect(advance(again.execution, [{ id: 'again-raw-0', refusal }]).result?.error?.class).toBe('limit');
});

test('what is asked is said in a sentence, and dashboard variables are replaced in the text alone', () => {
  expect(inWords({ dataset: 'graphql', graphql: HOURLY })).toBe(
    'GraphQL of your own on Minutes viewed, as time series.'
  );
  const text = node('count dimensions { ts: $bucket }', 'limit: 1', `${RANGE}, uid_in: [$uid]`);
  const values = (each: string) => (each === '$uid' ? ['a', 'b'] : [each]);
  const filled = interpolate({ dataset: 'graphql', graphql: text }, { values, isAll: () => false });
  expect(filled).toEqual({ dataset: 'graphql', graphql: text.replace('$uid', '"a", "b"') });
});

test('whatever the builder can ask begins as a text that is right', () => {
  for (const dataset of Object.values(DATASETS)) {
    for (const bucket of ['auto', ...dataset.buckets.map(({ name }) => name), 'week'] as const) {
      for (const metric of dataset.metrics) {
        for (const format of ['timeSeries', 'table'] as const) {
          const groupBy = dataset.dimensions.slice(0, 2).map(({ name }) => name);
          const orderBy = [metric.name, groupBy[0]].map((field) => ({ field, direction: 'desc' as const }));
          const chosen = { dataset: dataset.name, format, bucket, metrics: [metric.name], groupBy, orderBy };
          const graphql = rawText({ ...defaultQuery, ...chosen });
          const mistakes = [...mistakesIn(graphql, format), ...schemaMistakes(graphql)];
          // A table of the whole range has no bucket, which some metrics need.
          const needsBucket = metric.byBucket !== undefined && format === 'table' && bucket === 'auto';
          expect(needsBucket ? [] : mistakes).toEqual([]);
        }
      }
    }
  }
});
