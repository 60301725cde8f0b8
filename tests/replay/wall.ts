import type { StreamQuery } from '../../src/core';

/** What hangs on a wall, or is evaluated as a rule: a saved query over a range that ends now. */
export interface Shown {
  readonly title: string;
  readonly hours: number;
  readonly query: Partial<StreamQuery> & { readonly dataset: string };
}

const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const PLAYBACK = 'videoPlaybackEventsAdaptiveGroups';
const BUFFERING = 'videoBufferEventsAdaptiveGroups';
const QUALITY = 'videoQualityEventsAdaptiveGroups';
const CMCD = 'streamCMCDAdaptiveGroups';
const INGEST = 'liveInputEventsAdaptiveGroups';

const DAY = 24;
const minutes = { dataset: MINUTES, metrics: ['sum.minutesViewed'] };
const plays = { dataset: PLAYBACK, metrics: ['count'] };
const total = { format: 'table' } as const;
const most = (field: string, limit: number) => ({ limit, orderBy: [{ field, direction: 'desc' as const }] });

/** Twenty panels of six datasets, 6 hours to 90 days. */
export const PANELS: readonly Shown[] = [
  { title: 'Minutes by country', hours: 6, query: { ...minutes, groupBy: ['clientCountryName'] } },
  { title: 'Minutes', hours: DAY, query: minutes },
  { title: 'Minutes, live and on demand', hours: 7 * DAY, query: { ...minutes, groupBy: ['mediaType'] } },
  { title: 'Minutes by creator', hours: 30 * DAY, query: { ...minutes, groupBy: ['creator'], bucket: 'day' } },
  { title: 'Minutes a day', hours: 90 * DAY, query: { ...minutes, bucket: 'day' } },
  { title: 'Countries a day', hours: 90 * DAY, query: { ...minutes, groupBy: ['clientCountryName'], bucket: 'day' } },
  {
    title: 'Ten videos',
    hours: 30 * DAY,
    query: { ...minutes, groupBy: ['uid'], bucket: 'day', ...most('sum.minutesViewed', 10) },
  },
  {
    title: 'Videos of the week',
    hours: 7 * DAY,
    query: { ...minutes, ...total, groupBy: ['uid'], ...most('sum.minutesViewed', 20) },
  },
  { title: 'Minutes of the quarter', hours: 90 * DAY, query: { ...minutes, ...total } },
  { title: 'Plays', hours: DAY, query: plays },
  { title: 'Plays by device', hours: 7 * DAY, query: { ...plays, groupBy: ['deviceType'] } },
  { title: 'Plays by system', hours: 90 * DAY, query: { ...plays, groupBy: ['deviceOs'], bucket: 'day' } },
  { title: 'Plays by country', hours: 30 * DAY, query: { ...plays, ...total, groupBy: ['clientCountryName'] } },
  { title: 'Buffering', hours: DAY, query: { dataset: BUFFERING, metrics: ['count'] } },
  {
    title: 'Buffering by device',
    hours: 60 * DAY,
    query: { dataset: BUFFERING, metrics: ['count'], groupBy: ['deviceType'], bucket: 'day' },
  },
  {
    title: 'Resolutions',
    hours: 30 * DAY,
    query: { dataset: QUALITY, metrics: ['count'], groupBy: ['qualityResolution'], bucket: 'hour' },
  },
  { title: 'Time viewed', hours: 12, query: { dataset: CMCD, metrics: ['sum.millisecondsViewed'] } },
  { title: 'Viewers an hour', hours: 3 * DAY, query: { dataset: CMCD, metrics: ['uniq.viewers'], bucket: 'hour' } },
  {
    title: 'Throughput',
    hours: 7 * DAY,
    query: { dataset: CMCD, metrics: ['avg.measuredThroughput'], groupBy: ['country'], bucket: 'hour' },
  },
  { title: 'Bit rate', hours: 6, query: { dataset: INGEST, metrics: ['avg.bitRate'], groupBy: ['inputId'] } },
];

/** Ten alert rules. */
export const RULES: readonly Shown[] = [
  { title: 'Viewing stopped', hours: 0.5, query: { ...minutes, ...total } },
  { title: 'A country is gone', hours: 1, query: { ...minutes, ...total, groupBy: ['clientCountryName'] } },
  { title: 'Minutes of the day', hours: DAY, query: { ...minutes, ...total } },
  { title: 'Live viewing stopped', hours: 1, query: { ...minutes, groupBy: ['mediaType'], bucket: 'fiveMinutes' } },
  { title: 'No plays', hours: 1, query: { ...plays, ...total } },
  { title: 'Plays by device', hours: 6, query: { ...plays, groupBy: ['deviceType'], bucket: 'hour' } },
  { title: 'Much buffering', hours: 1, query: { dataset: BUFFERING, metrics: ['count'], ...total } },
  { title: 'Low resolutions', hours: 3, query: { dataset: QUALITY, metrics: ['count'], bucket: 'fifteenMinutes' } },
  { title: 'Slow networks', hours: 2, query: { dataset: CMCD, metrics: ['avg.measuredThroughput'], bucket: 'hour' } },
  {
    title: 'Bit rate collapsed',
    hours: 0.5,
    query: { dataset: INGEST, metrics: ['avg.bitRate'], groupBy: ['inputId'], bucket: 'minute' },
  },
];
