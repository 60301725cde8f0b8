/** What a user reads beside the numbers, by way of the backend's own process. */
import { advance, begin, type Caller, type Notice } from '../../src/core';
import { contextOf, DAY, MINUTE, rows, startWire, type Raw, type Wire } from './wire';

const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const PLAYS = 'videoPlaybackEventsAdaptiveGroups';
const CMCD = 'streamCMCDAdaptiveGroups';
const EVENTS = 'liveInputEventsAdaptive';
const INGEST = 'liveInputEventsAdaptiveGroups';
const TOTAL = { dataset: MINUTES, format: 'table' };

/** A query in GraphQL, with more than the range where a filter, a limit and an order stand. */
const text = (node: string, selection: string, more = 'limit: 10000') => ({
  dataset: 'graphql',
  format: 'table',
  graphql: `${node}(filter: { datetime_geq: $from, datetime_lt: $to }, ${more}) { ${selection} }`,
});

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.stop());

const minutes = rows(MINUTES, '[{"sum":{"minutesViewed":7},"count":3}]');

/** Days before now. */
interface Days {
  readonly from: number;
  readonly to: number;
}

const TABLE: ReadonlyArray<[string, object, Days, Raw, RegExp[]]> = [
  ['numbers without a but', TOTAL, { from: 2, to: 1 }, minutes, []],
  [
    'a range that retention clamps',
    TOTAL,
    { from: 91, to: 60 },
    minutes,
    [/^Cloudflare keeps 90 days of this dataset: nothing is shown before \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/],
  ],
  ['a range before retention', TOTAL, { from: 100, to: 95 }, 'reset', [/keeps 90 days.*whole time range is older/]],
  ['an empty range', TOTAL, { from: 1, to: 1 }, 'reset', [/range is empty/]],
  ['a range in the future', TOTAL, { from: -1, to: -2 }, 'reset', [/lies in the future/]],
  [
    'samples that stand for several',
    { dataset: PLAYS, format: 'table' },
    { from: 2, to: 1 },
    rows(PLAYS, '[{"count":30,"avg":{"sampleInterval":9.6},"sum":{"timeViewedMinutes":5}}]'),
    [/sampled.*stands for up to 10.*estimates/],
  ],
  [
    'averages of two questions',
    { dataset: CMCD, format: 'table', metrics: ['avg.bufferLength'] },
    { from: 40, to: 1 },
    rows(CMCD, '[{"count":30,"avg":{"bufferLength":9.5}}]'),
    [/Averages.*combined, weighted/],
  ],
  [
    'a number beyond 2^53',
    { ...TOTAL, metrics: ['sum.minutesViewed'] },
    { from: 2, to: 1 },
    rows(MINUTES, '[{"sum":{"minutesViewed":9007199254740993}}]'),
    [/larger than 2\^53 and therefore rounded/],
  ],
  [
    'nothing of Stream Player',
    { dataset: PLAYS, format: 'table', groupBy: ['uid'] },
    { from: 2, to: 1 },
    rows(PLAYS, '[]'),
    [/Stream Player/],
  ],
  ['an unknown key', { ...TOTAL, colour: 'blue' }, { from: 2, to: 1 }, minutes, [/the key "colour"/]],
  [
    'a period before that is kept in part',
    { ...TOTAL, shift: 'range' },
    { from: 85, to: 75 },
    minutes,
    [/keeps 90 days.*of the period before, nothing older than .* is counted/],
  ],
  [
    'a period before that is gone',
    { ...TOTAL, shift: 'week' },
    { from: 89, to: 84 },
    minutes,
    [/keeps 90 days.*nothing of 7 days before is left/],
  ],
  [
    'as many events as were asked for',
    { dataset: EVENTS, format: 'logs', limit: 1 },
    { from: 2, to: 1 },
    rows(
      EVENTS,
      `[{"datetime":"${new Date(Date.now() - 1.5 * DAY).toISOString().slice(0, 19)}Z","inputId":"a","eventCode":"b","eventDescription":"c","coloCode":"d"}]`
    ),
    [/^These are the newest 1 events, which is the limit: older ones may be missing\./],
  ],
  [
    'a page of GraphQL that is full',
    text(MINUTES, 'count dimensions { uid }'),
    { from: 2, to: 1 },
    rows(MINUTES, `[${Array.from({ length: 10_000 }, (_, i) => `{"count":1,"dimensions":{"uid":"${i}"}}`).join()}]`),
    [
      /^There may be more rows: Cloudflare gives 10000 at most\.$/,
      /^The first 500 are shown with their names, the others with their IDs alone\.$/,
    ],
  ],
  [
    'an order by what GraphQL does not select',
    text(MINUTES, 'count dimensions { date }', 'limit: 10000, orderBy: [sum_minutesViewed_DESC]'),
    { from: 40, to: 1 },
    rows(MINUTES, '[]'),
    [/^Rows are in order within each of [23] parts of the range: select sum_minutesViewed/],
  ],
  [
    'a bit rate of GraphQL by another interval than its own',
    text(INGEST, 'avg { bitRateHour } dimensions { datetimeMinute }'),
    { from: 2, to: 1 },
    rows(INGEST, '[]'),
    [
      /^avg\.bitRateHour is right by datetimeHour alone, and the text groups by datetimeMinute\.$/,
      /^While no encoder sends/,
    ],
  ],
  [
    'two things to know',
    { ...TOTAL, metrics: ['sum.minutesViewed'], colour: 'blue' },
    { from: 91, to: 60 },
    rows(MINUTES, '[{"sum":{"minutesViewed":9007199254740993}}]'),
    [/colour/, /nothing is shown before/, /rounded/],
  ],
];

