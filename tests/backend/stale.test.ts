/**
 * The real backend process on a simulator in trouble: what panels and alert rules get of what is known. Needs the built backend
 * (`npm run build`).
 */
import { BINARY } from '../../scripts/binary.mjs';
import type { Fault } from '../../simulator/faults';
import { startSimulator, type Simulator } from '../../simulator/start';
import { startBackend, type Backend } from '../../workbench/backend';
import { HOUR, MINUTE } from '../../src/core';

/** Whichever minute begins while a test runs, what was about to change when it began is not settled when it ends. */
const SETTLE_SECONDS = 120;
/** What may still change is shown again for a tenth of its bucket. */
const HELD = MINUTE / 10 + 100;

let simulator: Simulator;
let backend: Backend;
let instance = 0;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 5, videos: 20 });
  backend = await startBackend({
    binary: BINARY,
    settings: () => ({
      uid: 'stale',
      name: 'Stale',
      url: simulator.url,
      jsonData: { accountId: '0123456789abcdef0123456789abcdef', freshness: 1, settleDelay: SETTLE_SECONDS },
      secureJsonData: { apiToken: `token-${instance}` },
      lastUpdatedMs: instance,
    }),
  });
});
afterAll(async () => {
  await backend?.stop();
  await simulator?.close();
});
beforeEach(() => {
  simulator.faults.clear();
  instance++; // Another data source and token: nothing is remembered, and no pause goes on.
});

const QUERY = {
  dataset: 'streamMinutesViewedAdaptiveGroups',
  bucket: 'minute',
  groupBy: ['clientCountryName'],
  metrics: ['sum.minutesViewed'],
};

interface Shown {
  readonly error?: string;
  readonly notices: readonly string[];
  readonly stats: Readonly<Record<string, number>>;
  /** Each value by series and time; null where nothing is known. */
  readonly points: ReadonlyMap<string, number | null>;
}

async function ask(json: unknown, from: number, to: number, headers?: Record<string, string>): Promise<Shown> {
  const query = { refId: 'A', from, to, intervalMs: MINUTE, maxDataPoints: 1000, json };
  const { error, frames } = (await backend.queryData([query], headers)).A;
  if (error !== undefined) {
    return { error, notices: [], stats: {}, points: new Map() };
  }
  const { schema, data } = JSON.parse(frames[0]);
  const [times, ...series]: Array<Array<number | null>> = data.values;
  const points = series.flatMap((values, i) => {
    const labels = JSON.stringify(schema.fields[i + 1].labels);
    return values.map((value, row): [string, number | null] => [`${labels} ${times[row]}`, value]);
  });
  return {
    notices: (schema.meta.notices ?? []).map(({ text }: { text: string }) => text),
    stats: Object.fromEntries(
      schema.meta.stats.map(({ displayName, value }: { displayName: string; value: number }) => [displayName, value])
    ),
    points: new Map(points),
  };
}

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const TROUBLE: ReadonlyArray<[string, Fault, RegExp]> = [
  [
    'that fails',
    { kind: 'status', status: 503, body: '{}' },
    /^Cloudflare could not be asked: .*503.*What is shown was known/,
  ],
  [
    'whose rate limit is used up',
    { kind: 'budget' },
    /^Cloudflare could not be asked: .*rate limit.*used up.*What is shown was known/,
  ],
  [
    'that breaks connections',
    { kind: 'reset' },
    /^Cloudflare could not be asked: .*cannot be reached.*What is shown was known/,
  ],
];

test.each(TROUBLE)(
  'an API %s: panels show what is known, alert rules say that they do not know',
  async (_, fault, words) => {
    const end = Date.now();
    const good = await ask(QUERY, end - 2 * HOUR, end);
    expect(good).toMatchObject({ notices: [], stats: { Asks: 1, 'Upstream queries': 1, 'Answered from memory': 0 } });

    simulator.faults.add([fault]);
    await after(HELD);
    const old = await ask(QUERY, end - 2 * HOUR, end);
    expect(old.notices).toEqual([expect.stringMatching(words)]);
    expect(old.stats['Age of what is shown']).toBeGreaterThan(1000);
    expect(old.stats['Answered from memory'] + old.stats['Upstream queries']).toBeGreaterThan(0);
    // Where nothing was shown since it might still come, 0 may be shown by now.
    const known = [...old.points].filter(([point, value]) => value !== null && good.points.get(point) !== null);
    expect(known.length).toBeGreaterThan(50);
    for (const [point, value] of known) {
      expect([point, value]).toEqual([point, good.points.get(point)]);
    }
    // Settled when it was asked.
    const settled = end - SETTLE_SECONDS * 1000 - MINUTE;
    expect((await ask(QUERY, end - 2 * HOUR, settled, { FromAlert: 'true' })).error).toBeUndefined();
    const later = { ...QUERY, groupBy: ['uid'] };
    expect((await ask(later, end - 2 * HOUR, end, { FromAlert: 'true' })).error).toBeDefined();
    expect((await ask(later, end - 2 * HOUR, end)).error).toBeDefined();
  }
);

test('a token that may not read any more shows nothing of what it could read before', async () => {
  const end = Date.now();
  expect((await ask(QUERY, end - 2 * HOUR, end)).error).toBeUndefined();
  simulator.faults.add([{ kind: 'permission' }]);
  await after(HELD);
  const { error } = await ask(QUERY, end - 2 * HOUR, end);
  expect(error).toMatch(/does not let this token read/);
});

test('once the API answers again, so does the data source, with what has come since', async () => {
  const end = Date.now();
  await ask(QUERY, end - 2 * HOUR, end);
  simulator.faults.add([{ kind: 'status', status: 503, body: '{}', times: 3 }]);
  await after(HELD);
  expect((await ask(QUERY, end - 2 * HOUR, end)).notices).toHaveLength(1);
  const again = await ask(QUERY, end - 2 * HOUR, end);
  expect(again).toMatchObject({ notices: [], stats: { 'Upstream queries': 1 } });
});
