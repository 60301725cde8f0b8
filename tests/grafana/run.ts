/**
 * The plugin on a real Grafana server, over its HTTP API: run by `npm run test:grafana`, no part of `npm test`.
 * It needs a Grafana with the plugin and this repository's provisioning, whose data source asks a simulator;
 * grafana.ts says how to name the two. docker-compose.yaml starts such a pair.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { advance, begin, type Context, type FrameJson, type Reply } from '../../src/core';
import type { SavedQuery } from '../../src/host/savedQuery';
import { zoneOffsets } from '../../src/host/zone';
import { eventually, grafana, simulator, SIMULATOR_URL } from './grafana';

const UID = 'cloudflare-stream';
const DATASOURCE = { uid: UID, type: 'community-cloudflarestream-datasource' };
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface QueryAnswer {
  readonly results: Record<string, { readonly status: number; readonly error?: string; readonly frames?: FrameJson[] }>;
}

/** A range that is settled, so that asking twice gives the same. */
const to = Math.floor((Date.now() - HOUR) / HOUR) * HOUR;
const range = { from: to - 40 * DAY, to };

const query = (queries: object[], { from, to: end }: { from: number | string; to: number | string } = range) =>
  grafana<QueryAnswer>('POST', '/api/ds/query', {
    from: String(from),
    to: String(end),
    queries: queries.map((each) => ({ datasource: DATASOURCE, intervalMs: HOUR, maxDataPoints: 1000, ...each })),
  });

const country: Partial<SavedQuery> = { refId: 'A', dataset: MINUTES, format: 'table', groupBy: ['clientCountryName'] };

test('the provisioned data source is healthy and says what it found', async () => {
  const { status, body } = await grafana<{ status: string; message: string }>(
    'GET',
    `/api/datasources/uid/${UID}/health`
  );
  assert.equal(status, 200);
  assert.equal(body.status, 'OK');
  assert.match(body.message, /90 days of history, 31 days and 10000 rows a query/);
});

test('every panel of the provisioned dashboard has data', async () => {
  const { body } = await grafana<{ dashboard: { panels: Array<{ title: string; targets: object[] }> } }>(
    'GET',
    '/api/dashboards/uid/cloudflare-stream-overview'
  );
  assert.ok(body.dashboard.panels.length >= 5);
  for (const { title, targets } of body.dashboard.panels) {
    const answer = await query(targets, { from: 'now-7d', to: 'now' });
    const { A } = answer.body.results;
    assert.equal(A.error, undefined, title);
    assert.ok((A.frames?.[0].data.values[0].length ?? 0) > 0, `${title} is empty`);
  }
});

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

async function accountOf(): Promise<string> {
  const { body } = await grafana<{ jsonData: { accountId: string } }>('GET', `/api/datasources/uid/${UID}`);
  return body.jsonData.accountId;
}

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

/** Frames without what depends on the moment; Grafana leaves out the severity of an information. */
const lasting = (frames: readonly FrameJson[] | undefined): unknown =>
  JSON.parse(
    JSON.stringify(frames, (key: string, value: unknown) =>
      key === 'settledUntil' || (key === 'severity' && value === 'info') ? undefined : value
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

test('the provisioned alert rule fires when nobody watches any more, and resolves when they are back', async () => {
  const state = async (wanted: string) => {
    const { body } = await grafana<{
      data: { groups: Array<{ rules: Array<{ name: string; state: string; health: string; lastError?: string }> }> };
    }>('GET', '/api/prometheus/grafana/api/v1/rules');
    const rule = body.data.groups.flatMap(({ rules }) => rules).find(({ name }) => name === 'Viewing stopped');
    assert.notEqual(rule?.health, 'error', rule?.lastError);
    return rule?.state === wanted && rule.health === 'ok' ? rule : undefined;
  };
  await simulator('DELETE', '/quiet');
  await eventually('the rule is evaluated and inactive', 150, () => state('inactive'));
  try {
    const quiet = await simulator('POST', '/quiet', { from: Date.now() - 3 * HOUR, to: Date.now() + 3 * HOUR });
    assert.ok(quiet.status < 300, `${SIMULATOR_URL} is no simulator`);
    await eventually('the rule fires', 150, () => state('firing'));
  } finally {
    await simulator('DELETE', '/quiet');
  }
  await eventually('the rule resolves', 150, () => state('inactive'));
});
