import * as fc from 'fast-check';
import { archiveOf } from '../../simulator/archive';
import { INPUTS, makeInputUids } from '../../simulator/inputs';
import { library, type Video } from '../../simulator/library';
import { channelsAt, isConnected, liveViewers } from '../../simulator/liveNow';
import { startSimulator, type Simulator } from '../../simulator/start';
import type { FrameJson, Result } from '../../src/core';
import { answer, run } from './answer';
import { panelContext } from '../panelContext';

/** What the sources show, against the simulator's library: random filters, orders and limits, and a thousand videos a call. */

const NOW = Date.parse('2026-11-24T19:30:00Z');
const ACCOUNT = '0123456789abcdef0123456789abcdef';
const SOURCE = { seed: 4, videos: 2600 };
const ALL = library(SOURCE, NOW);
const { catalogue } = archiveOf(SOURCE);

let simulator: Simulator;
let closed: Simulator;
let small: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ ...SOURCE, account: ACCOUNT, now: () => NOW });
  closed = await startSimulator({ ...SOURCE, account: ACCOUNT, now: () => NOW, streamRead: false });
  small = await startSimulator({ seed: 4, videos: 80, account: ACCOUNT, now: () => NOW });
});
afterAll(() => Promise.all([simulator, closed, small].map((each) => each.close())));

const context = panelContext({ from: NOW - 3_600_000, to: NOW }, { maxDataPoints: 100 });

async function asked(query: object, at = simulator): Promise<Result> {
  return (await run(query, context, (ask) => answer(at.url, ACCOUNT, ask))).result;
}

async function table(query: object): Promise<FrameJson> {
  const { frames, error } = await asked(query);
  expect(error).toBeUndefined();
  return frames[0];
}

const column = ({ schema, data }: FrameJson, name: string) =>
  data.values[schema.fields.findIndex((field) => field.name === name)];

