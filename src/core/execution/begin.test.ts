import * as fc from 'fast-check';
import { advance, begin, type Context, type DatasetStep as Step, type Reply, type Table } from '..';
import { DAY, HOUR, MINUTE } from '../time/units';
import { panelContext } from '../../../tests/panelContext';
import { tableOf } from '../../../tests/tableOf';

const NOW = Date.parse('2026-11-24T02:17:30Z');
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const PLAYS = 'videoPlaybackEventsAdaptiveGroups';

const context = (more: Partial<Context> = {}) => panelContext({ from: NOW - 6 * HOUR, to: NOW }, more);
const started = (query: object, more: Partial<Context> = {}): Step =>
  begin({ dataset: MINUTES, names: false, ...query }, context(more)) as Step;
const windowsOf = ({ asks }: Step) => asks.map(({ window }) => `${iso(window.from)} ${iso(window.to)}`);
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);

const answered = (step: Step, tables: Table[]): Step =>
  advance(
    step.execution,
    step.asks.map(({ id }, i): Reply => ({ id, table: tables[i] }))
  ) as Step;

test("the documentation's first example: minutes by country and video, the most first, a hundred rows", () => {
  const { asks } = started(
    {
      format: 'table',
      groupBy: ['uid', 'clientCountryName'],
      orderBy: [{ field: 'sum.minutesViewed', direction: 'desc' }],
      limit: 100,
    },
    { range: { from: NOW - DAY - (NOW % DAY), to: NOW - (NOW % DAY) } }
  );
  expect(asks).toHaveLength(1);
  expect(asks[0].document)
    .toBe(`query Stream($accountTag: string!, $filter: AccountStreamMinutesViewedAdaptiveGroupsFilter_InputObject!, $limit: uint64!, $orderBy: [AccountStreamMinutesViewedAdaptiveGroupsOrderBy!]) {
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      streamMinutesViewedAdaptiveGroups(filter: $filter, limit: $limit, orderBy: $orderBy) {
        sum { minutesViewed }
        dimensions { uid clientCountryName }
      }
    }
  }
}`);
  expect(asks[0].variables).toEqual({
    filter: { datetime_geq: '2026-11-23T00:00:00Z', datetime_lt: '2026-11-24T00:00:00Z' },
    limit: 100,
    orderBy: ['sum_minutesViewed_DESC', 'uid_ASC', 'clientCountryName_ASC'],
  });
});

