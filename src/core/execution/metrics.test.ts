import { advance, begin, type Column, type Context, type DatasetStep as Step, type Reply } from '..';
import { DAY, HOUR } from '../time/units';
import { panelContext } from '../../../tests/panelContext';

const NOW = Date.parse('2026-11-24T02:17:30Z');
const LIVE = 'liveInputEventsAdaptiveGroups';
const CMCD = 'streamCMCDAdaptiveGroups';

const started = (query: object, range = { from: NOW - 6 * HOUR, to: NOW }, more: Partial<Context> = {}): Step =>
  begin(query, panelContext(range, { now: NOW, maxDataPoints: 100, ...more })) as Step;
const answered = (step: Step, rows: number, columns: Column[]): Step =>
  advance(step.execution, [{ id: step.asks[0].id, table: { rows, columns } } as Reply]) as Step;
const number = (name: string, values: number[]): Column => ({ name, kind: 'number', values });
const text = (name: string, dictionary: string[]): Column => ({
  name,
  kind: 'text',
  dictionary,
  codes: dictionary.map((_, i) => i),
});

test('the bit rate follows the bucket by itself, in the document, the order and the frame', () => {
  const query = { dataset: LIVE, metrics: ['avg.bitRate'], bucket: 'fiveMinutes', groupBy: ['inputId'], names: false };
  const step = started(query);
  expect(step.asks[0].document).toContain('avg { bitRateFiveMinutes }');
  const { result } = answered(step, 1, [
    number('avg.bitRateFiveMinutes', [2.5e6]),
    text('dimensions.inputId', ['studio']),
    text('dimensions.datetimeFiveMinutes', ['2026-11-24T00:00:00Z']),
  ]);
  expect(result?.frames[0].schema.fields[1]).toMatchObject({
    name: 'avg.bitRate',
    labels: { inputId: 'studio' },
    config: { unit: 'bps' },
  });
  expect(result?.frames[0].data.values[1]).toContain(2.5e6);
  expect(result?.frames[0].data.values[1].filter((value) => value !== null)).toHaveLength(1);

  const byRate = started({ ...query, format: 'table', orderBy: [{ field: 'avg.bitRate' }] });
  expect(byRate.result?.error).toBeUndefined();
});

test('a bit rate without a bucket of its own is refused with those that it has, and so are series ranked by it', () => {
  const message = (query: object) =>
    started({ dataset: LIVE, metrics: ['avg.bitRate'], ...query }).result?.error?.message;
  expect(message({ format: 'table' })).toMatch(/exists by 1 minute, 5 minutes, 15 minutes, 1 hour alone/);
  expect(message({ bucket: 'day' })).toMatch(/cannot be combined from 1 hour to 1 day/);
  expect(message({ bucket: 'hour', groupBy: ['inputId'], limit: 3 })).toMatch(/3 series cannot be chosen/);
  expect(
    message({
      bucket: 'hour',
      groupBy: ['inputId'],
      limit: 3,
      metrics: ['avg.bitRate', 'count'],
      orderBy: [{ field: 'count' }],
    })
  ).toBeUndefined();
});

test('by itself the bucket of what cannot be summed stays one that the API has', () => {
  const bucket = (dataset: string, metric: string) =>
    /dimensions \{ (\w+)/.exec(
      started({ dataset, metrics: [metric] }, { from: NOW - 30 * DAY, to: NOW }).asks[0].document
    )?.[1];
  expect(bucket(LIVE, 'avg.gopDuration')).toBe('datetimeHour');
  expect(bucket(CMCD, 'uniq.viewers')).toBe('datetimeSixHours');
  expect(bucket('videoPlaybackEventsAdaptiveGroups', 'avg.sampleInterval')).toBe('date');
});

test('the largest and the smallest compose over buckets', () => {
  const step = started(
    { dataset: LIVE, metrics: ['max.gopDuration', 'min.gopDuration'], bucket: 'day' },
    { from: NOW - DAY, to: NOW }
  );
  const { result } = answered(step, 2, [
    number('max.gopDuration', [8000, 2100]),
    number('min.gopDuration', [1900, 2000]),
    text('dimensions.datetimeHour', ['2026-11-23T00:00:00Z', '2026-11-23T05:00:00Z']),
  ]);
  expect(result?.frames[0].data.values.slice(1).map(([first]) => first)).toEqual([8000, 1900]);
});

test('unique viewers are refused over several queries, with the way out', () => {
  const { result } = started(
    { dataset: CMCD, metrics: ['uniq.viewers'], format: 'table' },
    { from: NOW - 60 * DAY, to: NOW }
  );
  expect(result?.error).toMatchObject({
    class: 'user',
    message: expect.stringMatching(/Unique viewers.*31 days at most.*shorter range/),
  });
});

test('whole numbers are filtered, sorted and continued as numbers; one of several uint8 is asked for one by one', () => {
  const query = { dataset: CMCD, format: 'table', metrics: ['count'], groupBy: ['topBitrate'] };
  const filters = [
    { field: 'startup', operator: 'in', values: ['0', '1'] },
    { field: 'playbackRate', operator: 'notin', values: [0, 2] },
    { field: 'topBitrate', operator: 'in', values: ['900', '4500'] },
  ];
  const step = started({ ...query, filters }, undefined, { limits: { [CMCD]: { maxPageSize: 2 } } });
  expect(step.asks[0].variables.filter).toMatchObject({
    OR: [{ startup: 0 }, { startup: 1 }],
    AND: [{ playbackRate_neq: 0 }, { playbackRate_neq: 2 }],
    topBitrate_in: [900, 4500],
  });
  const next = answered(step, 2, [number('count', [5, 7]), number('dimensions.topBitrate', [900, 4500])]);
  expect(next.asks[0].variables.filter).toMatchObject({ topBitrate_gt: 4500 });
  const { result } = answered(next, 1, [number('count', [1]), number('dimensions.topBitrate', [12000])]);
  expect(result?.frames[0].data.values).toEqual([
    ['900', '4500', '12000'],
    [5, 7, 1],
  ]);
  const wrong = started({ ...query, filters: [{ field: 'topBitrate', operator: 'gt', values: ['fast'] }] });
  expect(wrong.result?.error?.message).toMatch(/"fast" is not a whole number/);
});

test('the time of the newest event is a number of ms, and composes', () => {
  const step = started({ dataset: CMCD, format: 'table', metrics: ['max.latestDatetime'] });
  const { result } = answered(step, 1, [text('max.latestDatetime', ['2026-11-24T02:00:01Z'])]);
  expect(result?.frames[0].data.values).toEqual([[Date.parse('2026-11-24T02:00:01Z')]]);
});
