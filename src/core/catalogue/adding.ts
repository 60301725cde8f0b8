import { DATASETS } from './catalogue';
import { apiFields, metricOf, type Dataset } from './dataset';
import { SAMPLE_INTERVAL } from './streamPlayer';

/** What the rows of one answer may be put together to, so that the gateway need not ask for what follows from what it knows. */
export interface Adding {
  /** Dimensions that hold the start of a bucket, and its length in ms. */
  readonly buckets: Readonly<Record<string, number>>;
  /** Fields of whole numbers that add up over buckets and groups. */
  readonly sums: readonly string[];
  /** The field that says whether rows are made of samples; those of samples are not put together. Absent: nothing says so. */
  readonly sampling?: string;
}

/** By the API's node. */
export const adding = (): Readonly<Record<string, Adding>> =>
  Object.fromEntries(
    Object.values(DATASETS)
      .filter(({ events }) => !events)
      .map((dataset) => [dataset.name, of(dataset)])
  );

const of = (dataset: Dataset): Adding => ({
  buckets: Object.fromEntries(dataset.buckets.map(({ dimension, ms }) => [dimension, ms])),
  sums: dataset.metrics.filter(({ additivity, type }) => additivity === 'sum' && type === 'uint64').flatMap(apiFields),
  sampling: metricOf(dataset, SAMPLE_INTERVAL.name)?.name,
});
