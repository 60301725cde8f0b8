import { advance, begin, type Context, type DatasetStep as Step, type Reply, type Table } from '..';
import { HOUR } from '../time/units';
import { panelContext } from '../../../tests/panelContext';

/** Ceilings of an answer that may be cut. Each row of a page is `bucket or group: minutes`. */

const TO = Date.parse('2026-11-24T06:00:00Z');
const MINUTES = 'streamMinutesViewedAdaptiveGroups';

const context = (settings: Context['settings'], more: Partial<Context> = {}) =>
  panelContext(
    { from: TO - 6 * HOUR, to: TO },
    { now: TO + 24 * HOUR, limits: { [MINUTES]: { maxPageSize: 2, maxDuration: 3 * 3600 } }, settings, ...more }
  );

const hour = (of: number) => new Date(TO - 6 * HOUR + of * HOUR).toISOString().slice(0, 19) + 'Z';

const table = (rows: ReadonlyArray<readonly [string, number]>, dimension: string): Table => ({
  rows: rows.length,
  columns: [
    {
      name: `dimensions.${dimension}`,
      kind: 'text',
      dictionary: rows.map(([text]) => text),
      codes: rows.map((_, i) => i),
    },
    { name: 'sum.minutesViewed', kind: 'number', values: rows.map(([, minutes]) => minutes) },
  ],
});

/** What the API answers: one row an hour from 0 on, of as many minutes as the hour's number, from the window's start on. */
const hourly = ({ window, limit }: Step['asks'][number]): Table => {
  const hours = Array.from({ length: 6 }, (_, i) => i).filter((i) => {
    const time = TO - 6 * HOUR + i * HOUR;
    return time >= window.from && time < window.to;
  });
  return table(
    hours.slice(0, limit).map((i) => [hour(i), i]),
    'datetimeHour'
  );
};

/** Groups a to f in every window, a minute each. */
const grouped = ({ variables, limit }: Step['asks'][number]): Table => {
  const { uid_gt: after = '' } = variables.filter as { uid_gt?: string };
  const rest = ['a', 'b', 'c', 'd', 'e', 'f'].filter((each) => each > after);
  return table(
    rest.slice(0, limit).map((each) => [each, 1]),
    'uid'
  );
};

/** Replies all at once, or one by one, the newest ask first. */
function run(query: object, given: Context, api: (ask: Step['asks'][number]) => Table, isBackwards = false) {
  let step = begin({ dataset: MINUTES, ceiling: 'notice', names: false, ...query }, given) as Step;
  let open = [...step.asks];
  let asked = open.length;
  const windows = step.asks.map(({ window }) => window.from);
  while (step.result === undefined) {
    const now = isBackwards ? open.slice(-1) : open;
    open = isBackwards ? open.slice(0, -1) : [];
    const replies = now.map((ask): Reply => ({ id: ask.id, table: api(ask) }));
    step = advance(step.execution, replies) as Step;
    open.push(...step.asks);
    asked += step.asks.length;
    windows.push(...step.asks.map(({ window }) => window.from));
  }
  return { ...step.result, asked, windows };
}

const SERIES = { bucket: 'hour' };
const TABLE = { format: 'table', groupBy: ['uid'] };
const valuesOf = ({ frames }: ReturnType<typeof run>) => frames[0]?.data.values;

test('what fits under the ceilings is shown whole, and nothing is said', () => {
  const whole = run(SERIES, context({}), hourly);
  expect(whole.notices).toEqual([]);
  expect(valuesOf(whole)[1]).toEqual([0, 1, 2, 3, 4, 5]);
  const exact = run(SERIES, context({ maxQueries: whole.asked, maxRows: 6 }), hourly);
  expect(exact).toEqual(whole);
});

test('the newest buckets that are whole, with a notice from when on', () => {
  const rest = run(SERIES, context({ maxQueries: 4 }), hourly);
  expect(rest.asked).toBe(4);
  // Both windows, of which a page holds one hour whole, and of what follows the newest: the hours 4 and 5.
  expect(valuesOf(rest)).toEqual([[3, 4, 5].map((i) => TO - 6 * HOUR + i * HOUR), [3, 4, 5]]);
  expect(rest.notices).toEqual([
    {
      severity: 'warning',
      text: 'The answer has at least 4 rows and would take more than 4 queries, the most that this data source makes. What is shown begins at 2026-11-24 03:00 UTC and is complete from there on. A shorter range, a coarser interval, a filter or fewer dimensions show all.',
    },
  ]);
  expect(rest.frames[0].schema.meta.custom).toMatchObject({ complete: { from: TO - 3 * HOUR } });
});

