import { ask } from './ask';
import type { Given } from './options';
import { startSimulator, type Simulator } from './start';
import { viewings } from './viewings';

const NOW = Date.parse('2026-11-24T02:30:00Z');
const ACCOUNT = 'a32b';
const SOURCE = { seed: 5, videos: 30 };
const WEEK = { from: NOW - 7 * 86_400_000, to: NOW };

const simulators: Simulator[] = [];
afterAll(() => Promise.all(simulators.map((simulator) => simulator.close())));

async function start(options: Given): Promise<Simulator> {
  const simulator = await startSimulator({ ...SOURCE, account: ACCOUNT, now: () => NOW, ...options });
  simulators.push(simulator);
  return simulator;
}

async function rows<T>(simulator: Simulator, node: string, selection: string, window = WEEK): Promise<T[]> {
  const filter = `datetime_geq: "${new Date(window.from).toISOString()}", datetime_lt: "${new Date(window.to).toISOString()}"`;
  const { body } = await ask(
    simulator,
    `{ viewer { accounts(filter: { accountTag: "${ACCOUNT}" }) {
      rows: ${node}(filter: { ${filter} }, limit: 10000) { ${selection} }
    } } }`
  );
  return (body as { data: { viewer: { accounts: Array<{ rows: T[] }> } } }).data.viewer.accounts[0].rows;
}

describe('sampling', () => {
  const PLAYBACK = 'videoPlaybackEventsAdaptiveGroups';
  const played = [...viewings(SOURCE, WEEK)].flatMap(({ playback }) => playback ?? []);
  const minutes = played.reduce((sum, { timeViewedMinutes }) => sum + timeViewedMinutes, 0);
  const SELECTION = `count sum { timeViewedMinutes } avg { sampleInterval }
    confidence(level: 0.95) { sum { timeViewedMinutes { estimate lower upper sampleSize } } }`;
  interface Row {
    readonly sum: { readonly timeViewedMinutes: number };
    readonly avg: { readonly sampleInterval: number };
    readonly confidence: { readonly sum: { readonly timeViewedMinutes: Readonly<Record<string, number>> } };
  }

  it('gives other numbers each time, near the right one, and says by how much they are scaled', async () => {
    const simulator = await start({ sampledBeyond: 1000 });
    const [[first], [second]] = [
      await rows<Row>(simulator, PLAYBACK, SELECTION),
      await rows<Row>(simulator, PLAYBACK, SELECTION),
    ];
    expect(first.sum).not.toEqual(second.sum);
    for (const { sum, avg, confidence } of [first, second]) {
      expect(avg).toEqual({ sampleInterval: 10 });
      expect(sum.timeViewedMinutes % 10).toBe(0);
      expect(Math.abs(sum.timeViewedMinutes / minutes - 1)).toBeLessThan(0.25);
      const { estimate, lower, upper, sampleSize } = confidence.sum.timeViewedMinutes;
      expect(estimate).toBe(sum.timeViewedMinutes);
      expect(Math.abs((sampleSize * 10) / played.length - 1)).toBeLessThan(0.25);
      expect(upper - lower).toBeGreaterThan(0.05 * estimate);
    }
    const again = await start({ sampledBeyond: 1000 });
    expect(await rows<Row>(again, PLAYBACK, SELECTION)).toEqual([first]);
  });

  it('leaves light queries whole, and takes one in a hundred for the heaviest', async () => {
    const simulator = await start({ sampledBeyond: 1000 });
    const day = { from: NOW - 3_600_000, to: NOW };
    const interval = async (dimensions: string, window = WEEK) =>
      (await rows<Row>(simulator, PLAYBACK, `avg { sampleInterval } ${dimensions}`, window))[0].avg.sampleInterval;
    expect(await interval('', day)).toBe(1);
    expect(await interval('dimensions { uid clientCountryName deviceOs deviceType }')).toBe(100);
  });

  it('thins single events', async () => {
    const [whole, sampled] = [await start({}), await start({ sampledBeyond: 10_000 })];
    const count = async (simulator: Simulator) =>
      (await rows(simulator, 'liveInputEventsAdaptive', 'datetime inputId', { from: NOW - 172_800_000, to: NOW }))
        .length;
    expect(await count(sampled)).toBe(await count(whole));
    const all = await rows(whole, 'liveInputEventsAdaptive', 'datetime');
    const some = await rows(sampled, 'liveInputEventsAdaptive', 'datetime');
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(all.length / 4);
  });
});

it('late data become known when their delay is over', async () => {
  let now = NOW;
  const simulator = await start({ delaySeconds: 400, now: () => now });
  const window = { from: NOW - 3_600_000, to: NOW };
  const count = async () =>
    (await rows<{ count: number }>(simulator, 'streamMinutesViewedAdaptiveGroups', 'count', window))[0].count;
  const began = (to: number) => [...viewings(SOURCE, { from: window.from, to })].length;
  expect(await count()).toBe(began(NOW - 400_000 + 1));
  now += 400_000;
  expect(await count()).toBe(began(NOW));
  expect(began(NOW)).toBeGreaterThan(began(NOW - 400_000 + 1));
});

it('the account-based limit is the account’s, whoever asks', async () => {
  let now = NOW;
  const simulator = await start({ budget: 2, now: () => now });
  const asked = (token: string, type?: string) =>
    ask(simulator, '{ cost }', {}, { authorization: `Bearer ${token}`, ...(type && { 'X-Rate-Limit-Type': type }) });
  expect((await asked('one', 'account-based')).status).toBe(200);
  expect((await asked('two', 'account-based')).status).toBe(200);
  expect(await asked('three', 'account-based')).toEqual({
    status: 429,
    body: {
      data: null,
      errors: [
        {
          extensions: { code: 'budget', timestamp: '2026-11-24T02:30:00.000Z' },
          message: expect.stringMatching(
            /^Account a32b has exceeded its rate limit\. Please try again after 5 minutes\. Refer to /
          ),
          path: null,
        },
      ],
    },
  });
  expect((await asked('three')).status).toBe(200);
  now += 300_000;
  expect((await asked('three', 'account-based')).status).toBe(200);
});

it.each([
  [100, 99, 'cannot request data older than 7776000s'],
  [40, 1, "query time range is too large for account a32b. Time range can't be wider than 2678400s, but it's 3369600s"],
])('a range from %d to %d days ago meets the older wording', async (from, to, message) => {
  const ago = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
  const answer = await ask(
    await start({ rangeWording: 'older' }),
    `{ viewer { accounts(filter: { accountTag: "${ACCOUNT}" }) {
      videoPlaybackEventsAdaptiveGroups(filter: { datetime_geq: "${ago(from)}", datetime_lt: "${ago(to)}" }, limit: 1) { count }
    } } }`
  );
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ message, extensions: { code: 'quota' } }] } });
});
