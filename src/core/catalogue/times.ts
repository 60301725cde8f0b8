import type { Bucket, BucketName, Dimension } from './dataset';
import { HOUR, MINUTE } from '../time/units';

/** Every bucket that some dataset of the API has, finest first. Cut to its start in UTC. */
const ALL: readonly Bucket[] = [
  { name: 'minute', dimension: 'datetimeMinute', ms: MINUTE },
  { name: 'fiveMinutes', dimension: 'datetimeFiveMinutes', ms: 5 * MINUTE },
  { name: 'fifteenMinutes', dimension: 'datetimeFifteenMinutes', ms: 15 * MINUTE },
  { name: 'halfOfHour', dimension: 'datetimeHalfOfHour', ms: 30 * MINUTE },
  { name: 'hour', dimension: 'datetimeHour', ms: HOUR },
  { name: 'sixHours', dimension: 'datetimeSixHours', ms: 6 * HOUR },
  { name: 'day', dimension: 'date', ms: 24 * HOUR },
];

export const buckets = (...names: BucketName[]): Bucket[] => ALL.filter((bucket) => names.includes(bucket.name));

/** A dataset's dimensions of time: the event's own time and its buckets. */
export const times = (of: readonly Bucket[]): Dimension[] => [
  { name: 'datetime', type: 'Time', label: 'Time', description: 'When the event began, to the second, UTC.' },
  ...of.map(({ name, dimension }): Dimension => ({
    name: dimension,
    type: dimension === 'date' ? 'Date' : 'Time',
    label: LABELS[name],
    description: 'Start of the bucket that the event lies in, UTC.',
  })),
];

export const LABELS: Readonly<Record<BucketName, string>> = {
  minute: '1 minute',
  fiveMinutes: '5 minutes',
  fifteenMinutes: '15 minutes',
  halfOfHour: '30 minutes',
  hour: '1 hour',
  sixHours: '6 hours',
  day: '1 day',
  week: '1 week',
  month: '1 month',
};

/** As Grafana writes them: the values of a dashboard's variable of the type Interval. */
export const DURATIONS: Readonly<Record<string, BucketName>> = {
  '1m': 'minute',
  '5m': 'fiveMinutes',
  '15m': 'fifteenMinutes',
  '30m': 'halfOfHour',
  '1h': 'hour',
  '6h': 'sixHours',
  '24h': 'day',
  '1d': 'day',
  '7d': 'week',
  '1w': 'week',
  '1M': 'month',
};
