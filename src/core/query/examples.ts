import type { StreamQuery } from './query';

/** A query to begin with, for the editor's help. What it leaves out has its default. */
export interface Example {
  readonly title: string;
  /** What it shows, and what it is good for. */
  readonly text: string;
  readonly query: Partial<StreamQuery> & Pick<StreamQuery, 'dataset'>;
}

const MINUTES = 'streamMinutesViewedAdaptiveGroups';
const most = (field: string) => [{ field, direction: 'desc' as const }];

export const EXAMPLES: readonly Example[] = [
  {
    title: 'Minutes viewed by country',
    text: 'The ten largest countries over time, and all others together.',
    query: {
      dataset: MINUTES,
      groupBy: ['clientCountryName'],
      orderBy: most('sum.minutesViewed'),
      limit: 10,
      other: true,
    },
  },
  {
    title: 'Top 50 videos',
    text: 'A table of the videos that were watched most in the time range, with their creators.',
    query: {
      dataset: MINUTES,
      format: 'table',
      groupBy: ['uid', 'creator'],
      orderBy: most('sum.minutesViewed'),
      limit: 50,
    },
  },
  {
    title: 'This week against the last',
    text: 'Minutes viewed by day, beside those of 7 days before.',
    query: { dataset: MINUTES, bucket: 'day', shift: 'week' },
  },
  {
    title: 'One total',
    text: 'Minutes viewed in the time range: for a stat panel, or for an alert rule.',
    query: { dataset: MINUTES, format: 'table' },
  },
  {
    title: 'How many watch at the same time',
    text: 'Minutes viewed, divided by the minutes that passed: the average number of concurrent viewers.',
    query: { dataset: MINUTES, metrics: ['averageViewers'] },
  },
  {
    title: 'What delivery costs, roughly',
    text: "Minutes viewed by creator at Cloudflare's list price. An estimate and not a bill.",
    query: {
      dataset: MINUTES,
      format: 'table',
      metrics: ['deliveryCost', 'sum.minutesViewed'],
      groupBy: ['creator'],
      orderBy: most('deliveryCost'),
      limit: 20,
    },
  },
  {
    title: 'Plays by device',
    text: "Playback starts by kind of device. Cloudflare's own Stream Player alone reports them.",
    query: {
      dataset: 'videoPlaybackEventsAdaptiveGroups',
      groupBy: ['deviceType'],
      orderBy: most('count'),
      limit: 10,
    },
  },
  {
    title: 'Viewers and their quality of experience',
    text: 'Unique viewers, buffering and bit rate by country, as players report them.',
    query: {
      dataset: 'streamCMCDAdaptiveGroups',
      format: 'table',
      metrics: ['uniq.viewers', 'avg.bufferStarvationDuration', 'avg.encodedBitrate'],
      groupBy: ['country'],
      orderBy: most('uniq.viewers'),
      limit: 20,
    },
  },
  {
    title: 'Health of live inputs',
    text: 'Bit rate of every live input over time.',
    query: { dataset: 'liveInputEventsAdaptiveGroups', metrics: ['avg.bitRate'], groupBy: ['inputId'] },
  },
  {
    title: 'What happened on live inputs',
    text: 'Connected, disconnected, failed: single events as logs, the newest first.',
    query: { dataset: 'liveInputEventsAdaptive', format: 'logs' },
  },
  {
    title: 'Storage left',
    text: 'Minutes stored and their limit, as they are now.',
    query: { dataset: 'storage', format: 'table' },
  },
];