test('the documented answer becomes the table that one would expect', () => {
  const rows = [
    ['US', 2234],
    ['CN', 700],
    ['IN', 553],
  ] as const;
  const step = started({
    format: 'table',
    groupBy: ['uid', 'clientCountryName'],
    orderBy: [{ field: 'sum.minutesViewed' }],
    limit: 100,
  });
  const { result } = answered(step, [
    {
      rows: 3,
      columns: [
        {
          name: 'dimensions.clientCountryName',
          kind: 'text',
          dictionary: rows.map(([country]) => country),
          codes: [0, 1, 2],
        },
        { name: 'dimensions.uid', kind: 'text', dictionary: ['73c514082b154945a753d0011e9d7525'], codes: [0, 0, 0] },
        { name: 'sum.minutesViewed', kind: 'number', values: rows.map(([, minutes]) => minutes) },
      ],
    },
  ]);
  const [{ schema, data }] = result?.frames ?? [];
  expect(schema.fields.map(({ name, type, config }) => [name, type, config?.displayNameFromDS])).toEqual([
    ['uid', 'string', 'Video'],
    ['clientCountryName', 'string', 'Country'],
    ['sum.minutesViewed', 'number', 'Minutes viewed'],
  ]);
  expect(schema.meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
  expect(data.values.slice(1)).toEqual([
    ['US', 'CN', 'IN'],
    [2234, 700, 553],
  ]);
});

test("the documentation's second example: two videos a page, after a uid, in the order of uids", () => {
  const uid = '5646153f8dea17f44d542a42e76cfd';
  const query = {
    dataset: PLAYS,
    format: 'table',
    metrics: ['count', 'sum.timeViewedMinutes'],
    groupBy: ['uid'],
    orderBy: [{ field: 'uid', direction: 'asc' }],
  };
  const limited = started({ ...query, filters: [{ field: 'uid', operator: 'gt', values: [uid] }], limit: 2 });
  expect(limited.asks[0].variables).toMatchObject({ filter: { uid_gt: uid }, limit: 2, orderBy: ['uid_ASC'] });
  expect(limited.asks[0].document).toContain(
    'count\n        sum { timeViewedMinutes }\n        avg { sampleInterval }\n        dimensions { uid }'
  );

  const all = started(query, { limits: { [PLAYS]: { maxPageSize: 2 } } });
  const next = answered(all, [
    tableOf({ count: [5, 0], 'sum.timeViewedMinutes': [0, 1], 'dimensions.uid': ['35f5', '6cc9'] }),
  ]);
  expect(next.asks[0].variables).toMatchObject({ filter: { uid_gt: '6cc9' }, limit: 2, orderBy: ['uid_ASC'] });
  expect(
    answered(next, [tableOf({ count: [241], 'sum.timeViewedMinutes': [101], 'dimensions.uid': ['fcfa'] })]).result
      ?.frames[0].data.values
  ).toEqual([
    ['35f5', '6cc9', 'fcfa'],
    [5, 0, 241],
    [0, 1, 101],
  ]);
});

test('a page of several dimensions is continued behind the whole of its last row', () => {
  const step = started(
    { format: 'table', groupBy: ['uid', 'clientCountryName'] },
    { limits: { [MINUTES]: { maxPageSize: 2 } } }
  );
  const next = answered(step, [
    tableOf({
      'sum.minutesViewed': [1, 2],
      'dimensions.uid': ['a', 'b'],
      'dimensions.clientCountryName': ['US', 'CA'],
    }),
  ]);
  expect(next.asks[0].variables.filter).toMatchObject({
    OR: [{ uid_gt: 'b' }, { uid: 'b', clientCountryName_gt: 'CA' }],
  });
});

test('a page of a time series is continued from its last bucket, as many buckets at once as fitted', () => {
  const step = started(
    { bucket: 'hour' },
    { range: { from: NOW - 12 * HOUR, to: NOW }, limits: { [MINUTES]: { maxPageSize: 3 } } }
  );
  const hours = ['2026-11-23T14:00:00Z', '2026-11-23T16:00:00Z', '2026-11-23T18:00:00Z'];
  const next = answered(step, [tableOf({ 'sum.minutesViewed': [1, 2, 3], 'dimensions.datetimeHour': hours })]);
  expect(windowsOf(next)).toEqual([
    '2026-11-23T18:00 2026-11-23T21:00',
    '2026-11-23T21:00 2026-11-24T00:00',
    '2026-11-24T00:00 2026-11-24T03:00',
  ]);
});

test('an answer that is not in the order asked for is refused, not put together', () => {
  const step = started({ format: 'table', groupBy: ['uid'] }, { limits: { [MINUTES]: { maxPageSize: 2 } } });
  const { result } = answered(step, [tableOf({ 'sum.minutesViewed': [1, 2], 'dimensions.uid': ['b', 'a'] })]);
  expect(result?.error).toMatchObject({ class: 'upstream', message: expect.stringContaining('order') });
});

test('long ranges are cut at the same places for every panel, and retention ends what is older', () => {
  const step = started({ bucket: 'day' }, { range: { from: NOW - 400 * DAY, to: NOW } });
  expect(step.asks.length).toBeGreaterThanOrEqual(3);
  expect(windowsOf(step)[0].slice(0, 16)).toBe('2026-08-27T00:00');
  const { result } = answered(
    step,
    step.asks.map(() => tableOf({}))
  );
  expect(result?.notices).toEqual([
    {
      severity: 'info',
      text: 'Cloudflare keeps 90 days of this dataset: nothing is shown before 2026-08-27 00:00 UTC.',
    },
  ]);
});

test('any range gives asks inside the limits, a frame or a clear error, and never an exception', () => {
  const instant = fc.oneof(
    fc.integer({ min: NOW - 200 * DAY, max: NOW + 10 * DAY }),
    fc.constantFrom(0, -1e15, 8.64e15, 9e15, Infinity, -Infinity, NaN, NOW),
    fc.double()
  );
  const buckets = fc.constantFrom('auto', 'minute', 'hour', 'sixHours', 'day', 'week', 'month');
  const zone = fc.constantFrom(
    [],
    [{ from: 0, offsetMs: 5.75 * HOUR }],
    [
      { from: 0, offsetMs: HOUR },
      { from: NOW - 30 * DAY, offsetMs: 2 * HOUR },
    ]
  );
  fc.assert(
    fc.property(
      instant,
      instant,
      buckets,
      fc.constantFrom('table', 'timeSeries'),
      zone,
      fc.constantFrom('panel' as const, 'alert' as const),
      (from, to, bucket, format, offsets, caller) => {
        const step = started({ bucket, format }, { range: { from, to }, zone: offsets, caller });
        expect(step.asks.length > 0).toBe(step.result === undefined);
        step.asks.forEach(({ window }) => {
          expect(window.to).toBeGreaterThan(window.from);
          expect(window.to - window.from).toBeLessThanOrEqual(31 * DAY);
          expect(window.from).toBeGreaterThan(NOW - 90 * DAY);
          expect((window.from % MINUTE) + (window.to % MINUTE)).toBe(0);
        });
        if (step.result) {
          expect(step.result.error?.message ?? step.result.frames.length).toBeTruthy();
        }
      }
    ),
    { numRuns: 500 }
  );
});

test('odd ranges say what is odd', () => {
  const notice = (from: number, to: number) => started({}, { range: { from, to } }).result?.notices[0]?.text;
  expect(notice(NOW, NOW)).toBe('The time range is empty.');
  expect(notice(NOW + DAY, NOW + 2 * DAY)).toBe('The time range lies in the future.');
  expect(notice(NOW - 200 * DAY, NOW - 100 * DAY)).toBe(
    'Cloudflare keeps 90 days of this dataset: the whole time range is older.'
  );
  expect(started({}, { range: { from: NOW, to: NOW - 1 } }).result?.error).toMatchObject({
    class: 'user',
    message: 'The time range ends before it begins.',
  });
});

test('an empty answer is a frame with types and no rows', () => {
  const empty = (query: object) => {
    const step = started(query);
    return answered(
      step,
      step.asks.map(() => tableOf({}))
    ).result?.frames[0];
  };
  const types = (query: object) => empty(query)?.schema.fields.map(({ name, type }) => `${name} ${type}`);
  expect(types({ groupBy: ['uid'] })).toEqual(['time time', 'sum.minutesViewed number']);
  expect(types({ groupBy: ['uid'], format: 'table' })).toEqual(['uid string', 'sum.minutesViewed number']);
  expect(empty({ format: 'table' })?.data.values).toEqual([[0]]);
  expect(empty({ format: 'table', gaps: 'null' })?.data.values).toEqual([[null]]);
  expect(empty({ format: 'table', gaps: 'none' })?.data.values).toEqual([[]]);
});

test('the interval follows the panel: never more points than it has room for', () => {
  const dimension = (hours: number, maxDataPoints: number) =>
    /dimensions \{ (\w+) /.exec(
      started({}, { range: { from: NOW - hours * HOUR, to: NOW }, maxDataPoints }).asks[0].document
    )?.[1];
  expect(dimension(1, 100)).toBe('datetimeMinute');
  expect(dimension(6, 100)).toBe('datetimeFiveMinutes');
  expect(dimension(24, 100)).toBe('datetimeFifteenMinutes');
  expect(dimension(48, 100)).toBe('datetimeHour');
  expect(dimension(30 * 24, 100)).toBe('date');
});

test('days in a zone are read by the coarsest bucket that fits, and an average is refused with the way out', () => {
  const zone = [{ from: 0, offsetMs: 5.75 * HOUR }];
  expect(started({ bucket: 'day' }, { zone }).asks[0].document).toContain('datetimeFifteenMinutes');
  const { result } = started({ dataset: PLAYS, metrics: ['avg.sampleInterval'], bucket: 'day' }, { zone });
  expect(result?.error).toMatchObject({
    class: 'user',
    message: expect.stringMatching(/cannot be combined.*15 minutes works/),
  });
  const total = started(
    { dataset: PLAYS, metrics: ['avg.sampleInterval'], format: 'table' },
    { range: { from: NOW - 60 * DAY, to: NOW } }
  );
  expect(total.result?.error?.message).toMatch(/one query covers 31 days at most/);
});

test('a total over as long as one query covers is one query, wherever in its minute it begins', () => {
  const CMCD = 'streamCMCDAdaptiveGroups';
  const viewers = (days: number, more = 0, over: Partial<Context> = {}) =>
    started(
      { dataset: CMCD, metrics: ['uniq.viewers'], format: 'table' },
      { range: { from: NOW - days * DAY - more, to: NOW }, ...over }
    );
  expect(windowsOf(viewers(31))).toEqual(['2026-10-24T02:18 2026-11-24T02:18']);
  expect(windowsOf(viewers(31, 999))).toEqual(['2026-10-24T02:18 2026-11-24T02:18']);
  expect(windowsOf(viewers(30))).toEqual(['2026-10-25T02:17 2026-11-24T02:18']);
  expect(viewers(31, 1000).result?.error?.message).toMatch(/cannot be combined over 2 queries/);
  expect(windowsOf(viewers(7, 0, { limits: { [CMCD]: { maxDuration: 7 * 86_400 } } }))).toEqual([
    '2026-11-17T02:18 2026-11-24T02:18',
  ]);
  // A chart's buckets may be more than one query covers; its series are still chosen by one.
  const ranked = started(
    { dataset: CMCD, metrics: ['uniq.viewers'], groupBy: ['country'], bucket: 'sixHours', limit: 3 },
    { range: { from: NOW - 31 * DAY, to: NOW } }
  );
  expect(windowsOf(ranked)).toEqual(['2026-10-24T02:18 2026-11-24T02:18']);
  // Of two datasets, the narrower counts.
  const ratio = { dataset: 'videoBufferEventsAdaptiveGroups', metrics: ['eventsPerPlay'], format: 'table' };
  const limits = { [PLAYS]: { maxDuration: 86_400 } };
  expect(windowsOf(started(ratio, { range: { from: NOW - DAY, to: NOW }, limits }))).toEqual([
    '2026-11-23T02:18 2026-11-24T02:18',
    '2026-11-23T02:18 2026-11-24T02:18',
  ]);
});

test('an alert rule ends before the settle delay, and says so if nothing is left', () => {
  const [{ window }] = started({ bucket: 'minute' }, { caller: 'alert' }).asks;
  expect(window.to).toBe(Date.parse('2026-11-24T02:12:00Z'));
  const { result } = started({}, { caller: 'alert', range: { from: NOW - 4 * MINUTE, to: NOW } });
  expect(result?.error?.message).toMatch(/leaves out the last 5 minutes/);
});

test('a limit that the API names is planned with, once', () => {
  const range = { from: NOW - 20 * DAY, to: NOW };
  const step = started({ bucket: 'hour' }, { range });
  expect(step.asks).toHaveLength(1);
  const refusal = {
    kind: 'answer' as const,
    errors: [
      { message: 'account "x" cannot request a time range wider than 1w1d, but your query time range spans 2w6d' },
    ],
  };
  const again = advance(step.execution, [{ id: step.asks[0].id, refusal }]) as Step;
  expect(again.asks.length).toBeGreaterThan(2);
  again.asks.forEach(({ window }) => expect(window.to - window.from).toBeLessThanOrEqual(8 * DAY));
  expect(advance(again.execution, [{ id: again.asks[0].id, refusal }]).result?.error?.class).toBe('limit');
});

test('a failed ask is the result, a reply nobody waits for changes nothing, and an end is an end', () => {
  const step = started({});
  expect(advance(step.execution, [{ id: 'nobody', table: tableOf({}) }]).asks).toEqual([]);
  const ended = advance(step.execution, [{ id: step.asks[0].id, refusal: { kind: 'timeout' } }]);
  expect(ended.result?.error).toMatchObject({ class: 'timeout', status: 504, source: 'downstream' });
  expect(advance(ended.execution, [{ id: step.asks[0].id, table: tableOf({}) }])).toEqual({ ...ended, asks: [] });
});

test('an answer beyond the ceiling of queries says how many rows there are and what would reduce them', () => {
  let step = started({ format: 'table', groupBy: ['uid'] }, { limits: { [MINUTES]: { maxPageSize: 1 } } });
  for (let i = 0; step.result === undefined; i++) {
    step = answered(step, [tableOf({ 'sum.minutesViewed': [1], 'dimensions.uid': [String(i).padStart(4, '0')] })]);
  }
  expect(step.result.error).toMatchObject({
    class: 'limit',
    message: expect.stringMatching(/at least 150 rows and would take more than 150 queries/),
  });
});

test('series are named by their values, by the template, or by the metric', () => {
  const names = (query: object) => {
    const step = started({ bucket: 'hour', ...query });
    const columns = {
      'sum.minutesViewed': [5],
      count: [1],
      'dimensions.creator': [''],
      'dimensions.uid': ['v1'],
      'dimensions.datetimeHour': ['2026-11-24T00:00:00Z'],
    };
    return answered(step, [tableOf(columns)])
      .result?.frames[0].schema.fields.slice(1)
      .map(({ config }) => config?.displayNameFromDS);
  };
  expect(names({})).toEqual(['Minutes viewed']);
  expect(names({ groupBy: ['uid'] })).toEqual(['v1']);
  expect(names({ groupBy: ['uid', 'creator'] })).toEqual(['v1, (no creator)']);
  expect(names({ groupBy: ['uid'], metrics: ['sum.minutesViewed', 'count'] })).toEqual([
    'v1: Minutes viewed',
    'v1: Samples',
  ]);
  expect(names({ groupBy: ['uid'], legend: '{{ metric }} of {{uid}} {{nope}}' })).toEqual([
    'Minutes viewed of v1 {{nope}}',
  ]);
});

test('ceilings and the settle delay are settings; what is no positive number has its default', () => {
  const rows = tableOf({ 'sum.minutesViewed': [1, 2, 3], 'dimensions.uid': ['a', 'b', 'c'] });
  const query = { format: 'table', groupBy: ['uid'] };
  const said = (settings: object) => answered(started(query, { settings }), [rows]).result?.error?.message;
  expect(said({ maxRows: 2 })).toMatch(/at least 3 rows, and 2 are the most that this data source takes/);
  expect(said({ maxRows: 3 })).toBeUndefined();
  expect(said({ maxRows: 0, maxQueries: 'many' })).toBeUndefined();
  const wide = { range: { from: NOW - 40 * DAY, to: NOW }, limits: { [MINUTES]: { maxDuration: DAY / 1000 } } };
  expect(started(query, { ...wide, settings: { maxQueries: 40 } }).result?.error?.message).toMatch(
    /more than 40 queries/
  );
  const settled = (settings: object) => started({}, { caller: 'alert', settings }).asks[0].window.to;
  expect(NOW - settled({})).toBe(5.5 * MINUTE);
  expect(NOW - settled({ settleDelay: 1200 })).toBe(20.5 * MINUTE);
});

test('a total of nothing is zero once some of it is settled, and not known before', () => {
  const total = (from: number) =>
    answered(started({ format: 'table' }, { range: { from, to: NOW } }), [tableOf({})]).result?.frames[0].data.values;
  expect(total(NOW - 6 * MINUTE)).toEqual([[0]]);
  expect(total(NOW - 4 * MINUTE)).toEqual([[null]]);
});

test('each limit that the API names is learnt, and none of them for ever', () => {
  const refuse = (step: Step, message: string): Step =>
    advance(
      step.execution,
      step.asks.map(({ id }): Reply => ({ id, refusal: { kind: 'answer', status: 200, errors: [{ message }] } }))
    ) as Step;
  const wide = started({}, { range: { from: NOW - 32 * DAY, to: NOW } });
  const shorter = refuse(wide, 'cannot request data older than 20d');
  const narrower = refuse(shorter, 'time range is too large: wider than 5d');
  expect(narrower.result).toBeUndefined();
  expect(windowsOf(narrower).length).toBeGreaterThanOrEqual(4);
  expect(narrower.asks[0].window.from).toBeGreaterThan(NOW - 20 * DAY);
  expect(refuse(narrower, 'time range is too large: wider than 5d').result?.error?.class).toBe('limit');
  const paged = refuse(narrower, 'limit must be positive number and not greater than 400');
  expect(paged.asks.map(({ limit }) => limit)).toEqual(paged.asks.map(() => 400));
  const endless = [4, 3, 2, 1].map((days, i, all) => all.slice(0, i + 1));
  const after = endless.map((days) => days.reduce((step, each) => refuse(step, `wider than ${each}d`), paged));
  expect(after.map(({ result }) => result?.error?.class)).toEqual([undefined, undefined, undefined, 'limit']);
});
