import { confidence } from '../../simulator/confidence';
import { perSecond, type Flat, type Measured } from '../../simulator/reference';
import { EVENTS, GROUPS, type Tested } from '../../simulator/tested';
import type { BucketName } from '../../src/core';

/** What the oracle knows of datasets. Events and metrics of one group are the simulator's, said the long way for its own tests. */

const MINUTE = 60_000;
export const DAY = 86_400_000;

/** Widths in ms of buckets that are the same everywhere. */
export const WIDTHS: Readonly<Partial<Record<BucketName, number>>> = {
  minute: MINUTE,
  fiveMinutes: 5 * MINUTE,
  fifteenMinutes: 15 * MINUTE,
  halfOfHour: 30 * MINUTE,
  hour: 60 * MINUTE,
  sixHours: 360 * MINUTE,
};

const NATIVE: Readonly<Record<string, BucketName>> = {
  datetimeMinute: 'minute',
  datetimeFiveMinutes: 'fiveMinutes',
  datetimeFifteenMinutes: 'fifteenMinutes',
  datetimeHalfOfHour: 'halfOfHour',
  datetimeHour: 'hour',
  datetimeSixHours: 'sixHours',
  date: 'day',
};

/** Buckets that the bit rate of a live input is right for. */
const BIT_RATE_BUCKETS: readonly BucketName[] = ['minute', 'fiveMinutes', 'fifteenMinutes', 'hour'];

export interface Facts {
  readonly tested: Tested;
  /** The API's own buckets, finest first. */
  readonly native: ReadonlyArray<{ readonly name: BucketName; readonly ms: number }>;
  readonly metrics: readonly string[];
}

const nativeOf = ({ times }: Tested): Facts['native'] =>
  times
    .flatMap((time) => NATIVE[time] ?? [])
    .map((name) => ({ name, ms: WIDTHS[name] ?? DAY }))
    .sort((a, b) => a.ms - b.ms);

/** How values of a metric combine over buckets and windows. */
export function combining(metric: string): 'sum' | 'max' | 'min' | 'mean' | 'none' {
  const [block] = metric.split('.');
  switch (block) {
    case 'count':
    case 'sum':
      return 'sum';
    case 'max':
    case 'min':
      return block;
    default:
      return block === 'avg' && !isBitRate(metric) && metric !== 'avg.sampleInterval' ? 'mean' : 'none';
  }
}

/** Of the bit rate, or of its bounds. */
export const isBitRate = (metric: string): boolean => metric.includes('avg.bitRate');

export const hasBitRate = (bucket: BucketName): boolean => BIT_RATE_BUCKETS.includes(bucket);

/** Metrics that have bounds of confidence, besides `count`. */
const CONFIDENT = ['sum.timeViewedMinutes', 'sum.millisecondsViewed', 'avg.bitRate'];

const boundsOf = (metrics: readonly string[]): string[] =>
  metrics
    .filter((name) => name === 'count' || CONFIDENT.includes(name))
    .flatMap((name) => ['lower', 'upper'].map((bound) => `confidence.${name}.${bound}`));

const CONFIDENCE = /^confidence\.(.*)\.(lower|upper)$/;

/** The API's fields that a metric is read by: a bound comes with whether its interval is valid. */
export function fieldsOf(metric: string): string[] {
  const [, of] = CONFIDENCE.exec(metric) ?? [];
  return of === undefined ? [metric] : [metric, `confidence.${of}.isValid`];
}

/** A metric of some events, at least one, NaN where the API gives none; of a bucket of that width in ms where they are of one. Times are in ms since the epoch. */
export function measure({ tested }: Pick<Facts, 'tested'>, metric: string, events: readonly Flat[], width = 0): number {
  const [, estimated, bound] = CONFIDENCE.exec(metric) ?? [];
  if (estimated !== undefined) {
    const interval = confidence(measure({ tested }, estimated, events, width), events.length, 0.95);
    return interval.isValid ? interval[bound as 'lower' | 'upper'] : NaN;
  }
  const of: Measured = isBitRate(metric) ? perSecond('bits', width / 1000) : tested.metrics[metric.replace('.', '_')];
  const value = of(events);
  return typeof value === 'number' ? value : Date.parse(value);
}

export const FACTS: Readonly<Record<string, Facts>> = Object.fromEntries(
  GROUPS.map((tested): [string, Facts] => {
    const metrics = Object.keys(tested.metrics)
      .filter((name) => !/^avg_bitRate./.test(name))
      .map((name) => name.replace('_', '.'));
    return [tested.node, { tested, native: nativeOf(tested), metrics: [...metrics, ...boundsOf(metrics)] }];
  })
);

/** The dataset whose rows are single events. */
export const SINGLE = EVENTS.node;

/** Every dataset, that of single events among them. */
export const TESTED: Readonly<Record<string, Tested>> = Object.fromEntries(
  [...GROUPS, EVENTS].map((tested) => [tested.node, tested])
);
