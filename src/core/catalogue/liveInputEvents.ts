import { withBounds } from './confidence';
import type { Additivity, Dataset, Dimension, Metric } from './dataset';
import { buckets, times } from './times';

const available = buckets('minute', 'fiveMinutes', 'fifteenMinutes', 'hour');

/** By what everything that happens at the ingest is told apart. */
export const INGEST_DIMENSIONS: readonly Dimension[] = [
  { name: 'inputId', type: 'string', subject: 'liveInput', label: 'Live input', description: 'ID of the live input.' },
  { name: 'eventCode', type: 'string', label: 'Event code', description: 'Kind of event.' },
];

/** What is measured of every group of pictures, as average, largest and smallest. */
const MEASURES: ReadonlyArray<{ field: string; label: string; unit: string; description: string }> = [
  {
    field: 'gopDuration',
    label: 'keyframe interval',
    unit: 'ms',
    description: 'Time between keyframes. Healthy: steady, 2 to 8 seconds.',
  },
  { field: 'gopByteSize', label: 'GOP size', unit: 'bytes', description: 'Bytes of a group of pictures.' },
  {
    field: 'gopUploadTime',
    label: 'GOP upload time',
    unit: 'ms',
    description: 'Time that the upload of a group of pictures took.',
  },
  {
    field: 'uploadDurationRatio',
    label: 'upload ratio',
    unit: 'percentunit',
    description:
      'Upload time of a group of pictures by its length. Healthy: steady, below 90 %; from 100 % on viewers see buffering.',
  },
];

const AGGREGATES: ReadonlyArray<{ block: string; word: string; additivity: Additivity }> = [
  { block: 'avg', word: 'Average', additivity: 'mean' },
  { block: 'max', word: 'Largest', additivity: 'max' },
  { block: 'min', word: 'Smallest', additivity: 'min' },
];

/** Health of live inputs, measured where they are ingested. */
export const liveInputEvents: Dataset = {
  name: 'liveInputEventsAdaptiveGroups',
  label: 'Live input health',
  description: 'Bit rate, keyframes and upload of live inputs, measured where they are ingested.',
  whenEmpty: 'While no encoder sends to a live input, this dataset stays empty.',
  metrics: withBounds(
    [
      {
        name: 'avg.bitRate',
        type: 'float64',
        label: 'Bit rate',
        unit: 'bps',
        description: 'Bits a second that came in. It exists for 1, 5 and 15 minutes and for 1 hour alone.',
        additivity: 'none',
        byBucket: {
          minute: 'avg.bitRateMinute',
          fiveMinutes: 'avg.bitRateFiveMinutes',
          fifteenMinutes: 'avg.bitRateFifteenMinutes',
          hour: 'avg.bitRateHour',
        },
      },
      {
        name: 'count',
        type: 'uint64',
        label: 'Segments',
        unit: 'short',
        description: 'Segments of video that were stored.',
        additivity: 'sum',
      },
      ...AGGREGATES.flatMap(({ block, word, additivity }) =>
        MEASURES.map(({ field, label, unit, description }): Metric => ({
          name: `${block}.${field}`,
          type: 'float64',
          label: `${word} ${label}`,
          unit,
          description,
          additivity,
        }))
      ),
      {
        name: 'uploadRatioPercent',
        type: 'float64',
        label: 'Average upload ratio in per cent',
        unit: 'percent',
        description: 'Upload time of a group of pictures by its length. Healthy: steady, below 90 %.',
        additivity: 'mean',
        formula: { of: 'avg.uploadDurationRatio', times: 100 },
      },
    ],
    ['avg.bitRate', 'count']
  ),
  dimensions: INGEST_DIMENSIONS,
  buckets: available,
  times: times(available),
};
