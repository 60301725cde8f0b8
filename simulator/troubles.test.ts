import { ask } from './ask';
import { archiveOf } from './archive';
import { liveInputEvents, type Segments } from './liveInputEvents';
import { startSimulator, type Simulator } from './start';
import type { Trouble } from './troubles';
import { viewings } from './viewings';

const NOW = Date.parse('2026-11-24T02:30:00Z');
const HOUR = 3_600_000;
const ACCOUNT = '0123456789abcdef0123456789abcdef';
const DAY = { from: Date.parse('2026-11-23T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') };
const SPAN = { from: DAY.from + 6 * HOUR, to: DAY.from + 10 * HOUR };

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ videos: 10, now: () => NOW });
});
afterEach(() => simulator.troubles.clear());
afterAll(() => simulator.close());

type Answer = Record<string, Record<string, number> & { dimensions?: { inputId: string } }>;

/** Rows of the day. */
async function rows(node: string, selection: string): Promise<Answer[]> {
  const { body } = await ask(
    simulator,
    `{ viewer { accounts(filter: { accountTag: "${ACCOUNT}" }) {
      rows: ${node}(filter: { datetime_geq: "2026-11-23T00:00:00Z", datetime_lt: "2026-11-24T00:00:00Z" }, limit: 100) { ${selection} }
    } } }`
  );
  return (body as { data: { viewer: { accounts: Array<{ rows: Answer[] }> } } }).data.viewer.accounts[0].rows;
}

const order = async (...troubles: Array<Partial<Trouble>>): Promise<number> =>
  (await fetch(`${simulator.url}/troubles`, { method: 'POST', body: JSON.stringify(troubles) })).status;

const get = async (path: string): Promise<Record<string, unknown>> => {
  const response = await fetch(`${simulator.url}/client/v4/accounts/${ACCOUNT}/stream/${path}`, {
    headers: { authorization: 'Bearer any' },
  });
  return (await response.json()).result;
};

it('a larger audience watches so many times the minutes, in its span alone', async () => {
  expect(await order({ kind: 'audience', value: 30, ...SPAN })).toBe(204);
  const expected = [...viewings(simulator.source, DAY)].reduce(
    (sum, { time, minutesViewed }) => sum + minutesViewed * (time >= SPAN.from && time < SPAN.to ? 30 : 1),
    0
  );
  const [{ sum }] = await rows('streamMinutesViewedAdaptiveGroups', 'sum { minutesViewed }');
  expect(sum.minutesViewed).toBe(expected);
});

it('a live input that is struck has other segments, or none, and the others theirs', async () => {
  const [struck] = archiveOf(simulator.source).catalogue.inputs;
  const mean = (of: (segments: Segments) => number, change: (value: number) => number): Map<string, number> => {
    const sums = new Map<string, [number, number]>();
    for (const { inputId, segments, time } of liveInputEvents(simulator.source, DAY)) {
      if (segments) {
        const is = inputId === struck && time >= SPAN.from && time < SPAN.to;
        const [sum, count] = sums.get(inputId) ?? [0, 0];
        sums.set(inputId, [sum + segments.count * (is ? change(of(segments)) : of(segments)), count + segments.count]);
      }
    }
    return new Map([...sums].map(([id, [sum, count]]) => [id, sum / count]));
  };
  for (const [kind, value, field, expected] of [
    [
      'keyframes',
      12_000,
      'gopDuration',
      mean(
        ({ gopDuration }) => gopDuration,
        () => 12_000
      ),
    ],
    [
      'upload',
      0.9375,
      'uploadDurationRatio',
      mean(
        ({ uploadDurationRatio }) => uploadDurationRatio,
        () => 0.9375
      ),
    ],
    [
      'bitRate',
      0.5,
      'gopByteSize',
      mean(
        ({ gopByteSize }) => gopByteSize,
        (bytes) => Math.round(bytes / 2)
      ),
    ],
  ] as const) {
    simulator.troubles.clear();
    await order({ kind, value, input: struck, ...SPAN });
    const found = await rows('liveInputEventsAdaptiveGroups', `avg { ${field} } dimensions { inputId }`);
    expect(found.length).toBeGreaterThan(1);
    for (const { avg, dimensions } of found) {
      expect(avg[field]).toBeCloseTo(expected.get(String(dimensions?.inputId)) ?? NaN, 6);
    }
  }
});

it('a live input that is disconnected sends nothing and says so', async () => {
  const [struck] = archiveOf(simulator.source).catalogue.inputs;
  expect(await get(`live_inputs/${struck}`)).toMatchObject({ status: 'connected' });
  await order({ kind: 'disconnected', input: struck, from: SPAN.from });
  const left = [...liveInputEvents(simulator.source, DAY)]
    .filter(({ inputId, time }) => inputId === struck && time < SPAN.from)
    .reduce((sum, { segments }) => sum + (segments?.count ?? 0), 0);
  const found = await rows('liveInputEventsAdaptiveGroups', 'count dimensions { inputId }');
  expect(found.find(({ dimensions }) => String(dimensions?.inputId) === struck)?.count).toBe(left);
  expect(left).toBeGreaterThan(0);
  expect(await get(`live_inputs/${struck}`)).toMatchObject({ status: 'client_disconnect' });
});

it('less storage is allowed, as long as the trouble lasts', async () => {
  await order({ kind: 'storage', value: 700, from: NOW - 1 });
  expect(await get('storage-usage')).toMatchObject({ totalStorageMinutesLimit: 700 });
  expect((await fetch(`${simulator.url}/troubles`, { method: 'DELETE' })).status).toBe(204);
  expect(await get('storage-usage')).toMatchObject({ totalStorageMinutesLimit: 100_000 });
});
