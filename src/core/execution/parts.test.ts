import { parse, type Parsed } from '../query/parse';
import type { Context } from '../seam';
import type { Part } from './parts';
import { plan, type Plan } from './plan';
import { DAY, HOUR } from '../time/units';
import { panelContext } from '../../../tests/panelContext';

const NOW = Date.parse('2026-11-24T02:17:30Z');
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const PLAYS = 'videoPlaybackEventsAdaptiveGroups';
const BUFFERS = 'videoBufferEventsAdaptiveGroups';
const CMCD = 'streamCMCDAdaptiveGroups';

const context = panelContext({ from: NOW - 6 * HOUR, to: NOW });

const days = (count: number): Partial<Context> => ({ range: { from: NOW - count * DAY, to: NOW } });

function planned(saved: object, more: Partial<Context> = {}): Plan {
  const { query, dataset } = parse({ dataset: MINUTES, ...saved }) as Extract<Parsed, { query: { show: string } }>;
  return plan(query, dataset, { ...context, ...more }) as Plan;
}

const iso = (ms: number) => new Date(ms).toISOString().slice(5, 16);
const keysOf = (keys: Part['read']['keys']) =>
  keys.map(({ field, direction }) => `${direction === 'asc' ? '+' : '-'}${field}`).join(' ');

/** A part as a line: what is read, in which order, of which windows. */
function line({ when, of, metrics, slots, read }: Part): string {
  const { dataset, groupBy, bucket, orderBy, keys, most, probe, windows, pageSize } = read;
  return [
    `${when} ${of} of ${dataset.name.replace(/(AdaptiveGroups|stream)/g, '')}:`,
    metrics.map(({ name }) => name).join('+'),
    ...(read.metrics.join() === metrics.map(({ name }) => name).join() ? [] : [`reads ${read.metrics.join('+')}`]),
    ...(probe ? [`and ${probe}`] : []),
    `by ${[bucket?.name, ...groupBy].join(' ')}`,
    `in order ${keysOf(orderBy)}`,
    ...(keysOf(keys) === keysOf(orderBy) ? [] : [`on by ${keysOf(keys)}`]),
    ...(most === undefined ? [] : [`the first ${most}`]),
    windows.map(({ from, to }) => `${iso(from)}..${iso(to)}`).join(' '),
    ...(slots ? [`${slots.starts.length} slots`] : []),
    ...(pageSize === 10_000 ? [] : [`pages of ${pageSize}`]),
  ].join(', ');
}

const parts = (saved: object, more?: Partial<Context>): string[] => planned(saved, more).parts.map(line);
const ranks = (saved: object, more?: Partial<Context>): string[] | undefined => planned(saved, more).rank?.map(line);

const NOW_SPAN = '11-23T20:17..11-24T02:18';
const TOTALS = { format: 'table' };
const MOST = { orderBy: [{ field: 'sum.minutesViewed', direction: 'desc' }], limit: 3 };
const LEAST = { orderBy: [{ field: 'sum.minutesViewed', direction: 'asc' }], limit: 3 };

test('a total, groups, and groups by bucket', () => {
  expect(parts(TOTALS)).toEqual([`now groups of MinutesViewed:, sum.minutesViewed, by , in order , ${NOW_SPAN}`]);
  expect(parts({ ...TOTALS, groupBy: ['uid'] })).toEqual([
    `now groups of MinutesViewed:, sum.minutesViewed, by  uid, in order +uid, ${NOW_SPAN}`,
  ]);
  expect(parts({ bucket: 'hour', groupBy: ['uid', 'creator'] })).toEqual([
    'now groups of MinutesViewed:, sum.minutesViewed, by hour uid creator, in order +datetimeHour +uid +creator, on by +uid +creator, 11-23T20:00..11-24T03:00, 7 slots',
  ]);
});

test('the total is read beside groups where something is a part of it, and there are groups', () => {
  const total = (query: object) => planned({ ...TOTALS, ...query }).parts.map(({ of }) => of);
  expect(total({ groupBy: ['uid'], show: 'share' })).toEqual(['groups', 'total']);
  expect(total({ groupBy: ['uid'], limit: 3, other: true })).toEqual(['groups', 'total']);
  expect(total({ show: 'share' })).toEqual(['groups']);
  expect(total({ groupBy: ['uid'], show: 'perMinute' })).toEqual(['groups']);
  expect(parts({ ...TOTALS, groupBy: ['uid'], show: 'share' })[1]).toBe(
    `now total of MinutesViewed:, sum.minutesViewed, by , in order , ${NOW_SPAN}`
  );
});