test.each(TABLE)('%s', async (_, saved, days, raw, words) => {
  // What is remembered of one answer must not affect the next.
  wire.become({});
  wire.says = raw;
  const now = Date.now();
  const { status, frames, error } = await wire.query(saved, { from: now - days.from * DAY, to: now - days.to * DAY });
  expect({ status, error }).toEqual({ status: 200, error: undefined });
  const said: Notice[] = JSON.parse(frames[0]).schema.meta.notices ?? [];
  expect(said.map(({ text }) => text)).toEqual(words.map((each) => expect.stringMatching(each)));
});

test('of an answer beyond the ceilings, what is complete is shown with a notice, and to an alert rule an error', async () => {
  wire.says = rows(MINUTES, '[]');
  const now = Date.now();
  const ask = (query: object, headers?: Record<string, string>) => {
    wire.become({ maxQueries: 1 });
    const saved = { dataset: MINUTES, bucket: 'day', timezone: 'utc', ...query };
    return wire.query(saved, { from: now - 40 * DAY, to: now - DAY }, headers);
  };
  const large = /^The answer has at least 0 rows and would take more than 1 queries/;
  const { status, frames } = await ask({ ceiling: 'notice' });
  const { notices } = JSON.parse(frames[0]).schema.meta;
  expect(status).toBe(200);
  expect(notices).toEqual([
    {
      severity: 'warning',
      text: expect.stringMatching(/What is shown begins at \d{4}-\d\d-\d\d 00:00 UTC and is complete/),
    },
  ]);
  expect(notices[0].text).toMatch(large);
  expect(await ask({ ceiling: 'error' })).toMatchObject({ status: 400, error: expect.stringMatching(large) });
  expect(await ask({ ceiling: 'notice' }, { FromAlert: 'true' })).toMatchObject({
    status: 400,
    error: expect.stringMatching(large),
  });
});

test('whoever explores reads that the end may still change, and nobody else', async () => {
  wire.become({});
  wire.says = minutes;
  const noticesOf = async (caller: Caller) => {
    const step = begin(TOTAL, contextOf(caller, 60 * MINUTE));
    return advance(step.execution, await wire.asks(step.asks)).result?.notices;
  };
  expect(await noticesOf('explore')).toEqual([{ severity: 'info', text: 'The last 5 minutes may still change.' }]);
  expect(await noticesOf('panel')).toEqual([]);
  expect(await noticesOf('alert')).toEqual([]);
});