test('rows are a ceiling as queries are', () => {
  const { notices, ...rest } = run(SERIES, context({ maxRows: 1 }), hourly);
  expect(valuesOf({ notices, ...rest })[1]).toEqual([5]);
  expect(notices[0].text).toMatch(
    /^The answer has at least 2 rows, and 1 are the most that this data source takes\. What/
  );
});

test('groups by name, up to where every window has been read', () => {
  const part = run(TABLE, context({ maxQueries: 3 }), grouped);
  // One of two windows is read to d, the other to b.
  expect(valuesOf(part)).toEqual([
    ['a', 'b'],
    [2, 2],
  ]);
  expect(part.notices[0].text).toMatch(
    /^The answer has at least 6 rows and .* The groups that are shown are complete, up to "b"; others may follow\. A shorter/
  );
  expect(part.frames[0].schema.meta.custom).toMatchObject({ complete: { upTo: { uid: 'b' } } });
  expect(valuesOf(run(TABLE, context({ maxQueries: 4 }), grouped))[0]).toEqual(['a', 'b', 'c', 'd']);
});

/** Groups of each window, in the order of windows, a minute each. */
const groupedBy =
  (...windows: string[]) =>
  ({ window, variables, limit }: Step['asks'][number]): Table => {
    const { uid_gt: after = '' } = variables.filter as { uid_gt?: string };
    const rest = [...windows[(window.from - (TO - 3 * HOUR * windows.length)) / (3 * HOUR)]].filter(
      (each) => each > after
    );
    return table(
      rest.slice(0, limit).map((each) => [each, 1]),
      'uid'
    );
  };
const range = (windows: number) => ({ range: { from: TO - 3 * HOUR * windows, to: TO } });

test('the groups that are shown are those that the window furthest behind has been read to', () => {
  const groups = (maxQueries: number, ...windows: string[]) =>
    valuesOf(run(TABLE, context({ maxQueries }, range(windows.length)), groupedBy(...windows)));
  expect(groups(2, 'efgh', 'abcd')).toEqual([
    ['a', 'b'],
    [1, 1],
  ]);
  // What is furthest behind is asked for first.
  expect(groups(3, 'efgh', 'abcd')[0]).toEqual(['a', 'b', 'c', 'd']);
  expect(groups(3, 'abcd', 'efgh')[0]).toEqual(['a', 'b', 'c', 'd']);
  expect(groups(2, 'abcd', '')).toEqual([
    ['a', 'b'],
    [1, 1],
  ]);
});

test('what has not begun comes before what goes on, and of two alike the older', () => {
  const order = (settings: Context['settings'], ...windows: string[]) =>
    run(TABLE, context(settings, range(windows.length)), groupedBy(...windows)).windows.map(
      (from) => (from - (TO - 3 * HOUR * windows.length)) / (3 * HOUR)
    );
  expect(order({ maxRows: 3 }, 'abcd', '', 'ab')).toEqual([0, 1, 2]);
  expect(order({ maxQueries: 3 }, 'abcd', 'abcd')).toEqual([0, 1, 0]);
});

test('shares of the groups up to where all has been read are shares of the whole total', () => {
  const total = ({ document, ...ask }: Step['asks'][number]) =>
    document.includes('uid')
      ? grouped({ document, ...ask })
      : { rows: 1, columns: [{ name: 'sum.minutesViewed', kind: 'number' as const, values: [6] }] };
  expect(valuesOf(run({ ...TABLE, show: 'share' }, context({ maxQueries: 5 }), total))).toEqual([
    ['a', 'b'],
    [(1 / 6) * 100, (1 / 6) * 100],
  ]);
});

test('beside an earlier time the same buckets of both are shown, and groups only where both are in one order', () => {
  const DAY = 24 * HOUR;
  const both = (ask: Step['asks'][number]) => {
    const by = ask.window.from < TO - DAY ? DAY : 0;
    const shifted = { from: ask.window.from + by, to: ask.window.to + by };
    const { columns, rows } = hourly({ ...ask, window: shifted });
    const [time, minutes] = columns as [Extract<Table['columns'][number], { kind: 'text' }>, Table['columns'][number]];
    const dictionary = time.dictionary.map((text) => new Date(Date.parse(text) - by).toISOString().slice(0, 19) + 'Z');
    return { rows, columns: [{ ...time, dictionary }, minutes] };
  };
  const part = run({ ...SERIES, shift: 'day' }, context({ maxQueries: 8 }), both);
  expect(part.frames[0].schema.meta.custom).toMatchObject({ complete: { from: TO - 3 * HOUR } });
  expect(valuesOf(part)).toEqual([[3, 4, 5].map((i) => TO - 6 * HOUR + i * HOUR), [3, 4, 5], [3, 4, 5]]);
  const groups = (direction: string, api: typeof grouped) =>
    run({ ...TABLE, shift: 'day', orderBy: [{ field: 'uid', direction }], limit: 5 }, context({ maxQueries: 7 }), api);
  expect(valuesOf(groups('asc', grouped))[0]).toEqual(['a', 'b']);
  const eitherWay = (ask: Step['asks'][number]) => {
    const { uid_lt: before = 'g' } = ask.variables.filter as { uid_lt?: string };
    const last = ['f', 'e', 'd', 'c', 'b', 'a'].filter((each) => each < before).slice(0, ask.limit);
    const isDescending = String(ask.variables.orderBy) === 'uid_DESC';
    return isDescending
      ? table(
          last.map((each) => [each, 1]),
          'uid'
        )
      : grouped(ask);
  };
  expect(groups('desc', eitherWay).error?.class).toBe('limit');
});