/** Order of texts by code points, the plain way. */
const byText = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('videos', () => {
  test('come all, the newest first, with what is known of them', async () => {
    const frame = await table({ dataset: 'videos' });
    const expected = [...ALL].sort((a, b) => b.created - a.created || byText(a.uid, b.uid));
    expect(ALL.length).toBeGreaterThan(2000);
    expect(column(frame, 'uid')).toEqual(expected.map(({ uid }) => uid));
    expect(column(frame, 'created')).toEqual(expected.map(({ created }) => created));
    expect(column(frame, 'name')).toEqual(expected.map(({ name }) => name ?? ''));
    expect(column(frame, 'duration')).toEqual(expected.map(({ duration }) => (duration < 0 ? null : duration)));
    const pictured = expected.map(({ uid, state }) => (state === 'ready' ? `/${uid}/thumbnails/thumbnail.jpg?` : ''));
    column(frame, 'thumbnail').forEach((address, i) => expect(address).toContain(pictured[i]));
    expect(column(frame, 'thumbnail').filter((address) => address !== '')).toHaveLength(
      pictured.filter(Boolean).length
    );
    expect(column(frame, 'live')).toEqual(expected.map(({ liveInput }) => (liveInput ? 'yes' : 'no')));
    const inputs = makeInputUids(SOURCE.seed);
    expect(column(frame, 'liveInput')).toEqual(expected.map(({ liveInput }) => liveInput ?? ''));
    expect(column(frame, 'liveInput.name')).toEqual(
      expected.map(({ liveInput }) => (liveInput ? INPUTS[inputs.indexOf(liveInput)].name : ''))
    );
    expect(frame.schema.meta.type).toBeUndefined();
  });

  const conditions: ReadonlyArray<[object, (video: Video) => boolean]> = [
    [{ field: 'creator', operator: 'eq', values: ['creator-0001'] }, ({ creator }) => creator === 'creator-0001'],
    [
      { field: 'creator', operator: 'notin', values: ['', 'creator-0002'] },
      ({ creator = '' }) => !['', 'creator-0002'].includes(creator),
    ],
    [{ field: 'name', operator: 'like', values: ['Episode 1%'] }, ({ name = '' }) => name.startsWith('Episode 1')],
    [{ field: 'name', operator: 'notlike', values: ['%1%2%'] }, ({ name = '' }) => !/1.*2/s.test(name)],
    [
      { field: 'status', operator: 'in', values: ['ready', 'error'] },
      ({ state }) => state === 'ready' || state === 'error',
    ],
    [{ field: 'live', operator: 'eq', values: ['yes'] }, ({ liveInput }) => liveInput !== undefined],
    [{ field: 'duration', operator: 'geq', values: ['1800'] }, ({ duration }) => duration >= 1800],
    [
      { field: 'created', operator: 'geq', values: ['2024-09-01T00:00:00Z'] },
      ({ created }) => created >= Date.parse('2024-09-01'),
    ],
    [
      { field: 'created', operator: 'lt', values: ['2025-03-01T00:00:00Z'] },
      ({ created }) => created < Date.parse('2025-03-01'),
    ],
    [
      {
        or: [
          { field: 'size', operator: 'lt', values: ['100000000'] },
          { field: 'creator', operator: 'eq', values: [''] },
        ],
      },
      ({ size, creator }) => size < 100_000_000 || creator === undefined,
    ],
  ];
  const orders: ReadonlyArray<[object[], (a: Video, b: Video) => number]> = [
    [[], (a, b) => b.created - a.created],
    [[{ field: 'created', direction: 'asc' }], (a, b) => a.created - b.created],
    [[{ field: 'created', direction: 'desc' }], (a, b) => b.created - a.created],
    [[{ field: 'size', direction: 'desc' }], (a, b) => b.size - a.size],
    [[{ field: 'name', direction: 'asc' }], (a, b) => byText(a.name ?? '', b.name ?? '')],
    [
      [
        { field: 'creator', direction: 'desc' },
        { field: 'size', direction: 'asc' },
      ],
      (a, b) => byText(b.creator ?? '', a.creator ?? '') || a.size - b.size,
    ],
  ];

  test('any filters, order and limit show what the library has', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...conditions], { maxLength: 3 }),
        fc.constantFrom(...orders),
        fc.option(fc.integer({ min: 1, max: 1500 }), { nil: undefined }),
        async (chosen, [orderBy, compare], limit) => {
          const frame = await table({ dataset: 'videos', filters: chosen.map(([filter]) => filter), orderBy, limit });
          const expected = ALL.filter((video) => chosen.every(([, holds]) => holds(video)))
            .sort((a, b) => compare(a, b) || byText(a.uid, b.uid))
            .slice(0, limit);
          expect(column(frame, 'uid')).toEqual(expected.map(({ uid }) => uid));
        }
      ),
      { numRuns: 25 }
    );
  });

  test('a limit in the order of creation takes one call', async () => {
    const { stats } = await asked({ dataset: 'videos', limit: 100 });
    expect(stats.upstreamQueries).toBe(1);
  });

  test('a list of IDs is asked for by itself, in batches', async () => {
    const chosen = ALL.filter((_, index) => index % 40 === 0);
    const values = [...chosen.map(({ uid }) => uid), 'nobody', 'not an id'];
    const { frames, stats } = await asked({ dataset: 'videos', filters: [{ field: 'uid', operator: 'in', values }] });
    expect(new Set(column(frames[0], 'uid'))).toEqual(new Set(chosen.map(({ uid }) => uid)));
    expect(stats.upstreamQueries).toBe(Math.ceil((chosen.length + 1) / 50));
  });
});

describe('live inputs', () => {
  test('come with their status, one call each, and without their keys', async () => {
    const { frames, stats } = await asked({ dataset: 'liveInputs' });
    const order = [...INPUTS.keys()].sort((a, b) => byText(INPUTS[a].name, INPUTS[b].name));
    expect(column(frames[0], 'uid')).toEqual(order.map((input) => catalogue.inputs[input]));
    expect(column(frames[0], 'name')).toEqual(order.map((input) => INPUTS[input].name));
    expect(column(frames[0], 'status')).toEqual(
      order.map((input) => (isConnected(SOURCE, input, NOW) ? 'connected' : 'client_disconnect'))
    );
    expect(stats.upstreamQueries).toBe(1 + INPUTS.length);
    expect(JSON.stringify(frames)).not.toContain('secretStreamKey');
  });

  test('are filtered by status after it is asked for, and by name before', async () => {
    const connected = [...INPUTS.keys()].filter((input) => isConnected(SOURCE, input, NOW));
    const byStatus = await asked({
      dataset: 'liveInputs',
      filters: [{ field: 'status', operator: 'eq', values: ['connected'] }],
    });
    expect(new Set(column(byStatus.frames[0], 'uid'))).toEqual(
      new Set(connected.map((input) => catalogue.inputs[input]))
    );
    expect(connected.length).toBeGreaterThan(0);
    const byName = await asked({
      dataset: 'liveInputs',
      filters: [{ field: 'name', operator: 'eq', values: ['Studio'] }],
    });
    expect([byName.frames[0].data.values[0].length, byName.stats.upstreamQueries]).toEqual([1, 2]);
  });
});

