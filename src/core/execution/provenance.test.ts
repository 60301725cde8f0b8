import * as fc from 'fast-check';
import { advance, begin, type Context, type DatasetStep as Step, type Refusal, type Reply, type Stale } from '..';
import { staleNotices, UNHEARD, withReply } from './provenance';
import { HOUR, MINUTE } from '../time/units';
import { panelContext } from '../../../tests/panelContext';

const NOW = Date.parse('2026-11-24T02:17:30Z');
const BUSY: Refusal = { kind: 'unreachable', detail: 'no route to host' };

const context = (more: Partial<Context> = {}) =>
  panelContext({ from: NOW - 3 * HOUR, to: NOW }, { intervalMs: HOUR, ...more });
const started = (query: object, more?: Partial<Context>): Step =>
  begin({ dataset: 'streamMinutesViewedAdaptiveGroups', ...query }, context(more)) as Step;

/** One row of 7 minutes an hour. */
const hours = (id: string, starts: readonly string[], stale?: Stale): Reply => ({
  id,
  queries: 0,
  stale,
  table: {
    rows: starts.length,
    columns: [
      { name: 'sum.minutesViewed', kind: 'number', values: starts.map(() => 7) },
      {
        name: 'dimensions.datetimeHour',
        kind: 'text',
        dictionary: starts.map((start) => `2026-11-${start}:00:00Z`),
        codes: starts.map((_, i) => i),
      },
    ],
  },
});

const HOURS = { bucket: 'hour', metrics: ['sum.minutesViewed'] };
const at = (text: string) => Date.parse(`2026-11-${text}:00:00Z`);

test('what is shown of old says so, and how old it is', () => {
  const step = started(HOURS);
  const old = { ageMs: 4 * MINUTE + 59_000, refusal: BUSY };
  const { result } = advance(step.execution, [hours(step.asks[0].id, ['23T23', '24T00', '24T01', '24T02'], old)]);
  expect(result?.notices).toEqual([
    {
      severity: 'warning',
      text: "Cloudflare could not be asked: Cloudflare's API cannot be reached. no route to host. Check the API URL and the network. What is shown was known 4 minutes ago.",
    },
  ]);
  expect(result?.stats).toEqual({ windows: 1, asks: 1, upstreamQueries: 0, fromMemory: 1, rows: 4, staleMs: 299_000 });
  expect(result?.frames[0].schema.meta).toMatchObject({
    notices: result?.notices,
    stats: expect.arrayContaining([{ displayName: 'Age of what is shown', value: 299_000, unit: 'ms' }]),
  });
  expect(result?.frames[0].data.values[1]).toEqual([7, 7, 7, 7]);
});

test('an alert rule gets the refusal in the place of an old answer', () => {
  const step = started(HOURS, { caller: 'alert' });
  const { result } = advance(step.execution, [
    hours(step.asks[0].id, ['23T23', '24T00', '24T01'], { ageMs: 1, refusal: { kind: 'overBudget', detail: 'none' } }),
  ]);
  expect(result).toMatchObject({ frames: [], error: { class: 'throttled', status: 429 } });
  const source = begin({ dataset: 'videos' }, context({ caller: 'alert' })) as Step;
  const stale = { ageMs: 1, refusal: BUSY };
  const [{ id }] = source.asks;
  expect(advance(source.execution, [{ id, table: { rows: 0, columns: [] }, stale }]).result?.error?.class).toBe(
    'upstream'
  );
});

test('what is not known is nothing, not zero, and no sum holds a part of it', () => {
  const stale = { ageMs: HOUR, until: at('24T00'), refusal: BUSY };
  const lines = (query: object, more: Partial<Context>, replies: (id: string) => Reply) => {
    const step = started({ ...HOURS, ...query }, more);
    const { result } = advance(
      step.execution,
      step.asks.map(({ id }) => replies(id))
    );
    expect(result?.notices[0].text).toMatch(/known 1 hour ago\. Nothing is known from 2026-11-24 00:00 UTC on\.$/);
    return result?.frames[0].data.values.slice(1);
  };
  const evening = context({ range: { from: at('23T21'), to: at('24T04') }, now: at('24T12') });
  expect(lines({}, evening, (id) => hours(id, ['23T22'], stale))).toEqual([[0, 7, 0, null, null, null, null]]);
  expect(lines({ gaps: 'zero' }, evening, (id) => hours(id, ['23T22'], stale))).toEqual([
    [0, 7, 0, null, null, null, null],
  ]);
  expect(lines({ format: 'table' }, evening, (id) => hours(id, ['23T22'], stale))).toEqual([[7]]);
  // Days begin at 18:30 UTC: of the third, what is before midnight is known.
  const kolkata = [{ from: 0, offsetMs: 5.5 * HOUR }];
  const days = context({ range: { from: at('22T12'), to: at('25T12') }, now: at('25T13'), zone: kolkata });
  const half = (id: string): Reply => {
    const reply = hours(id, ['22T22', '23T06', '23T22'], stale);
    const columns = reply.table?.columns.map((column) => ({
      ...column,
      name: column.name.replace('Hour', 'FifteenMinutes'),
    }));
    return { ...reply, table: { ...reply.table, columns } } as Reply;
  };
  expect(lines({ bucket: 'day' }, days, half)).toEqual([[0, 14, null, null]]);
});

