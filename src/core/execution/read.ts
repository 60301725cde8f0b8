import { apiField, metricOf, type Bucket, type Dataset, type Metric } from '../catalogue/dataset';
import { documentOf } from '../graphql/document';
import { after, allOf, among, during, type ApiFilter, type SortKey } from '../graphql/filter';
import type { Order, StreamQuery } from '../query/query';
import type { Ask, Window } from '../seam';

/**
 * A read: one selection over all windows of a plan, to the last row.
 *
 *   piece   what one ask covers: a window, and the row after which to go on, if the window was begun before
 *   page    the answer to a piece
 */
export interface Read {
  readonly dataset: Dataset;
  readonly metrics: readonly string[];
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
export function rowsRead(query: Pick<StreamQuery, 'metrics' | 'groupBy' | 'orderBy' | 'limit'>, common: Common): Read {
  const { metrics, groupBy, orderBy, limit } = query;
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

/** Totals by which the series of a chart are ranked. */
export function rankRead(query: StreamQuery, common: Common): Read {
  const orderBy = rankOrder(query);
  const ordering = orderBy.map(({ field }) => field).filter((field) => !query.groupBy.includes(field));
  const metrics = ordering.length > 0 ? ordering : query.metrics.slice(0, 1);
  return rowsRead({ groupBy: query.groupBy, limit: query.limit, orderBy, metrics }, common);
}

/** The order in which series are chosen: the given one, else the most of the first metric. */
export const rankOrder = ({ orderBy, metrics }: StreamQuery): readonly Order[] =>
  orderBy.length > 0 ? orderBy : [{ field: metrics[0], direction: 'desc' }];

/** Rows by bucket and dimensions, in the order of buckets. */
export const slotsRead = (query: StreamQuery, bucket: Bucket, common: Common): Read => ({
  ...common,
  metrics: query.metrics,
  groupBy: query.groupBy,
  bucket,
  orderBy: [ascending(bucket.dimension), ...query.groupBy.map(ascending)],
  keys: query.groupBy.map(ascending),
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
export const limitOf = (read: Read, piece: Piece): number =>
  read.groupBy.length === 0 && read.bucket === undefined
    ? 1
    : Math.min(read.pageSize, (read.most ?? Infinity) - piece.before);

export function toAsk(read: Read, piece: Piece): Ask {
  const { dataset, metrics, groupBy, bucket } = read;
  const limit = limitOf(read, piece);
  return {
    id: piece.id,
    document: documentOf(
      dataset,
      metrics.map((name) => fieldIn(read, metricOf(dataset, name))),
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
  };
}

/** `sum.minutesViewed` is ordered by as `sum_minutesViewed`. */
const apiName = (read: Read, field: string): string => {
  const metric = metricOf(read.dataset, field);
  return metric ? fieldIn(read, metric).replace('.', '_') : field;
};

/** The API's field of a metric in this read; the plan has refused metrics that have none in it. */
export const fieldIn = ({ bucket }: Pick<Read, 'bucket'>, metric: Metric | undefined): string =>
  (metric && apiField(metric, bucket?.name)) ?? '';
