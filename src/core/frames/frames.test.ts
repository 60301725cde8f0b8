import { DATASETS } from '../catalogue/catalogue';
import { dimensionsBy, metricOf, type Metric } from '../catalogue/dataset';
import type { Answer } from '../execution/answer';
import type { Plan } from '../execution/plan';
import { defaultQuery } from '../query/withDataset';
import type { StreamQuery } from '../query/query';
import type { FrameJson } from '../seam';
import { slots, type Slots } from '../time/slots';
import { seriesFrames } from './series';
import { tableFrame } from './table';
import { HOUR } from '../time/units';

const dataset = DATASETS.streamMinutesViewedAdaptiveGroups;
const metrics = ['sum.minutesViewed', 'count'].map((name) => metricOf(dataset, name) as Metric);
const hours = slots('hour', dataset, { from: 0, to: 2 * HOUR }, []) as Slots;

/** Two videos in two hours: a in Germany, b nowhere; of b's second hour nothing is known. */
const groups = {
  size: 2,
  width: 2,
  dimensions: [
    { numeric: false, dictionary: ['a', 'b'], codes: Uint32Array.of(0, 1) },
    { numeric: false, dictionary: ['DE', ''], codes: Uint32Array.of(0, 1) },
  ],
};
const now = { metric: metrics[0], when: 'now' as const, values: Float64Array.of(1, 2, 3, NaN) };
const before = { ...now, when: 'before' as const, values: Float64Array.of(0, 0, NaN, NaN) };
const answer: Answer = { groups, shown: [now], order: [1, 0], notes: {}, of: 2 };

function planOf(keys: Partial<StreamQuery>): Plan & { slots: Slots } {
  const query = { ...defaultQuery, orderBy: [], groupBy: ['uid', 'clientCountryName'], ...keys };
  const dimensions = dimensionsBy(dataset, query.groupBy);
  return { query, dataset, dimensions, metrics: [metrics[0]], slots: hours } as unknown as Plan & { slots: Slots };
}

/** A frame as text: its type, each field with its labels, and the values below. */
const inText = ({ schema, data }: FrameJson): string[] => [
  String(schema.meta.type ?? schema.meta.preferredVisualisationType),
  ...schema.fields.map(
    ({ name, config, labels }, i) =>
      `${name} "${config?.displayNameFromDS ?? ''}" ${JSON.stringify(labels ?? null)} ${JSON.stringify(data.values[i])}`
  ),
];

test('series share their times, each with its labels in the order of their names', () => {
  const [frame, ...more] = seriesFrames(planOf({}), answer, { refId: 'A' });
  expect(more).toEqual([]);
  expect(frame.schema.refId).toBe('A');
  expect(frame.data.values[1]).toEqual([3, null]);
  expect(inText(frame)).toEqual([
    'timeseries-wide',
    'time "" null [0,3600000]',
    'sum.minutesViewed "b, (no country)" {"clientCountryName":"","uid":"b"} [3,null]',
    'sum.minutesViewed "a, DE" {"clientCountryName":"DE","uid":"a"} [1,2]',
  ]);
});

test('without gaps each series has a frame of the times that it knows', () => {
  expect(seriesFrames(planOf({ gaps: 'none' }), answer, { refId: 'A' }).map(inText)).toEqual([
    [
      'timeseries-multi',
      'time "" null [0]',
      'sum.minutesViewed "b, (no country)" {"clientCountryName":"","uid":"b"} [3]',
    ],
    [
      'timeseries-multi',
      'time "" null [0,3600000]',
      'sum.minutesViewed "a, DE" {"clientCountryName":"DE","uid":"a"} [1,2]',
    ],
  ]);
});

test('a series of the earlier period has a label for it, and no other has', () => {
  const shifted = { ...answer, shown: [now, before], order: [0] };
  const [, , first, second] = inText(
    seriesFrames(planOf({ shift: 'day', groupBy: ['uid'] }), shifted, { refId: 'A' })[0]
  );
  expect(first).toMatch(/"a, DE" \{"uid":"a"\} \[1,2\]/);
  expect(second).toMatch(/"a, DE \(1 day before\)" \{"period":"1 day before","uid":"a"\} \[0,0\]/);
});

test('a chart of nothing still has its columns', () => {
  const empty = ['timeseries-wide', 'time "" null []', 'sum.minutesViewed "Minutes viewed" null []'];
  expect(seriesFrames(planOf({}), { ...answer, order: [] }, { refId: 'A' }).map(inText)).toEqual([empty]);
  const none = { ...planOf({ gaps: 'none' }), slots: { ...hours, starts: [] } };
  expect(seriesFrames(none, answer, { refId: 'A' }).map(inText)).toEqual([empty]);
});

const rows: Answer = {
  ...answer,
  groups: { ...groups, width: 1 },
  shown: [{ ...now, values: Float64Array.of(1, NaN) }],
};

test('a table has a row a group, its texts first', () => {
  const frame = tableFrame(planOf({ format: 'table' }), rows, { refId: 'A' });
  expect(inText(frame)).toEqual([
    'numeric-long',
    'uid "Video" null ["b","a"]',
    'clientCountryName "Country" null ["","DE"]',
    'sum.minutesViewed "Minutes viewed" null [null,1]',
  ]);
  expect(frame.schema.fields[1].config?.description).toMatch(/Country of the viewer/);
  expect(frame.schema.fields[2].config).toMatchObject({ unit: 'short', description: expect.stringMatching(/Minutes/) });
});

test('a total is one row of numbers, beside those of the period before', () => {
  const total: Answer = {
    ...rows,
    groups: { size: 1, width: 1, dimensions: [] },
    shown: [
      { ...now, values: Float64Array.of(5) },
      { ...before, values: Float64Array.of(4) },
    ],
    order: [0],
  };
  const plan = { ...planOf({ format: 'table', groupBy: [], shift: 'week', show: 'share' }), slots: undefined };
  expect(inText(tableFrame(plan, total, { refId: 'A' }))).toEqual([
    'numeric-wide',
    'sum.minutesViewed "Share of minutes viewed" null [5]',
    'before.sum.minutesViewed "Share of minutes viewed (7 days before)" null [4]',
  ]);
});

test('a table by bucket is a long series as long as its rows are in the order of time', () => {
  const timed: Answer = { ...rows, times: Float64Array.of(0, HOUR) };
  const table = (keys: Partial<StreamQuery>) =>
    inText(tableFrame(planOf({ format: 'table', ...keys }), timed, { refId: 'A' }));
  expect(table({}).slice(0, 2)).toEqual(['timeseries-long', 'time "" null [3600000,0]']);
  expect(table({ orderBy: [{ field: 'uid', direction: 'asc' }] })[0]).toBe('table');
  expect(table({})).toHaveLength(5);
});