test('what one part does not know, none shows', () => {
  const step = started({ ...HOURS, show: 'share', groupBy: ['clientCountryName'] });
  const stale = { ageMs: MINUTE, until: at('24T01'), refusal: BUSY };
  const by = (reply: Reply): Reply => {
    const { rows = 0, columns = [] } = reply.table ?? {};
    const country = {
      name: 'dimensions.clientCountryName',
      kind: 'text',
      dictionary: ['US'],
      codes: new Array(rows).fill(0),
    };
    return { ...reply, table: { rows, columns: [...columns, country] } } as Reply;
  };
  const [groups, total] = step.asks;
  const all = ['23T23', '24T00', '24T01', '24T02'];
  const { result } = advance(step.execution, [by(hours(groups.id, all)), hours(total.id, all.slice(0, 2), stale)]);
  expect(result?.frames[0].data.values[1]).toEqual([100, 100, null, null]);
});

test('a full page that ends before what is not known is gone on with up to there alone', () => {
  const limits = { streamMinutesViewedAdaptiveGroups: { maxPageSize: 2 } };
  const step = started(HOURS, { limits });
  const stale = { ageMs: MINUTE, until: at('24T01'), refusal: BUSY };
  const next = advance(step.execution, [hours(step.asks[0].id, ['23T23', '24T00'], stale)]) as Step;
  expect(next.asks.map(({ window }) => window)).toEqual([{ from: at('24T00'), to: at('24T01') }]);
  const { result } = advance(next.execution, [hours(next.asks[0].id, ['24T00'], { ageMs: 2 * MINUTE, refusal: BUSY })]);
  expect(result?.frames[0].data.values[1]).toEqual([7, 7, null, null]);
  expect(result?.notices[0].text).toMatch(/known 2 minutes ago\. Nothing is known from 2026-11-24 01:00 UTC on\./);
});

const reply = fc.record({
  queries: fc.option(fc.nat(3), { nil: undefined }),
  budgetLeft: fc.option(fc.nat(300), { nil: undefined }),
  stale: fc.option(
    fc.record({
      ageMs: fc.nat(3),
      until: fc.option(fc.nat(3), { nil: undefined }),
      refusal: fc.constantFrom<Refusal>(BUSY, { kind: 'timeout' }),
    }),
    { nil: undefined }
  ),
});

test('what is left of the budget stands among the counts', () => {
  const step = started(HOURS);
  const { result } = advance(step.execution, [{ ...hours(step.asks[0].id, ['24T01']), budgetLeft: 287 }]);
  const stats = result?.frames[0].schema.meta.stats;
  expect(stats).toContainEqual({ displayName: 'Queries left in these 5 minutes', value: 287 });
});

test('in whatever order replies come, they make the same', () => {
  fc.assert(
    fc.property(fc.array(reply, { maxLength: 6 }), fc.infiniteStream(fc.nat(1000)), (given, chance) => {
      const replies = given.map((each, i): Reply => ({ ...each, id: String(i), table: { rows: 0, columns: [] } }));
      const shuffled = replies
        .map((each) => ({ each, place: chance.next().value as number }))
        .sort((a, b) => a.place - b.place)
        .map(({ each }) => each);
      const heard = shuffled.reduce(withReply, UNHEARD);
      expect(heard).toEqual(replies.reduce(withReply, UNHEARD));
      expect(heard.upstreamQueries).toBe(given.reduce((sum, { queries = 1 }) => sum + queries, 0));
      const left = given.flatMap(({ budgetLeft }) => budgetLeft ?? []);
      expect(heard.budgetLeft).toBe(left.length === 0 ? undefined : Math.min(...left));
      expect(heard.fromMemory).toBe(given.filter(({ queries }) => queries === 0).length);
      expect(heard.stale?.ageMs ?? -1).toBe(Math.max(-1, ...given.map(({ stale }) => stale?.ageMs ?? -1)));
      expect(staleNotices(heard)).toHaveLength(given.some(({ stale }) => stale) ? 1 : 0);
    })
  );
});
