import assert from 'node:assert/strict';
import test from 'node:test';
import { advance, begin, type Context, type FrameJson, type Reply } from '../../src/core';
import type { SavedQuery } from '../../src/host/savedQuery';
import { zoneOffsets } from '../../src/host/zone';
import { grafana, simulator } from './grafana';
import { accountOf, DAY, HOUR, query, range, UID } from './provisioned';

const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const country: Partial<SavedQuery> = { refId: 'A', dataset: MINUTES, format: 'table', groupBy: ['clientCountryName'] };

test('the server answers a query over two windows with the sums that the API gives', async () => {
  const { body } = await query([country]);
  const frame = body.results.A.frames?.[0] as FrameJson;
  const [countries, minutes] = frame.data.values;
  const expected = new Map<string, number>();
  for (let from = range.from; from < range.to; from += 10 * DAY) {
    const document = `query Q($accountTag: string!, $from: Time!, $to: Time!) { viewer { accounts(filter: { accountTag: $accountTag }) { rows: ${MINUTES}(filter: { datetime_geq: $from, datetime_lt: $to }, limit: 10000) { sum { minutesViewed } dimensions { clientCountryName } } } } }`;
    const variables = {
      accountTag: await accountOf(),
      from: instant(from),
      to: instant(Math.min(range.to, from + 10 * DAY)),
    };
    const answer = await simulator<{
      data: {
        viewer: {
          accounts: Array<{
            rows: Array<{ sum: { minutesViewed: number }; dimensions: { clientCountryName: string } }>;
          }>;
        };
      };
    }>('POST', '/client/v4/graphql', { query: document, variables });
    for (const row of answer.body.data.viewer.accounts[0].rows) {
      const name = row.dimensions.clientCountryName;
      expected.set(name, (expected.get(name) ?? 0) + row.sum.minutesViewed);
    }
  }
  assert.deepEqual(Object.fromEntries(countries.map((name, i) => [name, minutes[i]])), Object.fromEntries(expected));
  assert.match(String(frame.schema.meta.executedQueryString), /Asked 2 times|Asked 3 times/);
});

const instant = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Made metrics, totals, a comparison and a second dataset, each over two windows. */
const QUERIES: Array<Partial<SavedQuery>> = [
  country,
  { ...country, format: 'timeSeries', bucket: 'day', limit: 3, show: 'share', other: true, shift: 'week' },
  {
    refId: 'A',
    dataset: 'videoBufferEventsAdaptiveGroups',
    metrics: ['eventsPerPlay'],
    groupBy: ['deviceType'],
    format: 'table',
  },
  {
    refId: 'A',
    dataset: 'streamCMCDAdaptiveGroups',
    metrics: ['avg.bufferLength'],
    bucket: 'week',
    timezone: 'Asia/Kathmandu',
  },
  {
    refId: 'A',
    dataset: 'liveInputEventsAdaptiveGroups',
    metrics: ['avg.bitRate', 'uploadRatioPercent'],
    bucket: 'hour',
  },
];

/** Frames without what depends on the moment and on what is remembered; Grafana leaves out the severity of an information. */
const lasting = (frames: readonly FrameJson[] | undefined): unknown =>
  JSON.parse(
    JSON.stringify(frames, (key: string, value: unknown) =>
      key === 'settledUntil' || key === 'stats' || (key === 'severity' && value === 'info') ? undefined : value
    )
  );

test('the core in a browser, by the resource, gives the frames that the server gives', async () => {
  for (const each of QUERIES) {
    await bothHostsAgree(each);
  }
});

async function bothHostsAgree(asked: Partial<SavedQuery>): Promise<void> {
  const { body: settings } = await grafana<{ limits: Context['limits'] }>(
    'GET',
    `/api/datasources/uid/${UID}/resources/limits`
  );
  const context: Context = {
    now: Date.now(),
    range,
    intervalMs: HOUR,
    maxDataPoints: 1000,
    zone: zoneOffsets(asked.timezone ?? 'utc', { from: range.from - 100 * DAY, to: range.to + 31 * DAY }),
    limits: settings.limits,
    caller: 'panel',
    refId: 'A',
  };
  let step = begin(asked, context);
  while (step.result === undefined) {
    const { body } = await grafana<{ replies: Reply[] }>('POST', `/api/datasources/uid/${UID}/resources/asks`, {
      asks: step.asks,
    });
    step = advance(step.execution, body.replies);
  }
  const { body } = await query([asked]);
  assert.equal(body.results.A.error, step.result.error?.message);
  assert.deepEqual(lasting(body.results.A.frames), lasting(step.result.frames));
}

test("one query's failure leaves the others of the request alone, and a variable is named", async () => {
  const wrong = { refId: 'B', dataset: MINUTES, filters: [{ field: 'uid', operator: 'eq', values: ['$video'] }] };
  const { body } = await query([country, wrong]);
  assert.equal(body.results.A.error, undefined);
  assert.ok((body.results.A.frames?.length ?? 0) > 0);
  assert.match(body.results.B.error ?? '', /\$video/);
});

test('an expression works on the answer', async () => {
  const { body } = await query([
    { refId: 'A', dataset: MINUTES, format: 'timeSeries', bucket: 'day' },
    { refId: 'B', datasource: { uid: '__expr__', type: '__expr__' }, type: 'reduce', expression: 'A', reducer: 'sum' },
  ]);
  const [series, sum] = [body.results.A.frames?.[0], body.results.B.frames?.[0]];
  const total = (series?.data.values[1] as number[]).reduce((a, b) => a + b, 0);
  assert.equal(sum?.data.values[0][0], total);
});
