import type { Kind } from './archive';
import { OTHER_PLAYER } from './day';
import type { Reader } from './dimensions';
import { RATIO_STEPS } from './ingestDay';
import {
  column,
  distinct,
  greatest,
  latest,
  least,
  lookedUp,
  mean,
  one,
  product,
  quantile,
  rate,
  sampleInterval,
  sum,
  type Metrics,
} from './metrics';
import { BUFFER_LENGTH, INITIAL_STARVATION, LADDER, STARVATION, THROUGHPUT } from './reportDay';

export type DimensionType = 'string' | 'Time' | 'Date' | 'uint8' | 'uint16' | 'uint32' | 'uint64';

/** What the simulated API offers, node by node. Names and types are the API's own (its schema of December 2025). */
export interface Dataset {
  readonly name: string;
  /** What its rows are made of. */
  readonly kind: Kind;
  /** Which events belong to it: those in whose column something else stands; absent: all. */
  readonly unless?: { readonly column: string; readonly is: number };
  /** What rows are grouped by; fields of a row where it has no metrics. */
  readonly dimensions: Readonly<Record<string, DimensionType>>;
  /** Absent where a row is one event. */
  readonly metrics?: Metrics;
  /** Metrics with intervals of confidence besides `count`. */
  readonly confident: readonly string[];
  /** What it can be ordered by in name alone: nothing of these can be selected. */
  readonly strayOrders: readonly string[];
}

const of = <T extends DimensionType>(type: T, ...names: string[]): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, type]));

const times = (...buckets: string[]) => of('Time', 'datetime', ...buckets.map((bucket) => `datetime${bucket}`));

const PLAYER_DIMENSIONS = {
  ...of('Date', 'date'),
  ...times('Minute', 'FiveMinutes', 'FifteenMinutes', 'HalfOfHour', 'Hour'),
  ...of('string', 'clientCountryName', 'deviceBrowser', 'deviceOs', 'deviceType', 'uid'),
};

const STARVED = column('bufferStarvation', STARVATION.unit);
const STARVED_AT_FIRST = column('initialBufferStarvation', INITIAL_STARVATION.unit);

const quantiles = (name: string, measure: Reader<number>): Metrics =>
  Object.fromEntries(
    [50, 75, 90, 99].map((percent) => [`quantiles_${name}P${percent}`, quantile(measure, percent / 100)])
  );

const SEGMENTS = column('segments');
const BITS = product(SEGMENTS, column('gopByteSize', 8));
const GOP = {
  gopByteSize: column('gopByteSize'),
  gopDuration: column('gopDuration'),
  gopUploadTime: column('gopUploadTime'),
  uploadDurationRatio: column('uploadDurationRatio', 1 / RATIO_STEPS),
};

/** One metric of a block for each number that is known of a segment. */
const ofGop = (block: string, make: (measure: Reader<number>) => Metrics[string]): Metrics =>
  Object.fromEntries(Object.entries(GOP).map(([name, measure]) => [`${block}_${name}`, make(measure)]));

/** Length in seconds of the one bucket that each field is right for. An event describes one minute, and so does its exact time. */
const BIT_RATES = {
  bitRate: 60,
  bitRateMinute: 60,
  bitRateFiveMinutes: 300,
  bitRateFifteenMinutes: 900,
  bitRateHour: 3600,
};

