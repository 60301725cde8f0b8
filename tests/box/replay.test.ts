/**
 * Every query of the box through both hosts on the simulator: the core here, which asks through the backend as a panel does, and
 * the backend's own, as for alert rules. Needs the built backend (`npm run build`).
 */
import { archiveOf } from '../../simulator/archive';
import { startSimulator, type Simulator } from '../../simulator/start';
import { BINARY } from '../../scripts/binary.mjs';
import {
  advance,
  type Ask,
  begin,
  type Context,
  type FrameJson,
  HOUR,
  interpolate,
  MINUTE,
  type Reply,
} from '../../src/core';
import { startBackend, type Backend } from '../../workbench/backend';
import { allNames } from '../allNames';
import { QUERIES, RULES, type Panel } from './files';

const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: 24 * HOUR };

let simulator: Simulator;
let backend: Backend;
let limits: Context['limits'];
beforeAll(async () => {
  simulator = await startSimulator({ seed: 3, videos: 60 });
  backend = await startBackend({
    binary: BINARY,
    settings: {
      uid: 'box',
      name: 'Box',
      url: simulator.url,
      jsonData: { accountId: '0123456789abcdef0123456789abcdef', budget: 10_000 },
      secureJsonData: { apiToken: 'any' },
      lastUpdatedMs: 1,
    },
  });
  const { body } = await backend.callResource({ path: 'limits', method: 'GET' });
  limits = JSON.parse(body.toString()).limits;
  await replies(allNames(simulator.source));
});
afterAll(async () => {
  await backend?.stop();
  await simulator?.close();
});

/** What somebody has chosen: all, but of videos the first. */
const chosen = (query: object): object => {
  const values: Record<string, string> = { $price: '1', $video: archiveOf(simulator.source).catalogue.uids[0] };
  return interpolate(query, {
    values: (text) => [text.replace(/\$\w+/, (name) => values[name] ?? 'x')],
    isAll: (text) => !(text in values),
  }) as object;
};

async function replies(asks: readonly Ask[]): Promise<Reply[]> {
  const { body } = await backend.callResource({ path: 'asks', method: 'POST', body: JSON.stringify({ asks }) });
  return JSON.parse(body.toString()).replies;
}

interface Asked {
  readonly from: number;
  readonly to: number;
  readonly caller: Context['caller'];
}

async function here(query: object, { from, to, caller }: Asked): Promise<readonly FrameJson[]> {
  const context: Context = {
    now: Date.now(),
    range: { from, to },
    intervalMs: MINUTE,
    maxDataPoints: 200,
    zone: [],
    limits,
    caller,
    refId: 'A',
  };
  let step = begin(query, context);
  while (step.result === undefined) {
    step = advance(step.execution, await replies(step.asks));
  }
  expect(step.result.error).toBeUndefined();
  return step.result.frames;
}

async function there(json: object, { from, to, caller }: Asked): Promise<readonly FrameJson[]> {
  const query = { refId: 'A', from, to, intervalMs: MINUTE, maxDataPoints: 200, json };
  const { A } = await backend.queryData([query], caller === 'alert' ? { FromAlert: 'true' } : {});
  expect(A.error).toBeUndefined();
  return A.frames.map((frame): FrameJson => JSON.parse(frame));
}

const typeOf = ({ schema }: FrameJson) => (schema.meta as { type?: string }).type;
const fieldsOf = (frames: readonly FrameJson[]) =>
  frames.map(({ schema }) => schema.fields.map(({ name, type, labels = {} }) => ({ name, type, labels })));

/** What a panel can show: types of frames, where "none" is a plain table. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  timeseries: ['timeseries-wide'],
  logs: ['log-lines'],
  stat: ['numeric-wide', 'numeric-long', 'none'],
  bargauge: ['numeric-long'],
  barchart: ['numeric-long'],
  piechart: ['numeric-long'],
  geomap: ['numeric-long'],
  table: ['numeric-long', 'none'],
};

/** What the same moment later, or by another call, may tell otherwise. */
const isOfNow = (dataset: unknown): boolean => !/AdaptiveGroups$|Adaptive$/.test(String(dataset));

test.each(QUERIES)('%s: both hosts give the panel the same data, of a kind that it can show', async (_, each) => {
  const { dashboard, panel, target } = each;
  const [, count, unit] = /^now-(\d+)([hd])$/.exec(dashboard.time.from) ?? [];
  const to = Math.floor((Date.now() - HOUR) / HOUR) * HOUR;
  const asked: Asked = { from: to - Number(count) * UNITS[unit], to, caller: 'panel' };
  const query = chosen(target);
  const frames = await here(query, asked);
  expect(SHOWN[panel.type]).toContain(typeOf(frames[0]) ?? 'none');
  expect(frames[0].data.values[0].length).toBeGreaterThan(0);
  expect(overridden(panel).filter((name) => !isIn(name, frames))).toEqual([]);
  const others = await there(query, asked);
  expect(fieldsOf(others)).toEqual(fieldsOf(frames));
  if (!isOfNow(target.dataset)) {
    expect(others.map(({ data }) => data.values)).toEqual(frames.map(({ data }) => data.values));
  }
});

const overridden = ({ fieldConfig }: Panel): string[] =>
  (fieldConfig?.overrides ?? []).flatMap(({ matcher }) => (matcher.id === 'byName' ? [matcher.options] : []));

const isIn = (name: string, frames: readonly FrameJson[]): boolean =>
  frames.some(({ schema }) => schema.fields.some((field) => field.name === name));

const RULE_QUERIES = RULES.flatMap(({ title, data }) =>
  data
    .filter(({ datasourceUid }) => datasourceUid !== '__expr__')
    .map((query): [string, { query: (typeof data)[number]; data: typeof data }] => [
      `${title}: ${query.refId}`,
      { query, data },
    ])
);

test.each(RULE_QUERIES)(
  '%s: both hosts give the rule numbers that its expressions take',
  async (_, { query, data }) => {
    const { from, to } = query.relativeTimeRange!;
    // Once it is settled, a minute that begins between the two changes nothing.
    const now = Date.now() - 10 * MINUTE;
    const asked: Asked = { from: now - from * 1000, to: now - to * 1000, caller: 'alert' };
    const [frames, others] = [await here(query.model, asked), await there(query.model, asked)];
    expect(fieldsOf(others)).toEqual(fieldsOf(frames));
    const isReduced = data.some(({ model }) => model.type === 'reduce' && model.expression === query.refId);
    expect(typeOf(frames[0])).toMatch(isReduced ? /^timeseries-/ : /^numeric-/);
    // Two numbers with the same labels cannot be told apart by an expression.
    const numbers = fieldsOf(frames)[0].filter(({ type }) => type === 'number');
    expect(new Set(numbers.map(({ labels }) => JSON.stringify(labels))).size).toBe(numbers.length);
    expect(frames[0].data.values[0].length).toBeGreaterThan(0);
  }
);
