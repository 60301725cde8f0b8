import * as fc from 'fast-check';
import { liveInputEvents, type LiveInputEvent } from '../../simulator/liveInputEvents';
import { startSimulator } from '../../simulator/start';
import {
  type Ask,
  type Context,
  DAY,
  type FrameJson,
  type GraphqlAsk,
  HOUR,
  type Limits,
  type Window,
} from '../../src/core';
import { answer, run } from './answer';

/** Single events out of the simulator's answers, against the events that its data are made of. */

const NOW = Date.parse('2026-11-24T02:17:30Z');
const SOURCE = { seed: 5, videos: 3 };
const ACCOUNT = '0123456789abcdef0123456789abcdef';
const EVENTS = 'liveInputEventsAdaptive';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, ...SOURCE, account: ACCOUNT, now: () => NOW });
});
afterAll(() => simulator.close());

async function asked(query: object, range: Window, limits: Limits = {}, more: Partial<Context> = {}) {
  const context: Context = {
    now: NOW,
    range,
    intervalMs: HOUR,
    maxDataPoints: 1000,
    zone: [],
    limits: { [EVENTS]: limits },
    caller: 'panel',
    settings: { maxQueries: 1000 },
    refId: 'A',
    ...more,
  };
  return run({ dataset: EVENTS, names: false, ...query }, context, (ask: Ask) => answer(simulator.url, ACCOUNT, ask));
}

/** What a line tells of an event, the newest first, and those of one second in the order of their texts. */
function lines(window: Window, accept: (event: LiveInputEvent) => boolean = () => true): string[][] {
  return [...liveInputEvents(SOURCE, { from: window.from, to: Math.min(window.to, NOW + 1) })]
    .filter(accept)
    .map(({ time, inputId, eventCode, eventDescription, coloCode }) => [
      new Date(time).toISOString(),
      inputId,
      eventCode,
      eventDescription,
      coloCode,
    ])
    .sort(([time, ...rest], [otherTime, ...others]) =>
      time === otherTime
        ? Buffer.compare(Buffer.from(rest.join('\n')), Buffer.from(others.join('\n')))
        : time < otherTime
          ? 1
          : -1
    );
}

const rowsOf = ({ data: { values } }: FrameJson): string[][] =>
  values[0].map((time, row) => [
    new Date(time as number).toISOString(),
    ...values.slice(1).map((column) => String(column[row])),
  ]);

const table = { format: 'table' };

test('rows are the events of the range, newest first, over whatever pages and windows they come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 20 * DAY }),
      fc.integer({ min: 1, max: 3 * HOUR }),
      fc.constantFrom(2, 7, 10_000),
      fc.constantFrom(600, 3601, 31 * 86_400),
      fc.constantFrom(1, 10, 1000),
      async (before, length, maxPageSize, maxDuration, limit) => {
        const range = { from: NOW - before - length, to: NOW - before };
        const size = Math.min(limit, maxPageSize === 2 ? 50 : 1000);
        const { result, asked: asks } = await asked({ ...table, limit: size }, range, { maxPageSize, maxDuration });
        expect(result.error).toBeUndefined();
        const expected = lines(range);
        expect(rowsOf(result.frames[0])).toEqual(expected.slice(0, size));
        expect(result.notices.length).toBe(expected.length >= size ? 1 : 0);
        expect(asks.every((ask) => ask.limit <= maxPageSize)).toBe(true);
      }
    ),
    { numRuns: 40 }
  );
});

test('log lines say what happened, how bad it is, and where', async () => {
  const range = { from: NOW - 2 * DAY, to: NOW };
  const filters = [{ field: 'eventCode', operator: 'in', values: ['live_input.errored', 'live_input.connected'] }];
  const { result } = await asked({ filters }, range, { maxPageSize: 40 });
  const [frame] = result.frames;
  expect(frame.schema.meta).toMatchObject({
    type: 'log-lines',
    typeVersion: [0, 0],
    preferredVisualisationType: 'logs',
  });
  const expected = lines(range, ({ eventCode }) => filters[0].values.includes(eventCode));
  expect(expected.length).toBeGreaterThan(40);
  expect(frame.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'timestamp time',
    'body string',
    'severity string',
    'labels other',
  ]);
  expect(frame.data.values).toEqual([
    expected.map(([time]) => Date.parse(time)),
    expected.map(([, , code, description]) => `${code}: ${description}`),
    expected.map(([, , code]) => (code === 'live_input.errored' ? 'error' : 'info')),
    expected.map(([, inputId, eventCode, , coloCode]) => ({ coloCode, eventCode, inputId })),
  ]);
});

test('older windows are asked for only while newer ones hold too few', async () => {
  const range = { from: NOW - 10 * DAY, to: NOW };
  const windowsOf = async (limit: number) =>
    (await asked({ ...table, limit }, range, { maxDuration: DAY / 1000 })).asked.map(
      (ask) => (ask as GraphqlAsk).window.from
    );
  expect(await windowsOf(5)).toHaveLength(1);
  const some = await windowsOf(9000);
  expect(some.length).toBeGreaterThan(1);
  expect(some.length).toBeLessThan(11);
  expect(some).toEqual([...some].sort((a, b) => b - a));
});

test('what is older than the API keeps is left out, with a notice; nothing is asked of the future', async () => {
  const old = await asked(table, { from: NOW - 100 * DAY, to: NOW - 89 * DAY });
  expect(old.result.notices.map(({ text }) => text).join()).toMatch(/keeps 90 days/);
  expect(rowsOf(old.result.frames[0]).length).toBeGreaterThan(0);
  const future = await asked(table, { from: NOW + DAY, to: NOW + 2 * DAY });
  expect(future.asked).toEqual([]);
  expect(future.result.notices[0].text).toMatch(/future/);
});
