import * as fc from 'fast-check';
import { archiveOf } from '../../simulator/archive';
import { INPUTS } from '../../simulator/inputs';
import { library } from '../../simulator/library';
import { startSimulator, type Simulator } from '../../simulator/start';
import { type Ask, type Context, type FieldJson, type FrameJson, HOUR, type Reply, type Result } from '../../src/core';
import { answer, run } from './answer';
import { panelContext } from '../panelContext';

/** Names beside IDs, against the simulator's library; some of its videos have none, and some that were watched are deleted. */

const NOW = Date.parse('2026-11-24T19:30:00Z');
const ACCOUNT = '0123456789abcdef0123456789abcdef';
const SOURCE = { seed: 4, videos: 120 };
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const { catalogue } = archiveOf(SOURCE);
const VIDEOS = new Map(library(SOURCE, NOW).map(({ uid, name = '' }) => [uid, name]));
const LIVE_INPUTS = new Map(catalogue.inputs.map((uid, input) => [uid, INPUTS[input].name]));

const called = (uid: string): string => (VIDEOS.get(uid)?.trim() ? String(VIDEOS.get(uid)) : uid);

let simulator: Simulator;
let closed: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ ...SOURCE, account: ACCOUNT, now: () => NOW });
  closed = await startSimulator({ ...SOURCE, account: ACCOUNT, now: () => NOW, streamRead: false });
});
afterAll(() => Promise.all([simulator, closed].map((each) => each.close())));

const context = panelContext({ from: NOW - 12 * HOUR, to: NOW }, { intervalMs: HOUR, maxDataPoints: 100 });
const ask =
  ({ url }: Simulator) =>
  (each: Ask): Promise<Reply> =>
    answer(url, ACCOUNT, each);

async function asked(query: object, more: Partial<Context> = {}, of = ask(simulator)): Promise<Result> {
  const { result } = await run({ dataset: MINUTES, ...query }, { ...context, ...more }, of);
  expect(result.error).toBeUndefined();
  return result;
}

const columnsOf = ({ schema, data }: FrameJson) =>
  Object.fromEntries(schema.fields.map(({ name }, i) => [name, data.values[i]]));
const seriesOf = ({ frames }: Result): readonly FieldJson[] =>
  frames.flatMap(({ schema }) => schema.fields.filter(({ type }) => type === 'number'));

test('the library has what there is to test: names twice, no names, and deleted videos', async () => {
  const { uid } = columnsOf((await asked({ format: 'table', groupBy: ['uid'] })).frames[0]);
  expect(uid.some((each) => !VIDEOS.has(String(each)))).toBe(true);
  expect(uid.some((each) => VIDEOS.get(String(each)) === '')).toBe(true);
  const names = uid.map((each) => called(String(each)));
  expect(new Set(names).size).toBeLessThan(names.length);
});

test('a table has the names before the IDs, and otherwise the same rows in the same order as without names', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(['uid', 'clientCountryName', 'mediaType'], { minLength: 1 }),
      fc.constantFrom([], [{ field: 'sum.minutesViewed' }], [{ field: 'mediaType', direction: 'asc' }]),
      fc.constantFrom('auto', 'sixHours'),
      fc.option(fc.integer({ min: 1, max: 90 })),
      async (groupBy, order, bucket, limit) => {
        const orderBy = order.filter(({ field }) => field.includes('.') || groupBy.includes(field));
        const query = { format: 'table', groupBy, orderBy, bucket, ...(limit === null ? {} : { limit }) };
        const named = await asked(query);
        const plain = columnsOf((await asked({ ...query, names: false })).frames[0]);
        const { video, ...others } = columnsOf(named.frames[0]);
        expect(others).toEqual(plain);
        expect(video).toEqual(plain.uid?.map((uid) => called(String(uid))));
        const names = named.frames[0].schema.fields.map(({ name }) => name);
        expect(names.indexOf('video')).toBe(groupBy.includes('uid') ? names.indexOf('uid') - 1 : -1);
      }
    ),
    { numRuns: 20 }
  );
});

test('series have a label beside the ID, are called by it, and are told apart where they share a name', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(['uid'], ['uid', 'mediaType']),
      fc.constantFrom('auto', 'none'),
      fc.integer({ min: 1, max: 40 }),
      async (groupBy, gaps, limit) => {
        const query = { groupBy, gaps, limit, bucket: 'hour' };
        const named = seriesOf(await asked(query));
        const plain = seriesOf(await asked({ ...query, names: false }));
        expect(named.map(({ labels: { video: _, ...others } = {} }) => others)).toEqual(
          plain.map(({ labels }) => labels)
        );
        for (const { labels } of named) {
          expect(labels?.video).toBe(called(String(labels?.uid)));
        }
        const legends = named.map(({ config }) => String(config?.displayNameFromDS));
        expect(new Set(legends).size).toBe(named.length);
        named.forEach(({ labels }, i) => expect(legends[i]).toContain(labels?.video));
      }
    ),
    { numRuns: 12 }
  );
});

