import * as fc from 'fast-check';
import { advance, begin, type Reply, type RestAsk, type Result } from '..';
import { panelContext } from '../../../tests/panelContext';

const context = panelContext({ from: 0, to: 1 }, { now: Date.parse('2026-11-24T02:17:30Z'), maxDataPoints: 100 });

interface Video {
  readonly uid: string;
  readonly created: number;
}

/** How an API that nobody has seen may behave. */
interface Api {
  readonly page: number;
  readonly inclusive: boolean;
}

/** The calls that a query makes of such an API, and what comes of it. */
function asked(query: object, videos: readonly Video[], { page, inclusive }: Api): { result: Result; calls: number } {
  const answer = ({ id, rest: { parameters } }: RestAsk): Reply => {
    const { asc, after, before } = parameters;
    const within = (created: number) =>
      (after === undefined || created > Date.parse(after) || (inclusive && created === Date.parse(after))) &&
      (before === undefined || created < Date.parse(before) || (inclusive && created === Date.parse(before)));
    const sign = asc === 'true' ? 1 : -1;
    const rows = videos
      .filter(({ created }) => within(created))
      .sort((a, b) => sign * (a.created - b.created) || byUid(b, a))
      .slice(0, page);
    return {
      id,
      table: {
        rows: rows.length,
        columns: [
          text(
            'uid',
            rows.map(({ uid }) => uid)
          ),
          text(
            'created',
            rows.map(({ created }) => new Date(created).toISOString())
          ),
        ],
      },
    };
  };
  let step = begin({ dataset: 'videos', ...query }, context);
  let calls = 0;
  while (step.result === undefined) {
    calls += step.asks.length;
    step = advance(step.execution, (step.asks as RestAsk[]).map(answer));
  }
  return { result: step.result, calls };
}

const text = (name: string, values: readonly string[]) =>
  ({ name, kind: 'text', dictionary: values, codes: values.map((_, i) => i) }) as const;

const START = Date.parse('2026-01-01T00:00:00Z');

/** Up to four videos share a moment; some forty lie within three seconds, no more than any page holds. */
const libraries = fc
  .array(fc.record({ gap: fc.constantFrom(400, 1000, 3000, 60_000), count: fc.integer({ min: 1, max: 4 }) }), {
    maxLength: 80,
    size: 'max',
  })
  .map((moments) => {
    let time = START;
    return moments.flatMap(({ gap, count }, moment) => {
      time += gap;
      return Array.from({ length: count }, (_, n): Video => ({ uid: `v${moment}-${n}`, created: time }));
    });
  });

const uids = ({ frames: [frame] }: Result) =>
  frame?.data.values[frame.schema.fields.findIndex(({ name }) => name === 'uid')];
const byUid = (a: Video, b: Video) => (a.uid < b.uid ? -1 : 1);

test('every video comes once, however the API means its bounds and however many it gives, in either direction', () => {
  fc.assert(
    fc.property(
      libraries,
      fc.constantFrom('asc' as const, 'desc' as const),
      fc.boolean(),
      fc.constantFrom(50, 70, 1000),
      fc.option(fc.oneof(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 47, max: 50 })), { nil: undefined }),
      (videos, direction, inclusive, page, limit) => {
        const query = { orderBy: [{ field: 'created', direction }], limit };
        const { result } = asked(query, videos, { page, inclusive });
        const sign = direction === 'asc' ? 1 : -1;
        const expected = [...videos].sort((a, b) => sign * (a.created - b.created) || byUid(a, b)).slice(0, limit);
        expect(result.error).toBeUndefined();
        expect(uids(result)).toEqual(expected.map(({ uid }) => uid));
      }
    ),
    { numRuns: 300 }
  );
});

/** As many videos, each a while after the one before. */
const spaced = (count: number, gap = 1000): Video[] =>
  Array.from({ length: count }, (_, n) => ({ uid: `v${String(n).padStart(6, '0')}`, created: START + n * gap }));

test('a library of several pages is read to its end, and with a limit only so far as the limit needs', () => {
  const videos = spaced(4321);
  const api = { page: 1000, inclusive: true };
  const all = asked({}, videos, api);
  expect(uids(all.result)).toEqual(videos.map(({ uid }) => uid).reverse());
  expect(all.calls).toBe(6);
  expect(asked({ limit: 900 }, videos, api).calls).toBe(1);
  const second = asked({ limit: 1500 }, videos, api);
  expect([uids(second.result), second.calls]).toEqual([
    videos
      .map(({ uid }) => uid)
      .reverse()
      .slice(0, 1500),
    2,
  ]);
});

test('more videos of one second than the API gives at a time are an error, never a part', () => {
  const { result } = asked({}, spaced(2500, 0), { page: 1000, inclusive: true });
  expect(result.error).toMatchObject({ class: 'limit', message: expect.stringMatching(/no way past them/) });
});

test('more videos than are read are an error that says what would work', () => {
  const { result, calls } = asked({}, spaced(30_000), { page: 1000, inclusive: true });
  expect(result.error).toMatchObject({ class: 'limit', message: expect.stringMatching(/filter by creator/) });
  expect(calls).toBe(25);
});

test('an API that does not keep to the order is found out', () => {
  const step = begin({ dataset: 'videos', orderBy: [{ field: 'created', direction: 'asc' }] }, context);
  const table = {
    rows: 2,
    columns: [text('uid', ['a', 'b']), text('created', ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'])],
  };
  const { result } = advance(step.execution, [{ id: step.asks[0].id, table }]);
  expect(result?.error).toMatchObject({ class: 'upstream', message: expect.stringMatching(/another order/) });
});

test('what the API can leave out is left to it, a second wider', () => {
  const filters = [
    { field: 'creator', operator: 'eq', values: ['me'] },
    { field: 'created', operator: 'geq', values: ['2026-01-01T00:00:00Z'] },
    { field: 'created', operator: 'lt', values: ['2026-02-01T00:00:00Z'] },
  ];
  const [ask] = begin({ dataset: 'videos', filters }, context).asks;
  expect(ask.rest).toEqual({
    endpoint: 'videos',
    parameters: { asc: 'false', creator: 'me', after: '2025-12-31T23:59:59Z', before: '2026-02-01T00:00:01Z' },
  });
  const [either] = begin({ dataset: 'videos', filters: [{ or: filters }] }, context).asks;
  expect(either.rest?.parameters).toEqual({ asc: 'false' });
});