test('a group that came in earlier buckets alone is none of those that are shown', () => {
  const api = (ask: Step['asks'][number]): Table => {
    const { columns, rows } = hourly(ask);
    const codes = Array.from({ length: rows }, (_, i) => i);
    const [time] = columns;
    const dictionary = time.kind === 'text' ? time.dictionary.map((text) => (text < hour(3) ? 'x' : 'y')) : [];
    return { rows, columns: [...columns, { name: 'dimensions.uid', kind: 'text', dictionary, codes }] };
  };
  const part = run({ ...SERIES, groupBy: ['uid'] }, context({ maxQueries: 4 }), api);
  expect(part.frames[0].schema.fields.slice(1).map(({ labels }) => labels)).toEqual([{ uid: 'y' }]);
});

test('a limit by names asks for no more rows than are still wanted', () => {
  const limits: number[] = [];
  const api = (ask: Step['asks'][number]) => {
    limits.push(ask.limit);
    return grouped(ask);
  };
  const query = { ...TABLE, orderBy: [{ field: 'uid', direction: 'asc' }], limit: 5 };
  const whole = run(query, context({}, { range: { from: TO - HOUR, to: TO } }), api);
  expect(valuesOf(whole)[0]).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(limits).toEqual([2, 2, 1]);
});

test('as many rows as are taken are none too many: it is said that queries were', () => {
  const { notices } = run(TABLE, context({ maxQueries: 3, maxRows: 6 }), grouped);
  expect(notices[0].text).toMatch(/^The answer has at least 6 rows and would take more than 3 queries/);
});

test('a limit by names is what the first rows are, and one by numbers cannot choose from a part', () => {
  const limited = (orderBy: object[]) => run({ ...TABLE, orderBy, limit: 5 }, context({ maxQueries: 4 }), grouped);
  expect(valuesOf(limited([{ field: 'uid', direction: 'asc' }]))[0]).toEqual(['a', 'b', 'c', 'd']);
  expect(limited([{ field: 'sum.minutesViewed' }]).error).toMatchObject({ class: 'limit' });
  const ranked = run({ ...SERIES, groupBy: ['uid'], limit: 1 }, context({ maxQueries: 4 }), grouped);
  expect(ranked.error?.message).toMatch(/more than 4 queries.*fewer dimensions work\.$/);
});

test('where nothing is complete there is an error', () => {
  expect(
    run(SERIES, context({ maxQueries: 1 }, { limits: { [MINUTES]: { maxPageSize: 2 } } }), hourly).error
  ).toMatchObject({
    class: 'limit',
    message: expect.stringMatching(/^The answer has at least 1 rows and would take more than 1 queries/),
  });
  expect(run(TABLE, context({ maxQueries: 1 }), grouped).error?.class).toBe('limit');
});

test('an alert rule gets no part of an answer, and nor does a query that does not ask for it', () => {
  const ceilings = { maxQueries: 3 };
  expect(run(SERIES, context(ceilings, { caller: 'alert' }), hourly).error?.class).toBe('limit');
  expect(run({ ...SERIES, ceiling: 'error' }, context(ceilings), hourly).error?.class).toBe('limit');
});

test('in whatever order replies come, the same is asked and shown', () => {
  for (const maxQueries of [2, 3, 4, 5, 6]) {
    for (const [query, api] of [
      [SERIES, hourly],
      [TABLE, grouped],
    ] as const) {
      const given = context({ maxQueries });
      const { windows: forwards, ...whole } = run(query, given, api);
      const { windows: backwards, ...reversed } = run(query, given, api, true);
      expect(reversed).toEqual(whole);
      expect(backwards.sort()).toEqual(forwards.sort());
    }
  }
});
