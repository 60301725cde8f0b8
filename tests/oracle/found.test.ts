import { HIGH, type Case } from './case';
import { verdictOf } from './differences';

/** Cases that the core once answered wrongly, as small as they could be made. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const at = (time: string) => Date.parse(time);

const BASE: Omit<Case, 'query'> = {
  source: { seed: 8, videos: 5 },
  now: at('2026-03-03T00:00:00Z'),
  range: { from: at('2026-03-02T00:00:00Z'), to: at('2026-03-03T00:00:00Z') },
  zone: 'UTC',
  caller: 'panel',
  intervalMs: HOUR,
  maxDataPoints: 1000,
  settleDelay: 300,
  limits: {
    enabled: true,
    maxPageSize: 10_000,
    maxDuration: (31 * DAY) / 1000,
    notOlderThan: (40 * DAY) / 1000,
    maxNumberOfFields: 30,
  },
  told: true,
  ceilings: HIGH,
  order: 0,
};

const FOUND: ReadonlyArray<readonly [string, Case]> = [
  [
    'the share of a total without dimensions is all of it',
    { ...BASE, query: { dataset: MINUTES, metrics: ['count'], show: 'share' } },
  ],
  [
    'what the API cut off is not nothing because the period before brings it',
    {
      ...BASE,
      query: {
        dataset: MINUTES,
        format: 'table',
        groupBy: ['uid'],
        metrics: ['sum.minutesViewed'],
        orderBy: [{ field: 'sum.minutesViewed', direction: 'asc' }],
        limit: 1,
        shift: 'day',
      },
    },
  ],
  [
    'a day whose midnight is left out is moved as the day that it is',
    {
      ...BASE,
      query: { dataset: MINUTES, metrics: ['count'], bucket: 'day', shift: 'week' },
      zone: 'Asia/Beirut',
      now: at('2026-04-12T03:20:00Z'),
      range: { from: at('2026-03-29T00:00:00Z'), to: at('2026-04-01T00:00:00Z') },
    },
  ],
  [
    'a range without length has no minute',
    {
      ...BASE,
      query: { dataset: MINUTES, metrics: ['count'], format: 'table' },
      range: { from: at('2026-03-02T12:00:30Z'), to: at('2026-03-02T12:00:30Z') },
    },
  ],
  [
    'an average in per cent has no others',
    {
      ...BASE,
      query: {
        dataset: 'liveInputEventsAdaptiveGroups',
        metrics: ['uploadRatioPercent'],
        groupBy: ['inputId'],
        limit: 1,
        other: true,
      },
    },
  ],
  [
    'with a limit and nothing to choose from, every metric still has its column',
    {
      ...BASE,
      query: {
        dataset: MINUTES,
        metrics: ['count', 'sum.minutesViewed'],
        groupBy: ['uid'],
        orderBy: [{ field: 'sum.minutesViewed', direction: 'desc' }],
        filters: [{ field: 'uid', operator: 'eq', values: [''] }],
        limit: 1,
      },
    },
  ],
];

test.each(FOUND)('%s', async (_, given) => {
  expect(await verdictOf(given)).not.toMatchObject({ kind: 'different' });
});