describe('storage', () => {
  const stored = (videos: readonly Video[]): [number, number] => [
    videos.reduce((sum, { duration }) => sum + Math.max(0, duration), 0) / 60,
    videos.length,
  ];
  const of = (name: string, videos = ALL) => stored(videos.filter(({ creator }) => creator === name));

  test('is one row of numbers, of the account or of a creator', async () => {
    const frame = await table({ dataset: 'storage' });
    expect(frame.schema.meta.type).toBe('numeric-wide');
    const [minutes, count] = stored(ALL);
    expect(frame.data.values).toEqual([[minutes], [100_000], [minutes / 1000], [count]]);
    const own = await table({
      dataset: 'storage',
      filters: [{ field: 'creator', operator: 'eq', values: ['creator-0001'] }],
    });
    const [ownMinutes, ownCount] = of('creator-0001');
    const used = await table({ dataset: 'storage', metrics: ['storageUsed'] });
    expect([used.schema.fields.length, used.data.values]).toEqual([1, [[minutes / 1000]]]);
    expect([own.data.values[0], own.data.values[3]]).toEqual([[ownMinutes], [ownCount]]);
  });

  const byCreator = (names: string[], videos: readonly Video[]) => {
    const rows = names
      .map((name): [string, number, number] => [name, ...of(name, videos)])
      .sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
    return [0, 1, 2].map((place) => rows.map((row) => row[place]));
  };

  test('is told by creator: of those that are listed', async () => {
    const values = ['creator-0001', 'creator-0002'];
    const filters = [{ field: 'creator', operator: 'in', values }];
    const frame = await table({ dataset: 'storage', groupBy: ['creator'], filters });
    expect(frame.schema.meta.type).toBe('numeric-long');
    expect(frame.data.values).toEqual(byCreator(values, ALL));
  });

  test('is told by creator: of all that have videos, if they are not too many', async () => {
    const query = { dataset: 'storage', groupBy: ['creator'] };
    const videos = library(small.source, NOW);
    const { frames } = await asked(query, small);
    expect(frames[0].data.values).toEqual(
      byCreator([...new Set(videos.flatMap(({ creator }) => creator ?? []))], videos)
    );
    expect((await asked(query)).error).toMatchObject({
      class: 'limit',
      message: expect.stringMatching(/list of creators/),
    });
  });
});

describe('live viewers', () => {
  const watching = (input: number) =>
    INPUTS[input].hidesViewers ? null : liveViewers(SOURCE, channelsAt(SOURCE, input, NOW), NOW, []);

  test('are counted for every live input, hidden ones unknown and last', async () => {
    const frame = await table({ dataset: 'liveViewers' });
    const counts = new Map(column(frame, 'uid').map((uid, row) => [uid, column(frame, 'liveViewers')[row]]));
    expect(counts).toEqual(new Map(INPUTS.map((_, input) => [catalogue.inputs[input], watching(input)])));
    expect(column(frame, 'liveViewers').slice(-1)).toEqual([null]);
    expect(Math.max(...[...counts.values()].map(Number))).toBeGreaterThan(0);
    expect(frame.schema.meta.type).toBe('numeric-long');
  });

  test('are counted for the IDs of a filter, videos among them; nobody watches what is not there', async () => {
    const video = ALL.find(({ liveInput }) => liveInput === catalogue.inputs[0]) as Video;
    const values = [catalogue.inputs[0], video.uid, 'nobody'];
    const frame = await table({ dataset: 'liveViewers', filters: [{ field: 'uid', operator: 'in', values }] });
    const alone = liveViewers(SOURCE, new Set([catalogue.uids.indexOf(video.uid)]), NOW, []);
    const rows = new Map(
      column(frame, 'uid').map((uid, row) => [uid, frame.data.values.map((values) => values[row]).slice(1)])
    );
    expect(rows).toEqual(
      new Map<string, unknown[]>([
        [catalogue.inputs[0], ['Studio', watching(0)]],
        [video.uid, [video.name ?? '', alone]],
        ['nobody', ['', null]],
      ])
    );
  });
});

test.each(['videos', 'liveInputs', 'storage', 'liveViewers'])(
  '%s without the permission say which one is missing',
  async (dataset) => {
    const { error, frames } = await asked({ dataset }, closed);
    expect(error).toMatchObject({ class: 'permission', status: 403 });
    expect(error?.message).toContain('Account · Stream · Read');
    expect(frames).toEqual([]);
  }
);
