import { apiField, metricOf, type Bucket, type Dataset, type Metric } from '../catalogue/dataset';
import { documentOf } from '../graphql/document';
import { after, allOf, among, during, type ApiFilter, type SortKey } from '../graphql/filter';
import { validityOf } from '../catalogue/confidence';
import type { Order, StreamQuery } from '../query/query';
import type { GraphqlAsk, Window } from '../seam';

/**
 * A read: one selection over all windows of a plan, to the last row.
 *
 *   piece   what one ask covers: a window, and the row after which to go on, if the window was begun before
 *   page    the answer to a piece
 */
export interface Read {
  readonly dataset: Dataset;
  readonly metrics: readonly string[];
  /** A metric that is read along, to be looked at alone. */
  readonly probe?: string;
  readonly groupBy: readonly string[];
  /** Rows come in the order of its buckets. */
  readonly bucket?: Bucket;
  readonly filters: readonly ApiFilter[];
  readonly windows: readonly Window[];
  /** The API's order. */
  readonly orderBy: readonly SortKey[];
  /** By which a full page is continued; empty where it is not. */
  readonly keys: readonly SortKey[];
  /** Rows that are wanted of each window; absent: all. */
  readonly most?: number;
  readonly pageSize: number;
}

export interface Piece {
  readonly id: string;
  readonly window: Window;
  /** Values of the read's keys in the last row before this piece. */
  readonly cursor?: readonly string[];
  /** Rows of the window that are already there; counted where the read has a `most`. */
  readonly before: number;
}

export type Selection = Pick<Read, 'metrics' | 'groupBy'>;

export type Common = Pick<Read, 'dataset' | 'filters' | 'windows' | 'pageSize'>;

const ascending = (field: string): SortKey => ({ field, direction: 'asc' });

/** The given order, with the other fields behind it, so that no two rows are equal. */
const complete = (order: readonly Order[], fields: readonly string[]): SortKey[] => [
  ...order,
  ...fields.filter((field) => !order.some((key) => key.field === field)).map(ascending),
];

/**
 * Rows by dimensions. What a limit leaves out is left to the API only where that is exact: in an order by dimensions (the
 * first N of all are among the first N of each window), or by metrics if one window holds all. Otherwise every row is read.
 */
export function rowsRead(
  { metrics, groupBy, orderBy, limit }: Selection & Pick<StreamQuery, 'orderBy' | 'limit'>,
  common: Common
): Read {
  const read = { ...common, metrics, groupBy };
  const byDimensions = orderBy.every(({ field }) => groupBy.includes(field));
  if (limit !== undefined && byDimensions) {
    const keys = complete(orderBy, groupBy);
    return { ...read, orderBy: keys, keys, most: limit };
  }
  if (limit !== undefined && common.windows.length === 1 && limit <= common.pageSize) {
    return { ...read, orderBy: complete(orderBy, groupBy), keys: [], most: limit };
  }
  const keys = groupBy.map(ascending);
  return { ...read, orderBy: keys, keys };
}

/** Rows by bucket and dimensions, in the order of buckets. */
export const slotsRead = ({ metrics, groupBy }: Selection, bucket: Bucket, common: Common): Read => ({
  ...common,
  metrics,
  groupBy,
  bucket,
  orderBy: [ascending(bucket.dimension), ...groupBy.map(ascending)],
  keys: groupBy.map(ascending),
});

/** The read of some groups alone. */
export const readOnly = (read: Read, tuples: ReadonlyArray<readonly string[]>): Read => ({
  ...read,
  filters: [...read.filters, among(read.dataset, read.groupBy, tuples)],
});

/** The pieces to begin with, one a window. */
export const firstPieces = (read: Read, prefix: string): Piece[] =>
  read.windows.map((window, i) => ({ id: `${prefix}${i}`, window, before: 0 }));

/** Rows that a piece may bring: a page, or what is still wanted. */
export const pageLimit = (read: Read, piece: Piece): number =>
  read.groupBy.length === 0 && read.bucket === undefined
    ? 1
    : Math.min(read.pageSize, (read.most ?? Infinity) - piece.before);

export function toAsk(read: Read, piece: Piece): GraphqlAsk {
  const { dataset, metrics, probe, groupBy, bucket } = read;
  const limit = pageLimit(read, piece);
  return {
    id: piece.id,
    document: documentOf(
      dataset,
      fieldsOf(read, probe && !metrics.includes(probe) ? [...metrics, probe] : metrics),
      bucket ? [bucket.dimension, ...groupBy] : groupBy
    ),
    variables: {
      filter: allOf([
        during(piece.window),
        ...read.filters,
        ...(piece.cursor ? [after(dataset, read.keys, piece.cursor)] : []),
      ]),
      limit,
      orderBy: read.orderBy.map(({ field, direction }) => `${apiName(read, field)}_${direction.toUpperCase()}`),
    },
    window: piece.window,
    limit,
    ...(bucket && !piece.cursor ? { bucket: { column: `dimensions.${bucket.dimension}`, ms: bucket.ms } } : {}),
  };
}

/** The API's fields of metrics in this read. */
export const fieldsOf = (read: Read, metrics: readonly string[]): string[] =>
  metrics.flatMap((name) => {
    const metric = metricOf(read.dataset, name);
    const field = fieldIn(read, metric);
    return metric?.interval ? [field, validityOf(field)] : [field];
  });

/** How many fields a read selects, as the API counts them. */
export const fieldCount = (read: Read): number =>
  fieldsOf(read, read.metrics).length + read.groupBy.length + (read.bucket ? 1 : 0);

/** `sum.minutesViewed` is ordered by as `sum_minutesViewed`. */
const apiName = (read: Read, field: string): string => {
  const metric = metricOf(read.dataset, field);
  return metric ? fieldIn(read, metric).replace('.', '_') : field;
};

/** The API's field of a metric in this read; the plan has refused metrics that have none in it. */
export const fieldIn = ({ bucket }: Pick<Read, 'bucket'>, metric: Metric | undefined): string =>
  (metric && apiField(metric, bucket?.name)) ?? '';
