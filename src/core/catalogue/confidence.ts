import type { BucketName, Metric } from './dataset';

/** How sure the bounds are. */
export const CONFIDENCE_LEVEL = 0.95;

/**
 * Metrics, and behind them for those that have it the bounds between which a sampled number lies. Intervals cannot be combined, and one that the API calls invalid is none.
 * Source: the API's type Confidence, which its schema marks as alpha.
 */
export const withBounds = (metrics: readonly Metric[], confident: readonly string[]): Metric[] => [
  ...metrics,
  ...metrics.filter(({ name }) => confident.includes(name)).flatMap(boundsOf),
];

const boundsOf = (metric: Metric): Metric[] =>
  (['lower', 'upper'] as const).map((bound) => ({
    name: `confidence.${metric.name}.${bound}`,
    type: 'float64',
    label: `${metric.label}, ${bound} bound`,
    unit: metric.unit,
    description: `With 95 % confidence the true number is not ${bound === 'lower' ? 'lower' : 'higher'}. Empty where Cloudflare has too few samples to tell.`,
    additivity: 'none',
    interval: true,
    ...(metric.byBucket && { byBucket: boundsByBucket(metric.byBucket, bound) }),
  }));

const boundsByBucket = (fields: Readonly<Partial<Record<BucketName, string>>>, bound: string) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, `confidence.${field}.${bound}`]));

/** The field that says whether the interval of a bound is one. */
export const validityOf = (field: string): string => `${field.slice(0, field.lastIndexOf('.'))}.isValid`;
