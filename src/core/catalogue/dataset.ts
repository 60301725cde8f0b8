/**
 * What a dataset of Stream is made of. Names and types are the API's own (its schema of December 2025).
 *
 *   metric     a number of a row: `count`, or `<block>.<field>` such as `sum.minutesViewed`
 *   dimension  what rows may be grouped by, filtered by and ordered by
 *   bucket     a dimension that holds the event's time cut down to its start
 */

/** How values of a metric may be combined over windows and buckets: `mean` weighted by `count`, `none` not at all. */
export type Additivity = 'sum' | 'max' | 'min' | 'mean' | 'none';

/** How a metric that the API does not have is made of those that it has: `of` times a factor, divided where something is to divide by. */
export interface Formula {
  /** A metric of the same dataset. */
  readonly of: string;
  /** Absent: 1. */
  readonly times?: number;
  /** Times the query's price for 1,000. */
  readonly priced?: true;
  /** Divided by the minutes that the bucket, or the range, has lasted until now. */
  readonly perMinute?: true;
  /** Divided by another metric; of another dataset, with the same dimensions and filters, where one is named. */
  readonly over?: { readonly metric: string; readonly dataset?: string };
}

export interface Metric {
  readonly name: string;
  readonly type: 'uint64' | 'float64' | 'Time';
  readonly label: string;
  /** Grafana's unit id. */
  readonly unit: string;
  readonly description: string;
  readonly additivity: Additivity;
  /** Absent of the API's own metrics. */
  readonly formula?: Formula;
  /** A bound of an interval of confidence: the API says of each whether it is valid, and cannot order by it. */
  readonly interval?: true;
  /** The API's field by the bucket that rows are grouped by, of a metric that has one for each and is right in none else. */
  readonly byBucket?: Readonly<Partial<Record<BucketName, string>>>;
}

/** The API's scalar types that dimensions of Stream have. */
export type DimensionType = 'string' | 'Date' | 'Time' | WholeNumber;

export type WholeNumber = 'uint8' | 'uint16' | 'uint32' | 'uint64';

/** What values of a dimension name, whatever a dataset calls it: `uid` here is `videoId` there. */
export type Subject = 'video' | 'liveInput' | 'creator' | 'country';

export interface Dimension {
  readonly name: string;
  readonly type: DimensionType;
  readonly label: string;
  readonly description: string;
  /** Absent where no other dataset has the same thing under another name. */
  readonly subject?: Subject;
}

export type BucketName =
  'minute' | 'fiveMinutes' | 'fifteenMinutes' | 'halfOfHour' | 'hour' | 'sixHours' | 'day' | 'week' | 'month';

/** A bucket that the API itself groups by, in UTC. */
export interface Bucket {
  readonly name: BucketName;
  readonly dimension: string;
  /** Width in ms. */
  readonly ms: number;
}

export interface Dataset {
  /** The API's node. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** What an empty answer most likely means, where that is special to the dataset. */
  readonly whenEmpty?: string;
  /** Absent where rows are groups. A row of these is one event: dimensions are its fields, and there are no metrics. */
  readonly events?: {
    /** The dataset that groups the same events and counts them. */
    readonly countedBy: string;
  };
  readonly metrics: readonly Metric[];
  /** Without times: those are buckets and filters. */
  readonly dimensions: readonly Dimension[];
  /** Finest first. */
  readonly buckets: readonly Bucket[];
  /** Dimensions of time that are no bucket, or are filtered by as well: all times of the node. */
  readonly times: readonly Dimension[];
}

/** What filters are about: of a dataset, or of a source. */
export type Fields = Pick<Dataset, 'name' | 'label' | 'metrics' | 'dimensions' | 'times'>;

/** The API's type name of a node, the prefix of its other types: `AccountStreamMinutesViewedAdaptiveGroups`. */
export const typeName = (dataset: Dataset): string =>
  `Account${dataset.name.charAt(0).toUpperCase()}${dataset.name.slice(1)}`;

/** Every field that a filter may name: dimensions and times. */
export const filterFields = (dataset: Fields): readonly Dimension[] => [...dataset.dimensions, ...dataset.times];

/** The API's field of a metric where rows are grouped by `bucket`; undefined where it has none. */
export const apiField = (metric: Metric, bucket: BucketName | undefined): string | undefined =>
  metric.byBucket === undefined ? metric.name : bucket && metric.byBucket[bucket];

/** Every field of the API that a metric may be read from. A metric that is worked out from others has none. */
export const apiFields = (metric: Metric): readonly string[] =>
  metric.formula ? [] : metric.byBucket ? Object.values(metric.byBucket) : [metric.name];

/** Dimensions by their names, in the order of these. */
export const dimensionsBy = ({ dimensions }: Pick<Fields, 'dimensions'>, names: readonly string[]): Dimension[] =>
  names.flatMap((name) => dimensions.find((each) => each.name === name) ?? []);

export const isNumber = (type: DimensionType): type is WholeNumber => type.startsWith('uint');

/** Whether the values of a dimension are whole numbers. */
export const isNumeric = (dataset: Fields, dimension: string): boolean =>
  isNumber(fieldOf(dataset, dimension)?.type ?? 'string');

/** The field that means the same as one of another dataset: by its subject, else by its name. */
export const counterpart = (dataset: Fields, { name, subject }: Dimension): Dimension | undefined =>
  filterFields(dataset).find((field) =>
    subject === undefined ? field.name === name && field.subject === undefined : field.subject === subject
  );

export const metricOf = (dataset: Fields, name: string): Metric | undefined =>
  dataset.metrics.find((metric) => metric.name === name);

export const fieldOf = (dataset: Fields, name: string): Dimension | undefined =>
  filterFields(dataset).find((field) => field.name === name);
