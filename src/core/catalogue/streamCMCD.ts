import { withBounds } from './confidence';
import type { Dataset, Dimension, Metric, Subject } from './dataset';
import { averageViewers, hoursViewed } from './timeViewed';
import { buckets, times } from './times';

const available = buckets('minute', 'fiveMinutes', 'fifteenMinutes', 'hour', 'sixHours');

/** Units of bit rates and of the buffer are those of CTA-5004, which the API does not state. */
const average = (field: string, label: string, unit: string, description: string): Metric => ({
  name: `avg.${field}`,
  type: 'float64',
  label,
  unit,
  description,
  additivity: 'mean',
});

const percentiles = (field: string, label: string): Metric[] =>
  ['P50', 'P75', 'P90', 'P99'].map((percentile) => ({
    name: `quantiles.${field}${percentile}`,
    type: 'float64',
    label: `${label}, ${percentile.toLowerCase()}`,
    unit: 'ms',
    description: `${percentile.slice(1)} of 100 viewings buffer no longer than this.`,
    additivity: 'none',
  }));

const text = (name: string, label: string, description: string, subject?: Subject): Dimension => ({
  name,
  type: 'string',
  label,
  description,
  ...(subject === undefined ? {} : { subject }),
});
const number = (name: string, type: 'uint8' | 'uint16' | 'uint32', label: string, description: string): Dimension => ({
  name,
  type,
  label,
  description,
});

/** Quality of experience from players that send CMCD (CTA-5004) along with their requests. */
export const streamCMCD: Dataset = {
  name: 'streamCMCDAdaptiveGroups',
  label: 'Quality of experience (CMCD)',
  description: 'Time viewed, viewers and buffering, from players that send CMCD data.',
  whenEmpty: 'Only players that send CMCD data (CTA-5004) fill this dataset.',
  metrics: withBounds(
    [
      {
        name: 'sum.millisecondsViewed',
        type: 'uint64',
        label: 'Time viewed',
        unit: 'ms',
        description: 'Estimated time viewed.',
        additivity: 'sum',
      },
      {
        name: 'uniq.viewers',
        type: 'uint64',
        label: 'Unique viewers',
        unit: 'short',
        description: 'Viewers, each counted once. Neither buckets nor groups add up: somebody may be in several.',
        additivity: 'none',
      },
      {
        name: 'count',
        type: 'uint64',
        label: 'Samples',
        unit: 'short',
        description: 'Data points behind the numbers. These are not plays.',
        additivity: 'sum',
      },
      hoursViewed({ of: 'sum.millisecondsViewed', times: 1 / 3_600_000 }),
      averageViewers({ of: 'sum.millisecondsViewed', times: 1 / 60_000 }),
      average('bufferLength', 'Buffer length', 'ms', 'Average length of the buffer.'),
      average('bufferStarvationDuration', 'Buffering', 'ms', 'Average time spent buffering.'),
      average(
        'initialBufferStarvationDuration',
        'Initial buffering',
        'ms',
        'Average time spent buffering at the start.'
      ),
      average('encodedBitrate', 'Encoded bit rate', 'Kbits', 'Average bit rate of what was watched.'),
      average('measuredThroughput', 'Throughput', 'Kbits', 'Average throughput that players measured.'),
      ...percentiles('bufferStarvationDuration', 'Buffering'),
      ...percentiles('initialBufferStarvationDuration', 'Initial buffering'),
      {
        name: 'max.latestDatetime',
        type: 'Time',
        label: 'Newest event',
        unit: 'dateTimeAsIso',
        description: 'When the newest event was.',
        additivity: 'max',
      },
    ],
    ['count', 'sum.millisecondsViewed']
  ),
  dimensions: [
    text('videoId', 'Video', 'Unique ID of the video.', 'video'),
    text('inputId', 'Live input', 'ID of the live input.', 'liveInput'),
    text('creatorId', 'Creator', 'Creator ID that you gave the video; empty where you gave none.', 'creator'),
    text('country', 'Country', 'Country of the viewer, ISO 3166 alpha-2 code.', 'country'),
    text('resolution', 'Resolution', 'Resolution that was watched.'),
    text('streamType', 'Stream type', 'l for live, v for on demand.'),
    text('streamingFormat', 'Streaming format', 'h for HLS, d for DASH.'),
    text('hlsType', 'HLS type', 'hls, ll-hls, or empty.'),
    text('contentId', 'Content', 'Content ID that the player sent; many values.'),
    text('sessionId', 'Session', 'One playback session; very many values.'),
    number('startup', 'uint8', 'Startup', '1 while playback starts up.'),
    number('bufferStarvation', 'uint8', 'Starved', '1 where the buffer ran empty.'),
    number('playbackRate', 'uint8', 'Playback rate', '1 real time, 2 double speed, 0 not playing.'),
    number('bufferLength', 'uint16', 'Buffer length', 'Length of the buffer in ms; many values.'),
    number('bufferStarvationDuration', 'uint16', 'Buffering', 'Time spent buffering in ms; many values.'),
    number(
      'initialBufferStarvationDuration',
      'uint16',
      'Initial buffering',
      'Time spent buffering at the start in ms; many values.'
    ),
    number('encodedBitrate', 'uint16', 'Encoded bit rate', 'In kbit/s; many values.'),
    number('measuredThroughput', 'uint16', 'Throughput', 'In kbit/s; many values.'),
    number('objectDuration', 'uint16', 'Object duration', 'Length of the requested object in ms.'),
    number('topBitrate', 'uint32', 'Top bit rate', 'Highest bit rate on offer, in kbit/s.'),
  ],
  buckets: available,
  times: times(available),
};