test('what a limit leaves out is left to the API where one window holds all', () => {
  expect(parts({ ...TOTALS, ...MOST, groupBy: ['uid'] })).toEqual([
    `now groups of MinutesViewed:, sum.minutesViewed, by  uid, in order -sum.minutesViewed +uid, on by , the first 3, ${NOW_SPAN}`,
  ]);
  const [wide] = parts({ ...TOTALS, ...MOST, groupBy: ['uid'] }, days(40));
  expect(wide).toMatch(/by {2}uid, in order \+uid, 10-15T02:17..11-13T00:00 11-13T00:00..11-24T02:18$/);
  const [large] = parts({ ...TOTALS, ...MOST, groupBy: ['uid'] }, { limits: { [MINUTES]: { maxPageSize: 2 } } });
  expect(large).toMatch(/in order \+uid, .*, pages of 2$/);
});

test('names before numbers are left to the API as well, up to a page and in one window', () => {
  const order = [{ field: 'uid', direction: 'desc' }, MOST.orderBy[0]];
  const groups = (query: object, limits: object = {}) =>
    parts({ ...TOTALS, groupBy: ['uid', 'creator'], ...query }, { limits: { [MINUTES]: limits } })[0].replace(
      /.* creator, |, 11-.*/g,
      ''
    );
  expect(groups({ orderBy: order, limit: 3 })).toBe('in order -uid -sum.minutesViewed +creator, on by , the first 3');
  expect(groups({ ...MOST, limit: 50 }, { maxPageSize: 50 })).toMatch(/^in order -sum.minutesViewed .* the first 50$/);
  expect(groups({ ...MOST, limit: 51 }, { maxPageSize: 50 })).toBe('in order +uid +creator');
  expect(groups({ orderBy: [order[0]] })).toBe('in order +uid +creator');
  expect(groups({ orderBy: order })).toBe('in order +uid +creator');
});

test('beside an earlier time the least is read whole, the most and names are left to the API', () => {
  const orders = (query: object) =>
    planned({ ...TOTALS, groupBy: ['uid'], shift: 'day', ...query }).parts.map(
      ({ when, read }) => `${when} ${keysOf(read.orderBy)} ${read.most}`
    );
  expect(orders(LEAST)).toEqual(['now +uid undefined', 'before +uid undefined']);
  expect(orders(MOST)).toEqual(['now -sum.minutesViewed +uid 3', 'before +uid undefined']);
  expect(orders({ orderBy: [{ field: 'uid', direction: 'asc' }], limit: 3 })).toEqual([
    'now +uid 3',
    'before +uid undefined',
  ]);
  expect(orders({ orderBy: [...MOST.orderBy, { field: 'uid', direction: 'asc' }], limit: 3 })[0]).toBe(
    'now -sum.minutesViewed +uid 3'
  );
  const totals = planned({ ...TOTALS, ...MOST, groupBy: ['uid'], other: true }).parts;
  expect(totals.map(({ of, read }) => `${of} ${read.most}`)).toEqual(['groups 3', 'total undefined']);
});

test('an earlier time that is gone has no parts', () => {
  const whens = (count: number) =>
    planned(
      { ...TOTALS, shift: 'week' },
      { range: { from: NOW - count * DAY, to: NOW - (count - 1) * DAY } }
    ).parts.map(({ when }) => when);
  expect(whens(2)).toEqual(['now', 'before']);
  expect(whens(89)).toEqual(['now']);
  expect(planned({ ...TOTALS }, { range: { from: NOW + DAY, to: NOW + 2 * DAY } }).parts).toEqual([]);
});

test('a metric of two datasets has a part of each, its own first', () => {
  expect(parts({ ...TOTALS, dataset: BUFFERS, metrics: ['eventsPerPlay'], groupBy: ['uid'] })).toEqual([
    `now groups of videoBufferEvents:, count, and avg.sampleInterval, by  uid, in order +uid, ${NOW_SPAN}`,
    `now groups of videoPlaybackEvents:, count, by  uid, in order +uid, ${NOW_SPAN}`,
  ]);
  const limits = { [PLAYS]: { maxPageSize: 7, maxDuration: 86_400 } };
  expect(parts({ ...TOTALS, dataset: BUFFERS, metrics: ['eventsPerPlay'] }, { ...days(1.5), limits })[1]).toMatch(
    /11-22T14:17..11-23T00:00 11-23T00:00..11-24T00:00 11-24T00:00..11-24T02:18, pages of 7$/
  );
});

