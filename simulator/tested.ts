import type { Window } from '../src/core/seam';
import type { Source } from './catalogue';
import { liveInputEvents } from './liveInputEvents';
import { bufferEvents, qualityEvents } from './playerEvents';
import {
  average,
  different,
  largest,
  lastTime,
  percentile,
  perSecond,
  smallest,
  timesOf,
  total,
  type Flat,
  type Measured,
} from './reference';
import { reports } from './reports';
import { viewings } from './viewings';

/** A dataset as tests know it. */
export interface Tested {
  readonly node: string;
  readonly strings: readonly string[];
  /** Dimensions that are numbers. Those of uint8 take lists in base64 alone. */
  readonly numbers: readonly string[];
  readonly bytes: readonly string[];
  readonly times: readonly string[];
  /** By name as in `orderBy`. None where a row is an event. */
  readonly metrics: Readonly<Record<string, Measured>>;
  flats(source: Source, window: Window): Flat[];
}

const TIMES = ['datetime', 'datetimeMinute', 'datetimeFiveMinutes', 'datetimeFifteenMinutes', 'datetimeHour'];
const PLAYER_TIMES = ['date', ...TIMES, 'datetimeHalfOfHour'];
const PLAYER_STRINGS = ['uid', 'clientCountryName', 'deviceType', 'deviceOs', 'deviceBrowser'];
const ONE = { one: 1 };

const none = { numbers: [], bytes: [] };
const everyEvent: Measured = (events) => events.length;
const never: Measured = () => 1;

const MINUTES: Tested = {
  ...none,
  node: 'streamMinutesViewedAdaptiveGroups',
  strings: ['uid', 'creator', 'clientCountryName', 'mediaType'],
  times: ['date', ...TIMES],
  metrics: { count: everyEvent, sum_minutesViewed: total('minutesViewed') },
  flats: (source, window) =>
    [...viewings(source, window)].map(({ time, uid, creator, clientCountryName, mediaType, minutesViewed }) => ({
      time,
      dimensions: { ...timesOf(time), uid, creator, clientCountryName, mediaType },
      numbers: { minutesViewed },
    })),
};

const PLAYBACK: Tested = {
  ...none,
  node: 'videoPlaybackEventsAdaptiveGroups',
  strings: PLAYER_STRINGS,
  times: PLAYER_TIMES,
  metrics: { count: total('starts'), sum_timeViewedMinutes: total('timeViewedMinutes'), avg_sampleInterval: never },
  flats: (source, window) =>
    [...viewings(source, window)].flatMap(({ time, uid, clientCountryName, playback }) => {
      if (!playback) {
        return [];
      }
      const { starts, timeViewedMinutes, ...device } = playback;
      return [
        {
          time,
          dimensions: { ...timesOf(time), uid, clientCountryName, ...device },
          numbers: { starts, timeViewedMinutes },
        },
      ];
    }),
};

const BUFFER: Tested = {
  ...none,
  node: 'videoBufferEventsAdaptiveGroups',
  strings: PLAYER_STRINGS,
  times: PLAYER_TIMES,
  metrics: { count: everyEvent, avg_sampleInterval: never },
  flats: (source, window) =>
    [...bufferEvents(source, window)].map(({ time, ...dimensions }) => ({
      time,
      dimensions: { ...timesOf(time), ...dimensions },
      numbers: {},
    })),
};

const QUALITY: Tested = {
  ...BUFFER,
  node: 'videoQualityEventsAdaptiveGroups',
  numbers: ['qualityResolution'],
  flats: (source, window) =>
    [...qualityEvents(source, window)].map(({ time, ...dimensions }) => ({
      time,
      dimensions: { ...timesOf(time), ...dimensions },
      numbers: {},
    })),
};

const STARVATIONS = ['bufferStarvationDuration', 'initialBufferStarvationDuration'];
const AVERAGES = [...STARVATIONS, 'bufferLength', 'encodedBitrate', 'measuredThroughput'];

const CMCD: Tested = {
  node: 'streamCMCDAdaptiveGroups',
  strings: [
    ...['contentId', 'country', 'creatorId', 'hlsType', 'inputId', 'resolution', 'sessionId', 'streamType'],
    ...['streamingFormat', 'videoId'],
  ],
  numbers: [...AVERAGES, 'objectDuration', 'topBitrate', 'bufferStarvation', 'playbackRate', 'startup'],
  bytes: ['bufferStarvation', 'playbackRate', 'startup'],
  times: [...TIMES, 'datetimeSixHours'],
  metrics: {
    count: everyEvent,
    sum_millisecondsViewed: total('millisecondsViewed'),
    uniq_viewers: different('viewer'),
    max_latestDatetime: lastTime,
    ...Object.fromEntries(AVERAGES.map((name) => [`avg_${name}`, average(name, 'one')])),
    ...Object.fromEntries(
      STARVATIONS.flatMap((name) =>
        [50, 75, 90, 99].map((percent) => [`quantiles_${name}P${percent}`, percentile(name, percent)])
      )
    ),
  },
  flats: (source, window) =>
    [...reports(source, window)].map(({ time, millisecondsViewed, viewer, ...dimensions }) => {
      const numbers = Object.fromEntries(
        AVERAGES.map((name) => [name, Number({ ...dimensions }[name as 'bufferLength'])])
      );
      return {
        time,
        dimensions: { ...timesOf(time), ...dimensions },
        numbers: { ...ONE, ...numbers, millisecondsViewed, viewer },
      };
    }),
};

const GOP = ['gopByteSize', 'gopDuration', 'gopUploadTime', 'uploadDurationRatio'];

const INGEST: Tested = {
  ...none,
  node: 'liveInputEventsAdaptiveGroups',
  strings: ['inputId', 'eventCode'],
  times: TIMES,
  metrics: {
    count: total('count'),
    ...Object.fromEntries(
      GOP.flatMap((name) => [
        [`avg_${name}`, average(name, 'count')],
        [`max_${name}`, largest(name)],
        [`min_${name}`, smallest(name)],
      ])
    ),
    avg_bitRate: perSecond('bits', 60),
    avg_bitRateMinute: perSecond('bits', 60),
    avg_bitRateFiveMinutes: perSecond('bits', 300),
    avg_bitRateFifteenMinutes: perSecond('bits', 900),
    avg_bitRateHour: perSecond('bits', 3600),
  },
  flats: (source, window) =>
    [...liveInputEvents(source, window)].flatMap(({ time, inputId, eventCode, segments }) =>
      segments
        ? [
            {
              time,
              dimensions: { ...timesOf(time), inputId, eventCode },
              numbers: { ...segments, bits: segments.count * segments.gopByteSize * 8 },
            },
          ]
        : []
    ),
};

export const EVENTS: Tested = {
  ...none,
  node: 'liveInputEventsAdaptive',
  strings: ['inputId', 'eventCode', 'eventDescription', 'coloCode'],
  times: ['datetime'],
  metrics: {},
  flats: (source, window) =>
    [...liveInputEvents(source, window)].map(({ time, inputId, eventCode, eventDescription, coloCode }) => ({
      time,
      dimensions: { datetime: timesOf(time).datetime, inputId, eventCode, eventDescription, coloCode },
      numbers: {},
    })),
};

export const GROUPS: readonly Tested[] = [MINUTES, PLAYBACK, BUFFER, QUALITY, CMCD, INGEST];