test('live inputs have names in numbers, log lines and events', async () => {
  const numbers = seriesOf(
    await asked({ dataset: 'liveInputEventsAdaptiveGroups', metrics: ['count'], groupBy: ['inputId'], bucket: 'hour' })
  );
  expect(numbers.length).toBeGreaterThan(2);
  for (const { labels, config } of numbers) {
    expect(labels?.liveInput).toBe(LIVE_INPUTS.get(String(labels?.inputId)));
    expect(config?.displayNameFromDS).toBe(labels?.liveInput);
  }
  const [lines] = (await asked({ dataset: 'liveInputEventsAdaptive', limit: 50 })).frames;
  for (const labels of columnsOf(lines).labels as ReadonlyArray<Record<string, string>>) {
    expect(labels.liveInput).toBe(LIVE_INPUTS.get(labels.inputId));
  }
  const { inputId, liveInput } = columnsOf(
    (await asked({ dataset: 'liveInputEventsAdaptive', format: 'table', limit: 50 })).frames[0]
  );
  expect(liveInput).toEqual(inputId.map((id) => LIVE_INPUTS.get(String(id))));
});

test('a template has names by what they are names of, whatever the dataset calls the ID', async () => {
  const legend = '{{video}} | {{liveInput}} | {{metric}}';
  const query = {
    dataset: 'streamCMCDAdaptiveGroups',
    metrics: ['count'],
    groupBy: ['videoId', 'inputId'],
    limit: 20,
    legend,
  };
  const series = seriesOf(await asked({ ...query, bucket: 'day' }));
  expect(series.length).toBeGreaterThan(0);
  for (const { labels = {}, config } of series) {
    const input = labels.inputId === '' ? '(no live input)' : LIVE_INPUTS.get(labels.inputId);
    expect(config?.displayNameFromDS).toBe(`${called(labels.videoId)} | ${input} | Samples`);
  }
});

test('GraphQL of your own has names beside the IDs that it selects', async () => {
  const text = (dimensions: string) =>
    `${MINUTES}(filter: { datetime_geq: $from, datetime_lt: $to }, limit: 10000) { sum { minutesViewed } dimensions { ${dimensions} } }`;
  const raw = (format: string, dimensions: string) => asked({ dataset: 'graphql', format, graphql: text(dimensions) });
  const table = columnsOf((await raw('table', 'film: uid')).frames[0]);
  expect(table.video).toEqual(table.film.map((uid) => called(String(uid))));
  const clash = columnsOf((await raw('table', 'uid video: mediaType')).frames[0]);
  expect(clash['uid.name']).toEqual(clash.uid.map((uid) => called(String(uid))));
  expect(clash.video).toContain('live');
  for (const { labels = {} } of seriesOf(await raw('timeSeries', 'ts: $bucket uid'))) {
    expect(labels.video).toBe(called(labels.uid));
  }
});

test('an alert rule asks for no names and has no label of them', async () => {
  const asks: Ask[] = [];
  const result = await asked({ groupBy: ['uid'], bucket: 'hour' }, { caller: 'alert' }, (each) => {
    asks.push(each);
    return ask(simulator)(each);
  });
  expect(asks.filter(({ rest }) => rest)).toEqual([]);
  expect(seriesOf(result).flatMap(({ labels = {} }) => Object.keys(labels))).not.toContain('video');
});

test('names that are forbidden, late or unknown leave every number as it is', async () => {
  const query = { groupBy: ['uid'], bucket: 'hour', limit: 30 };
  const whole = await asked(query);
  const late = (each: Ask): Promise<Reply> =>
    each.rest ? Promise.resolve({ id: each.id, refusal: { kind: 'timeout' } }) : ask(simulator)(each);
  for (const without of [await asked(query, {}, ask(closed)), await asked(query, {}, late)]) {
    expect(without.frames.map(({ data }) => data)).toEqual(whole.frames.map(({ data }) => data));
    for (const { labels, config } of seriesOf(without)) {
      expect([labels?.video, config?.displayNameFromDS]).toEqual([labels?.uid, labels?.uid]);
    }
    expect(without.notices).toEqual(whole.notices);
  }
  expect((await asked(query, { caller: 'explore' }, ask(closed))).notices).toContainEqual({
    severity: 'info',
    text: expect.stringMatching(/^Names are not shown\. .*Account · Stream · Read/),
  });
});