test('a made metric is ordered by as what it is made of, each once; a ratio and a bound by all rows', () => {
  const order = (dataset: string, metrics: string[], orderBy: object[]) =>
    planned({ ...TOTALS, dataset, metrics, groupBy: ['uid'], orderBy, limit: 2 }).parts.map(
      ({ read }) => `${keysOf(read.orderBy)} ${read.most}`
    )[0];
  const desc = (field: string) => ({ field, direction: 'desc' });
  expect(order(MINUTES, ['hoursViewed'], [desc('hoursViewed')])).toBe('-sum.minutesViewed +uid 2');
  expect(
    order(MINUTES, ['hoursViewed', 'deliveryCost'], [desc('hoursViewed'), { field: 'deliveryCost', direction: 'asc' }])
  ).toBe('-sum.minutesViewed +uid 2');
  expect(order(PLAYS, ['minutesPerPlay'], [desc('minutesPerPlay')])).toBe('+uid undefined');
  expect(order(PLAYS, ['confidence.count.lower'], [desc('confidence.count.lower')])).toBe('+uid undefined');
  expect(order(BUFFERS, ['eventsPerPlay'], [desc('eventsPerPlay')])).toBe('+uid undefined');
});

test('how much was sampled is read along once, where it can be', () => {
  const probes = (query: object, limits: object = {}) =>
    planned({ ...TOTALS, dataset: PLAYS, ...query }, { limits: { [PLAYS]: limits } }).parts.map(
      ({ read }) => read.probe ?? ''
    );
  const probe = 'avg.sampleInterval';
  expect(probes({ groupBy: ['uid'], show: 'share', shift: 'day' })).toEqual([probe, '', '', '']);
  expect(probes({ dataset: MINUTES })).toEqual(['']);
  expect(probes({ groupBy: ['uid'] }, { maxNumberOfFields: 3 })).toEqual([probe]);
  expect(probes({ groupBy: ['uid'] }, { maxNumberOfFields: 2 })).toEqual(['']);
  expect(probes({ groupBy: ['uid'], metrics: [probe] }, { maxNumberOfFields: 3 })).toEqual([probe]);
  expect(probes({}, { availableFields: ['count', 'uid'] })).toEqual(['']);
  expect(probes({}, { availableFields: ['count', 'avg_sampleInterval'] })).toEqual([probe]);
});

test('series are chosen by their totals over what is shown, if there is a choice to make', () => {
  const series = { bucket: 'hour', groupBy: ['uid'], limit: 3 };
  expect(ranks(series)).toEqual([
    'now groups of MinutesViewed:, sum.minutesViewed, by  uid, in order -sum.minutesViewed +uid, on by , the first 3, 11-23T20:00..11-24T03:00',
  ]);
  expect(ranks({ ...series, limit: undefined })).toBeUndefined();
  expect(ranks({ ...series, groupBy: [] })).toBeUndefined();
  expect(ranks({ ...series, format: 'table' })).toBeUndefined();
  expect(ranks({ ...series, format: 'table', bucket: 'auto' })).toBeUndefined();
  expect(ranks({ ...series, metrics: ['count', 'sum.minutesViewed'] })?.[0]).toMatch(/:, count, .* -count \+uid/);
  expect(ranks({ ...series, metrics: ['count', 'sum.minutesViewed'], orderBy: MOST.orderBy })?.[0]).toMatch(
    /:, sum.minutesViewed, .* -sum.minutesViewed \+uid/
  );
  // By names there is nothing to add up, but the API gives no groups without a number.
  expect(ranks({ ...series, orderBy: [{ field: 'uid', direction: 'desc' }] })?.[0]).toMatch(
    /:, sum.minutesViewed, by {2}uid, in order -uid, the first 3/
  );
});

test('series of two datasets, and those by a ratio, are chosen from all rows', () => {
  expect(
    ranks({ dataset: BUFFERS, metrics: ['eventsPerPlay'], bucket: 'hour', groupBy: ['uid'], limit: 3 })?.map((each) =>
      each.replace(/, 11-.*/, '')
    )
  ).toEqual([
    'now groups of videoBufferEvents:, count, by  uid, in order +uid',
    'now groups of videoPlaybackEvents:, count, by  uid, in order +uid',
  ]);
});

test('what cannot be combined is ranked by the minutes of the range, inside what is shown', () => {
  const viewers = { dataset: CMCD, metrics: ['uniq.viewers'], bucket: 'hour', groupBy: ['country'], limit: 3 };
  const windows = (more: Partial<Context>) => ranks(viewers, more)?.[0].replace(/.*the first 3, /, '');
  expect(windows({})).toBe('11-23T20:17..11-24T02:18');
  // What retention cuts in two is not shown, and neither is what an alert rule leaves out.
  expect(windows({ ...days(1), limits: { [CMCD]: { notOlderThan: 6 * 3600 } } })).toBe('11-23T21:00..11-24T02:18');
  expect(windows({ caller: 'alert' })).toBe('11-23T20:17..11-24T02:00');
});
