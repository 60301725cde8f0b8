import { begin, type Context, type Result } from '..';
import { answerNotices } from './answerNotices';
import type { Answer } from './answer';
import type { Execution } from './execution';
import type { Plan } from './plan';
import { DAY, HOUR } from '../time/units';
import { panelContext } from '../../../tests/panelContext';

const NOW = Date.parse('2026-11-24T02:17:30Z');
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const CMCD = 'streamCMCDAdaptiveGroups';

const days = (from: number, to = 0): Partial<Context> => ({ range: { from: NOW - from * DAY, to: NOW - to * DAY } });
const begun = (query: object, more: Partial<Context>) =>
  begin({ dataset: MINUTES, ...query }, panelContext({ from: NOW - 6 * HOUR, to: NOW }, more));
const refused = (query: object, more: Partial<Context> = {}) => {
  const { error } = begun(query, more).result as Result;
  return error && `${error.class}: ${error.message}`;
};
const asked = (query: object, more: Partial<Context> = {}) => begun(query, more).asks.length;
const limits = (of: object, dataset = MINUTES): Partial<Context> => ({ limits: { [dataset]: of } });

test('what the account lacks is refused by its name, with the way out where the query names it', () => {
  expect(refused({}, limits({ enabled: false }))).toBe(
    `permission: Cloudflare says that ${MINUTES} is not available to this account.`
  );
  const lacking = limits({ availableFields: ['sum_minutesViewed', 'count', 'uid', 'datetimeMinute', 'datetime'] });
  expect(asked({ groupBy: ['uid'], bucket: 'minute' }, lacking)).toBe(1);
  expect(refused({ groupBy: ['creator'] }, lacking)).toBe(
    `permission: Cloudflare says that the field creator of ${MINUTES} is not available to this account: leave it out of the query.`
  );
  expect(refused({ bucket: 'hour' }, lacking)).toBe(
    `permission: Cloudflare says that the field datetimeHour of ${MINUTES} is not available to this account.`
  );
  expect(refused({ metrics: ['count'] }, limits({ availableFields: ['uid', 'datetimeMinute'] }))).toMatch(
    /field count .*leave it out/
  );
});

test('as many fields as the API allows are asked for, and not one more', () => {
  const query = { metrics: ['sum.minutesViewed', 'count'], groupBy: ['uid', 'creator'], bucket: 'hour' };
  expect(asked(query, limits({ maxNumberOfFields: 5 }))).toBe(1);
  expect(refused(query, limits({ maxNumberOfFields: 4 }))).toBe(
    'limit: The query selects 5 fields, and the API allows 4 at most: choose fewer metrics or dimensions.'
  );
  const table = { ...query, format: 'table', bucket: 'auto' };
  expect(asked(table, limits({ maxNumberOfFields: 4 }))).toBe(1);
  expect(refused(table, limits({ maxNumberOfFields: 3 }))).toMatch(/selects 4 fields/);
});

test('unique viewers come only as the API worked them out', () => {
  const viewers = { dataset: CMCD, metrics: ['uniq.viewers'] };
  expect(refused({ ...viewers, bucket: 'week' })).toMatch(
    /^user: .*\(uniq\.viewers\) cannot be combined from 6 hours to 1 week\. Choose a bucket that the API has itself: 6 hours works\.$/
  );
  expect(asked({ ...viewers, bucket: 'hour' })).toBe(1);
  expect(asked({ ...viewers, format: 'table' }, days(30))).toBe(1);
  expect(refused({ ...viewers, format: 'table' }, days(40))).toMatch(
    /cannot be combined over \d queries, and one query covers 31 days at most\. Choose a shorter range, or a time series\.$/
  );
  const ranked = { ...viewers, bucket: 'sixHours', groupBy: ['country'], limit: 3 };
  expect(refused(ranked, days(40))).toMatch(
    /^user: 3 series cannot be chosen: .*over \d queries.* Or order by a metric/
  );
  const byCount = { metrics: ['uniq.viewers', 'count'], orderBy: [{ field: 'count', direction: 'desc' }] };
  expect(asked({ ...ranked, ...byCount }, days(40))).toBe(2);
});

const planned = (query: object, more: Partial<Context> = {}): Plan =>
  (begun(query, more).execution as Execution).plan as Plan;
const notices = (query: object, more: Partial<Context> = {}) =>
  planned(query, more).notices.map(({ severity, text }) => `${severity}: ${text}`);

test('why part of a range, or all of it, is empty', () => {
  expect(notices({}, days(90 - 1 / 24))).toEqual([]);
  expect(notices({ format: 'table' }, days(91))).toEqual([
    'info: Cloudflare keeps 90 days of this dataset: nothing is shown before 2026-08-26 02:19 UTC.',
  ]);
  expect(notices({}, days(100, 95))).toEqual([
    'info: Cloudflare keeps 90 days of this dataset: the whole time range is older.',
  ]);
  expect(notices({}, days(1, 1))).toEqual(['info: The time range is empty.']);
  expect(notices({}, days(0, -1))).toEqual(['info: The time range lies in the future.']);
  expect(notices({}, { ...days(2), ...limits({ notOlderThan: 86_400 }) })).toEqual([
    expect.stringMatching(/keeps 1 day of this dataset/),
  ]);
});

test('what of an earlier period is not kept', () => {
  const table = { format: 'table', shift: 'week' };
  expect(notices(table, days(80, 79))).toEqual([]);
  expect(notices(table, days(84, 79))).toEqual([
    'info: Cloudflare keeps 90 days of this dataset: of 7 days before, nothing older than 2026-08-26 02:19 UTC is counted.',
  ]);
  expect(notices(table, days(89, 84))).toEqual([
    'info: Cloudflare keeps 90 days of this dataset: nothing of 7 days before is left to compare with.',
  ]);
  expect(notices({ shift: 'range' }, days(60, 50))).toEqual([]);
});

test('what the reader of numbers should know, each once, and nothing where there is nothing', () => {
  const said = (notes: Answer['notes'], of = 1, caller: Context['caller'] = 'panel', more: Partial<Context> = {}) => {
    const made = planned({ dataset: 'videoPlaybackEventsAdaptiveGroups', format: 'table' }, more);
    const context = { caller, now: NOW } as Context;
    return answerNotices(made, { notes, of } as Answer, context).map(({ text }) => text);
  };
  expect(said({})).toEqual([]);
  expect(said({ averaged: true, rounded: true, sampled: 9.6 })).toEqual([
    'Averages of several rows are combined, weighted by their counts.',
    'Cloudflare sampled these events: a stored one stands for up to 10, so the numbers are estimates.',
    'Some numbers are larger than 2^53 and therefore rounded.',
  ]);
  expect(said({}, 0)).toEqual([expect.stringMatching(/Stream Player/)]);
  expect(said({}, 0, 'panel', days(100, 95))).toEqual([]);
  expect(said({}, 1, 'explore')).toEqual(['The last 5 minutes may still change.']);
  expect(said({}, 1, 'explore', days(2, 1))).toEqual([]);
});

test('a period before has as many minutes, and zero where it is settled and kept', () => {
  const { periods, whole } = planned({ bucket: 'hour', shift: 'day' });
  expect([...periods.now.minutes]).toEqual([60, 60, 60, 60, 60, 60, 17.5]);
  expect([...periods.now.zero]).toEqual([1, 1, 1, 1, 1, 1, 0]);
  expect([...(periods.before?.zero ?? [])]).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect(whole.minutes).toHaveLength(1);
});
