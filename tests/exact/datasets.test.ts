import { liveInputEvents } from '../../simulator/liveInputEvents';
import { bufferEvents, qualityEvents } from '../../simulator/playerEvents';
import { reports } from '../../simulator/reports';
import { startSimulator } from '../../simulator/start';
import { type Ask, DAY, type FrameJson, HOUR, type Limits } from '../../src/core';
import { answer, run } from './answer';
import { panelContext } from '../panelContext';

/** Numbers of the datasets that exact.test.ts does not try, against their single events, over small pages and short windows. */

const NOW = Date.parse('2026-11-24T02:17:30Z');
const SOURCE = { seed: 5, videos: 20 };
const ACCOUNT = '0123456789abcdef0123456789abcdef';
const range = { from: NOW - (NOW % HOUR) - 3 * DAY, to: NOW - (NOW % HOUR) - HOUR };

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, ...SOURCE, account: ACCOUNT, now: () => NOW });
});
afterAll(() => simulator.close());

async function asked(query: { dataset: string } & Record<string, unknown>, limits: Limits = {}): Promise<FrameJson> {
  const context = panelContext(range, {
    now: NOW,
    intervalMs: HOUR,
    maxDataPoints: 1000,
    limits: { [query.dataset]: limits },
  });
  const { result } = await run({ names: false, ...query }, context, (ask: Ask) => answer(simulator.url, ACCOUNT, ask));
  expect(result.error).toBeUndefined();
  return result.frames[0];
}

/** Rows by their dimensions, the numbers behind them. */
const rowsOf = ({ data: { values } }: FrameJson, dimensions: number): Map<string, unknown[]> =>
  new Map(
    values[0].map((_, row) => [
      values
        .slice(0, dimensions)
        .map((column) => String(column[row]))
        .join(' '),
      values.slice(dimensions).map((column) => column[row]),
    ])
  );

function grouped<T>(events: Iterable<T>, keyOf: (event: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const event of events) {
    groups.set(keyOf(event), [...(groups.get(keyOf(event)) ?? []), event]);
  }
  return groups;
}

const measured = <T>(groups: Map<string, T[]>, ...measures: Array<(events: T[]) => unknown>): Map<string, unknown[]> =>
  new Map([...groups].map(([key, events]) => [key, measures.map((measure) => measure(events))]));

/** Pages of seven rows, windows of a day. */
const SMALL = { maxPageSize: 7, maxDuration: DAY / 1000 };

test('buffering and quality changes are counted, a number as dimension sorts and continues as a number', async () => {
  const buffering = await asked(
    { dataset: 'videoBufferEventsAdaptiveGroups', format: 'table', groupBy: ['deviceType'] },
    SMALL
  );
  expect(rowsOf(buffering, 1)).toEqual(
    measured(
      grouped(bufferEvents(SOURCE, range), ({ deviceType }) => deviceType),
      ({ length }) => length
    )
  );

  const byQuality = {
    dataset: 'videoQualityEventsAdaptiveGroups',
    format: 'table',
    groupBy: ['qualityResolution', 'deviceOs'],
  };
  const quality = await asked(byQuality, SMALL);
  const changes = grouped(
    qualityEvents(SOURCE, range),
    ({ qualityResolution, deviceOs }) => `${qualityResolution} ${deviceOs}`
  );
  expect(rowsOf(quality, 2)).toEqual(measured(changes, ({ length }) => length));
  const resolutions = quality.data.values[0].map(Number);
  expect(resolutions).toEqual([...resolutions].sort((a, b) => a - b));
  expect(changes.size).toBeGreaterThan(7);
});

test('live inputs: segments add up, the largest and smallest compose over days, the bit rate is that of its bucket', async () => {
  const dataset = 'liveInputEventsAdaptiveGroups';
  const segments = [...liveInputEvents(SOURCE, range)];
  const withSegments = segments.filter((event) => event.segments);
  const { eventCode } = withSegments[0];
  const durations = (events: typeof segments) => events.flatMap(({ segments: of }) => of?.gopDuration ?? []);
  const totals = await asked(
    {
      dataset,
      format: 'table',
      groupBy: ['inputId'],
      metrics: ['count', 'max.gopDuration', 'min.gopDuration'],
      filters: [{ field: 'eventCode', operator: 'eq', values: [eventCode] }],
    },
    SMALL
  );
  expect(rowsOf(totals, 1)).toEqual(
    measured(
      grouped(
        withSegments.filter((event) => event.eventCode === eventCode),
        ({ inputId }) => inputId
      ),
      (events) => events.reduce((sum, event) => sum + (event.segments?.count ?? 0), 0),
      (events) => Math.max(...durations(events)),
      (events) => Math.min(...durations(events))
    )
  );

  const rates = await asked({ dataset, metrics: ['avg.bitRate'], bucket: 'hour', gaps: 'null' });
  const [times, values] = rates.data.values as [number[], Array<number | null>];
  const bits = (from: number) =>
    withSegments
      .filter(({ time }) => time >= from && time < from + HOUR)
      .reduce((sum, { segments: of }) => sum + (of ? of.count * of.gopByteSize * 8 : 0), 0);
  expect(values.filter((value) => value !== null).length).toBeGreaterThan(10);
  times.forEach((from, i) => {
    if (values[i] !== null) {
      expect(values[i]).toBeCloseTo(bits(from) / 3600, 3);
    }
  });
});

test('quality of experience: viewers are counted once, time adds up over windows, sessions are many', async () => {
  const dataset = 'streamCMCDAdaptiveGroups';
  const all = [...reports(SOURCE, range)];
  const viewers = await asked({
    dataset,
    format: 'table',
    groupBy: ['country'],
    metrics: ['uniq.viewers', 'sum.millisecondsViewed'],
  });
  expect(rowsOf(viewers, 1)).toEqual(
    measured(
      grouped(all, ({ country }) => country),
      (events) => new Set(events.map(({ viewer }) => viewer)).size,
      (events) => events.reduce((sum, { millisecondsViewed }) => sum + millisecondsViewed, 0)
    )
  );

  const rates = await asked(
    {
      dataset,
      format: 'table',
      groupBy: ['topBitrate', 'startup'],
      metrics: ['count'],
      filters: [{ field: 'playbackRate', operator: 'in', values: ['1', '2'] }],
    },
    SMALL
  );
  const watched = grouped(
    all.filter(({ playbackRate }) => playbackRate === 1 || playbackRate === 2),
    ({ topBitrate, startup }) => `${topBitrate} ${startup}`
  );
  expect(rowsOf(rates, 2)).toEqual(measured(watched, ({ length }) => length));

  const newest = await asked(
    { dataset, format: 'table', metrics: ['max.latestDatetime'] },
    { maxDuration: DAY / 1000 }
  );
  expect(newest.data.values).toEqual([[Math.max(...all.map(({ time }) => time))]]);
});