export const DATASETS: readonly Dataset[] = [
  {
    name: 'streamMinutesViewedAdaptiveGroups',
    kind: 'viewings',
    dimensions: {
      ...of('Date', 'date'),
      ...times('Minute', 'FiveMinutes', 'FifteenMinutes', 'Hour'),
      ...of('string', 'clientCountryName', 'creator', 'mediaType', 'uid'),
    },
    metrics: { count: sum(one), sum_minutesViewed: sum(column('minutes')) },
    confident: [],
    strayOrders: [],
  },
  {
    name: 'videoPlaybackEventsAdaptiveGroups',
    kind: 'viewings',
    unless: { column: 'player', is: OTHER_PLAYER },
    dimensions: PLAYER_DIMENSIONS,
    metrics: {
      count: sum(column('starts')),
      sum_timeViewedMinutes: sum(column('playerMinutes')),
      avg_sampleInterval: sampleInterval,
    },
    confident: ['sum_timeViewedMinutes'],
    strayOrders: [],
  },
  {
    name: 'videoBufferEventsAdaptiveGroups',
    kind: 'buffering',
    dimensions: PLAYER_DIMENSIONS,
    metrics: { count: sum(one), avg_sampleInterval: sampleInterval },
    confident: [],
    strayOrders: ['eventType'],
  },
  {
    name: 'videoQualityEventsAdaptiveGroups',
    kind: 'qualityChanges',
    dimensions: { ...PLAYER_DIMENSIONS, ...of('uint64', 'qualityResolution') },
    metrics: { count: sum(one), avg_sampleInterval: sampleInterval },
    confident: [],
    strayOrders: ['eventType'],
  },
  {
    name: 'streamCMCDAdaptiveGroups',
    kind: 'reports',
    dimensions: {
      ...times('Minute', 'FiveMinutes', 'FifteenMinutes', 'Hour', 'SixHours'),
      ...of('string', 'contentId', 'country', 'creatorId', 'hlsType', 'inputId', 'resolution', 'sessionId'),
      ...of('string', 'streamType', 'streamingFormat', 'videoId'),
      ...of('uint8', 'bufferStarvation', 'playbackRate', 'startup'),
      ...of('uint16', 'bufferLength', 'bufferStarvationDuration', 'encodedBitrate', 'initialBufferStarvationDuration'),
      ...of('uint16', 'measuredThroughput', 'objectDuration'),
      ...of('uint32', 'topBitrate'),
    },
    metrics: {
      count: sum(one),
      sum_millisecondsViewed: sum(column('viewed')),
      uniq_viewers: distinct(column('viewer')),
      avg_bufferLength: mean(column('bufferLength', BUFFER_LENGTH.unit)),
      avg_bufferStarvationDuration: mean(STARVED),
      avg_initialBufferStarvationDuration: mean(STARVED_AT_FIRST),
      avg_encodedBitrate: mean(
        lookedUp(
          'rung',
          LADDER.map(({ kilobits }) => kilobits)
        )
      ),
      avg_measuredThroughput: mean(column('measuredThroughput', THROUGHPUT.unit)),
      max_latestDatetime: latest,
      ...quantiles('bufferStarvationDuration', STARVED),
      ...quantiles('initialBufferStarvationDuration', STARVED_AT_FIRST),
    },
    confident: ['sum_millisecondsViewed'],
    strayOrders: ['mediaType', 'millisecondsViewed', 'responseStatus'],
  },
  {
    name: 'liveInputEventsAdaptiveGroups',
    kind: 'ingest',
    // It counts segments, and a connection is not one.
    unless: { column: 'segments', is: 0 },
    dimensions: {
      ...times('Minute', 'FiveMinutes', 'FifteenMinutes', 'Hour'),
      ...of('string', 'eventCode', 'inputId'),
    },
    metrics: {
      count: sum(SEGMENTS),
      ...ofGop('avg', (measure) => mean(measure, SEGMENTS)),
      ...ofGop('max', greatest),
      ...ofGop('min', least),
      ...Object.fromEntries(Object.entries(BIT_RATES).map(([name, seconds]) => [`avg_${name}`, rate(BITS, seconds)])),
    },
    confident: Object.keys(BIT_RATES).map((name) => `avg_${name}`),
    strayOrders: [],
  },
  {
    name: 'liveInputEventsAdaptive',
    kind: 'ingest',
    dimensions: { ...times(), ...of('string', 'coloCode', 'eventCode', 'eventDescription', 'inputId') },
    confident: [],
    strayOrders: [],
  },
];

/** Block and field of a metric. `count` has no block. */
export function blockOf(metric: string): { readonly block?: string; readonly field: string } {
  const [block, field] = metric.split('_');
  return field === undefined ? { field: block } : { block, field };
}
