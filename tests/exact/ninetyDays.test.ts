import { startSimulator } from '../../simulator/start';
import { viewings } from '../../simulator/viewings';
import { HOUR } from '../../src/core';
import { answer, run } from './answer';
import { panelContext } from '../panelContext';

/** The main job on real sizes: the documented limits, all of retention, tens of thousands of rows. */

const NOW = Date.parse('2026-11-24T02:17:30Z');
const SOURCE = { seed: 1, videos: 1000 };
const ACCOUNT = '0123456789abcdef0123456789abcdef';
const MINUTES = 'streamMinutesViewedAdaptiveGroups';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, ...SOURCE, account: ACCOUNT, now: () => NOW });
});
afterAll(() => simulator.close());

const context = panelContext({ from: NOW - 90 * 24 * HOUR, to: NOW }, { intervalMs: HOUR, maxDataPoints: 3000 });

test('90 days by country and hour equal the sums of the single viewings', async () => {
  const { result } = await run({ dataset: MINUTES, groupBy: ['clientCountryName'], bucket: 'hour' }, context, (ask) =>
    answer(simulator.url, ACCOUNT, ask)
  );
  const [{ schema, data }] = result.frames;
  const times = data.values[0] as number[];
  expect(result.stats.rows).toBeGreaterThan(40_000);
  expect(times).toHaveLength(90 * 24);
  const expected = new Map<string, number[]>();
  for (const { time, clientCountryName, minutesViewed } of viewings(SOURCE, { from: times[0], to: NOW })) {
    const sums = expected.get(clientCountryName) ?? times.map(() => 0);
    sums[Math.floor((time - times[0]) / HOUR)] += minutesViewed;
    expected.set(clientCountryName, sums);
  }
  const shown = new Map(
    schema.fields
      .slice(1)
      .map(({ labels }, i) => [
        labels?.clientCountryName ?? '',
        (data.values[i + 1] as Array<number | null>).map((value) => value ?? 0),
      ])
  );
  expect(shown.size).toBe(expected.size);
  for (const [country, sums] of expected) {
    expect(shown.get(country)).toEqual(sums);
  }
});

test('90 days by video and country equal the sums of the single viewings', async () => {
  const { result } = await run(
    { dataset: MINUTES, groupBy: ['uid', 'clientCountryName'], format: 'table', names: false },
    context,
    (ask) => answer(simulator.url, ACCOUNT, ask)
  );
  const [uids, countries, minutes] = result.frames[0].data.values;
  const from = NOW - 90 * 24 * HOUR + 60_000;
  const expected = new Map<string, number>();
  for (const { uid, clientCountryName, minutesViewed } of viewings(SOURCE, {
    from: Math.ceil(from / 60_000) * 60_000,
    to: NOW + 1,
  })) {
    const key = `${uid} ${clientCountryName}`;
    expected.set(key, (expected.get(key) ?? 0) + minutesViewed);
  }
  expect(result.stats.windows).toBeGreaterThanOrEqual(3);
  expect(minutes.length).toBeGreaterThan(20_000);
  expect(new Map(uids.map((uid, i) => [`${uid} ${countries[i]}`, minutes[i]]))).toEqual(expected);
});
