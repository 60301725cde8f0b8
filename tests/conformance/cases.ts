import type { Fault } from '../../simulator/faults';
import { type Context, HOUR, logVolume } from '../../src/core';

/** One query to record. `context` is what differs from six hours of a panel, see record.ts. */
export interface Case {
  readonly name: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly context?: Partial<Context>;
  readonly faults?: readonly Fault[];
}

const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const EVENTS = 'liveInputEventsAdaptive';
const PLAYS = 'videoPlaybackEventsAdaptiveGroups';
const to = Date.parse('2026-11-23T00:00:00Z');
const days = (count: number) => ({ from: to - count * 24 * HOUR, to });
const most = [{ field: 'sum.minutesViewed', direction: 'desc' }];
/** Windows of two days, pages of sixty rows. */
const small = { [MINUTES]: { maxDuration: 2 * 86_400, maxPageSize: 60 } };
const tiny = { [MINUTES]: { maxDuration: 2 * 86_400, maxPageSize: 20 } };

export const CASES: readonly Case[] = [
  { name: 'series-of-one', query: { dataset: MINUTES } },
  {
    name: 'series-by-media-over-windows-and-pages',
    query: { dataset: MINUTES, groupBy: ['mediaType'], bucket: 'hour' },
    context: { range: days(3), limits: small },
  },
  {
    name: 'series-ranked',
    query: { dataset: MINUTES, groupBy: ['uid'], bucket: 'hour', orderBy: most, limit: 2, legend: 'video {{uid}}' },
  },
  {
    name: 'series-ranked-by-two',
    query: { dataset: MINUTES, groupBy: ['uid', 'mediaType'], bucket: 'hour', orderBy: most, limit: 2 },
  },
  {
    name: 'series-of-local-days',
    query: { dataset: MINUTES, bucket: 'day', timezone: 'Europe/Berlin' },
    context: {
      range: { from: Date.parse('2026-10-24T00:00:00Z'), to: Date.parse('2026-10-27T00:00:00Z') },
      zone: [
        { from: 0, offsetMs: 2 * HOUR },
        { from: Date.parse('2026-10-25T01:00:00Z'), offsetMs: HOUR },
      ],
    },
  },
  {
    // The last week is not over: how long it has lasted until now decides how many watched on average.
    name: 'series-of-local-weeks',
    query: {
      dataset: MINUTES,
      metrics: ['hoursViewed', 'averageViewers'],
      bucket: 'week',
      timezone: 'America/New_York',
    },
    context: {
      range: { from: Date.parse('2026-10-28T00:00:00Z'), to: Date.parse('2026-11-24T02:17:30Z') },
      zone: [
        { from: 0, offsetMs: -4 * HOUR },
        { from: Date.parse('2026-11-01T06:00:00Z'), offsetMs: -5 * HOUR },
      ],
    },
  },
  {
    name: 'series-without-gaps',
    query: {
      dataset: MINUTES,
      filters: [{ field: 'clientCountryName', operator: 'eq', values: ['NZ'] }],
      bucket: 'fifteenMinutes',
      gaps: 'none',
    },
  },
  { name: 'series-of-an-average', query: { dataset: PLAYS, metrics: ['avg.sampleInterval', 'count'], bucket: 'hour' } },
  {
    name: 'forecast-of-the-month-of-an-alert',
    query: { dataset: MINUTES, format: 'table', metrics: ['deliveryCost'], since: 'month', show: 'forecast' },
    context: { caller: 'alert' },
  },
  {
    name: 'storage-used-of-an-alert',
    query: { dataset: 'storage', metrics: ['storageUsed'] },
    context: { caller: 'alert' },
  },
  { name: 'limits', query: { dataset: 'limits' }, context: { limits: small } },
  { name: 'series-of-an-alert', query: { dataset: MINUTES, bucket: 'hour' }, context: { caller: 'alert' } },
  {
    name: 'table-of-the-most',
    query: { dataset: MINUTES, format: 'table', groupBy: ['uid', 'clientCountryName'], orderBy: most, limit: 10 },
  },
  {
    name: 'table-of-all-over-windows-and-pages',
    query: { dataset: MINUTES, format: 'table', groupBy: ['uid', 'clientCountryName'] },
    context: { range: days(3), limits: small },
  },
  {
    name: 'table-of-pages-by-uid',
    query: {
      dataset: PLAYS,
      format: 'table',
      metrics: ['count', 'sum.timeViewedMinutes'],
      groupBy: ['uid'],
      orderBy: [{ field: 'uid', direction: 'asc' }],
    },
    context: { limits: { [PLAYS]: { maxPageSize: 2 } } },
  },
  { name: 'table-by-bucket', query: { dataset: MINUTES, format: 'table', groupBy: ['creator'], bucket: 'sixHours' } },
  { name: 'table-of-a-total', query: { dataset: MINUTES, format: 'table', metrics: ['sum.minutesViewed', 'count'] } },
  {
    name: 'table-of-nothing',
    query: {
      dataset: PLAYS,
      format: 'table',
      groupBy: ['uid'],
      filters: [{ field: 'uid', operator: 'eq', values: ['nobody’s "vidéo" \\ 🎬'] }],
    },
  },
  {
    name: 'filters-nested',
    query: {
      dataset: MINUTES,
      format: 'table',
      groupBy: ['mediaType'],
      filters: [
        {
          or: [
            { field: 'clientCountryName', operator: 'in', values: ['US', 'DE'] },
            {
              and: [
                { field: 'creator', operator: 'neq', values: [''] },
                { field: 'clientCountryName', operator: 'like', values: ['%R'] },
              ],
            },
          ],
        },
      ],
    },
  },
  {
    name: 'table-with-names-and-links',
    query: {
      dataset: 'streamCMCDAdaptiveGroups',
      format: 'table',
      metrics: ['count'],
      groupBy: ['videoId', 'inputId'],
    },
    context: { settings: { accountId: '0123456789abcdef0123456789abcdef' } },
  },
  {
    name: 'series-with-names-and-links',
    query: { dataset: 'liveInputEventsAdaptiveGroups', metrics: ['count'], groupBy: ['inputId'], bucket: 'sixHours' },
    context: { range: days(1), settings: { accountId: '0123456789abcdef0123456789abcdef' } },
  },
  {
    name: 'table-without-names',
    query: { dataset: MINUTES, format: 'table', groupBy: ['uid'], names: false },
  },
  {
    name: 'series-of-shares-with-other',
    query: { dataset: MINUTES, groupBy: ['uid'], bucket: 'hour', orderBy: most, limit: 2, show: 'share', other: true },
  },
  {
    name: 'series-beside-the-day-before',
    query: { dataset: MINUTES, metrics: ['deliveryCost'], bucket: 'hour', price: 2.5, shift: 'day', show: 'perMinute' },
  },
  {
    name: 'series-of-two-datasets',
    query: {
      dataset: 'videoBufferEventsAdaptiveGroups',
      metrics: ['eventsPerPlay', 'count'],
      bucket: 'hour',
      groupBy: ['deviceType'],
    },
  },
  {
    name: 'series-of-combined-averages',
    query: { dataset: 'streamCMCDAdaptiveGroups', metrics: ['avg.bufferLength'], bucket: 'day' },
    context: { zone: [{ from: 0, offsetMs: HOUR / 2 }] },
  },
  {
    name: 'table-beside-the-period-before',
    query: {
      dataset: MINUTES,
      format: 'table',
      metrics: ['sum.minutesViewed', 'averageViewers'],
      groupBy: ['creator'],
      orderBy: most,
      limit: 2,
      shift: 'range',
      other: true,
    },
  },
  {
    name: 'series-too-large',
    query: { dataset: MINUTES, groupBy: ['mediaType'], bucket: 'hour', ceiling: 'notice' },
    context: { range: days(3), limits: tiny, settings: { maxQueries: 4 } },
  },
  {
    name: 'table-too-large',
    query: { dataset: MINUTES, format: 'table', groupBy: ['creator', 'clientCountryName'], ceiling: 'notice' },
    context: { range: days(3), limits: tiny, settings: { maxRows: 60 } },
  },
  {
    name: 'graphql-series-in-halves',
    query: {
      dataset: 'graphql',
      legend: '{{land}}: {{metric}}',
      graphql: `# Minutes and samples by country
query Mine($accountTag: string!) {
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      minutes: streamMinutesViewedAdaptiveGroups(
        filter: { datetime_geq: $from, datetime_lt: $to, clientCountryName_in: ["US", "DE", "vidéo 🎬"] }
        limit: 3
        orderBy: [$bucket_ASC]
      ) {
        sum { watched: minutesViewed }
        count
        dimensions { ts: $bucket land: clientCountryName }
      }
    }
  }
}`,
    },
  },
  {
    name: 'graphql-table-over-windows',
    query: {
      dataset: 'graphql',
      format: 'table',
      graphql: `streamMinutesViewedAdaptiveGroups(
  filter: { datetime_geq: $from, datetime_lt: $to }, limit: 60, orderBy: [sum_minutesViewed_DESC, datetimeHour_ASC, mediaType_ASC]
) { dimensions { datetimeHour mediaType } sum { minutesViewed } }`,
    },
    context: { range: days(3), limits: small },
  },
  {
    name: 'graphql-mistake',
    query: {
      dataset: 'graphql',
      graphql: `streamMinutesViewedAdaptiveGroups(filter: { datetime_geq: $from, datetime_lt: $to }, limit: 1) {
  sum { minuteViewed } dimensions { $bucket cuntry: clientCountryNames }
}`,
    },
  },
  {
    name: 'graphql-refused-by-the-schema',
    query: {
      dataset: 'graphql',
      format: 'table',
      graphql:
        'streamMinutesViewedAdaptiveGroups(filter: { datetime_geq: $from, datetime_lt: $to, contry: "US" }, limit: 1) { count }',
    },
  },
  {
    name: 'logs-over-windows-and-pages',
    query: {
      dataset: EVENTS,
      filters: [{ field: 'eventCode', operator: 'neq', values: ['live_input.segment_stored'] }],
    },
    context: { range: days(2), limits: { [EVENTS]: { maxDuration: 86_400, maxPageSize: 20 } } },
  },
  { name: 'logs-to-a-limit', query: { dataset: EVENTS, limit: 5 }, context: { caller: 'explore' } },
  { name: 'logs-of-an-alert', query: { dataset: EVENTS }, context: { caller: 'alert' } },
  {
    name: 'table-of-events',
    query: {
      dataset: EVENTS,
      format: 'table',
      limit: 10,
      filters: [{ field: 'eventDescription', operator: 'like', values: ['ERR%'] }],
    },
    context: { range: days(3) },
  },
  {
    name: 'series-of-a-log-volume',
    query: { ...logVolume({ dataset: EVENTS }) },
    context: { range: days(1) },
  },
  {
    name: 'older-than-retention',
    query: { dataset: MINUTES, bucket: 'day', colour: 'blue' },
    context: { range: { from: to - 120 * 24 * HOUR, to: to - 80 * 24 * HOUR } },
  },
  {
    name: 'error-of-the-query',
    query: {
      dataset: MINUTES,
      metrics: ['sum.plays'],
      filters: [{ field: 'country', operator: 'eq', values: ['$country'] }],
    },
  },
  {
    name: 'error-under-status-200',
    query: { dataset: MINUTES },
    faults: [{ kind: 'errors200', message: 'rate limiter budget depleted, please try again later', code: 'budget' }],
  },
  { name: 'videos', query: { dataset: 'videos', filters: [{ field: 'status', operator: 'eq', values: ['ready'] }] } },
  {
    name: 'live-inputs',
    query: { dataset: 'liveInputs', orderBy: [{ field: 'created', direction: 'asc' }], limit: 3 },
  },
  { name: 'storage', query: { dataset: 'storage' } },
  { name: 'storage-by-creator', query: { dataset: 'storage', groupBy: ['creator'] }, context: { caller: 'alert' } },
  { name: 'live-viewers', query: { dataset: 'liveViewers' }, context: { caller: 'alert' } },
  { name: 'error-of-a-truncated-answer', query: { dataset: MINUTES }, faults: [{ kind: 'truncated' }] },
  { name: 'error-of-a-page-of-html', query: { dataset: MINUTES }, faults: [{ kind: 'html' }] },
];
