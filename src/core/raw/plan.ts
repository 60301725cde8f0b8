import type { Bucket, Dataset } from '../catalogue/dataset';
import { numbersOf } from '../settings';
import { earliestOf, isRange, NO_RANGE } from '../execution/plan';
import { rangeNotices } from '../execution/rangeNotices';
import { nothingSettled, unavailable } from '../execution/refusals';
import { failure, type Failure } from '../failure';
import { bounds, inWords } from '../limits';
import type { Context, Notice, Window } from '../seam';
import { autoBucket } from '../time/slots';
import { ceil, floor, inOneQuery, split } from '../time/windows';
import { columnsOf, type RawColumn } from './columns';
import { rawDocument, type RawDocument } from './document';
import type { RawQuery } from './query';
import { BUCKET_NAME, withBucket } from './text';
import { MINUTE, SECOND } from '../time/units';

/** How a text will be answered. No windows: there is nothing to ask. */
export interface RawPlan {
  readonly query: RawQuery;
  readonly document: RawDocument;
  /** What is sent. Its variables are `from` and `to`; the account is the gateway's. */
  readonly text: string;
  readonly columns: readonly RawColumn[];
  /** The finest time that rows are grouped by: at its edges a window can be cut, and every row is in one part alone. */
  readonly bucket?: Pick<Bucket, 'dimension' | 'ms'>;
  /** As in the document that is sent. */
  readonly orderBy: readonly string[];
  readonly windows: readonly Window[];
  readonly pageSize: number;
  /** Before this time nothing changes any more. */
  readonly settledUntil: number;
  readonly notices: readonly Notice[];
}

export function rawPlan(query: RawQuery, document: RawDocument, context: Context): RawPlan | Failure {
  const { dataset, limit } = document;
  const { range, now, caller } = context;
  const limits = bounds(context.limits[dataset.name]);
  if (!isRange(range)) {
    return failure('user', NO_RANGE);
  }
  if (!limits.enabled) {
    return unavailable(dataset.name);
  }
  if (limit > limits.pageSize) {
    return failure(
      'user',
      `The text asks for ${limit} rows, and Cloudflare gives ${limits.pageSize} at most: write limit: ${limits.pageSize}.`
    );
  }
  const name = bucketFor(document, context);
  const columns = columnsOf(document, name, () => undefined);
  const bucket = finest(document, columns);
  const unit = bucket?.ms ?? MINUTE;
  const settleDelay = numbersOf(context.settings).settleDelay * 1000;
  const earliest = earliestOf(now, limits.retentionMs);
  const latest = caller === 'alert' ? floor(now - settleDelay, unit) : ceil(now, unit);
  const span = {
    from: Math.max(floor(range.from, unit), ceil(earliest, unit)),
    to: Math.min(ceil(range.to, unit), latest),
  };
  if (caller === 'alert' && span.from >= span.to) {
    return nothingSettled(settleDelay, limits.retentionMs);
  }
  const asked = { from: Math.max(range.from, earliest), to: Math.min(range.to, latest) };
  const windows = bucket
    ? split(span, limits.maxDurationMs, unit)
    : inOne(inOneQuery(span, asked, limits.maxDurationMs), limits.maxDurationMs);
  if (windows === undefined) {
    return failure(
      'user',
      `Rows that are not grouped by time cannot be put together from several queries, and one covers ${inWords(limits.maxDurationMs)} at most. Choose a shorter range, or add a time to the dimensions, such as ts: $bucket.`
    );
  }
  return {
    query,
    document,
    text: rawDocument(withBucket(document.text.slice(document.node.loc?.start, document.node.loc?.end), name)),
    columns,
    bucket,
    orderBy: document.orderBy.map((order) => order.replace(BUCKET_NAME, name)),
    windows,
    pageSize: limits.pageSize,
    settledUntil: now - settleDelay,
    notices: [
      ...rangeNotices(context, limits.retentionMs, earliest, span),
      ...columns.flatMap((each) => otherBucket(each, dataset, bucket)),
    ],
  };
}

/** The dimension that `$bucket` stands for: the bucket of `auto`, but never one that would have to be summed. */
function bucketFor({ dataset }: RawDocument, { intervalMs, maxDataPoints, range }: Context): string {
  const least = Math.max(intervalMs, (range.to - range.from) / Math.max(1, maxDataPoints));
  const chosen = autoBucket(dataset, [], least, false);
  return (dataset.buckets.find(({ name }) => name === chosen) ?? dataset.buckets[0]).dimension;
}

/** `datetime` is no bucket, but each row lies in one second all the same. */
function finest({ dataset }: RawDocument, columns: readonly RawColumn[]): RawPlan['bucket'] {
  const times = [{ dimension: 'datetime', ms: SECOND }, ...dataset.buckets];
  return times.find(({ dimension }) => columns.some(({ field }) => field === `dimensions.${dimension}`));
}

const inOne = (span: Window, longest: number): Window[] | undefined =>
  span.to - span.from > longest ? undefined : span.from < span.to ? [span] : [];

/** Some metrics are right by one bucket alone. */
function otherBucket(column: RawColumn, dataset: Dataset, bucket: RawPlan['bucket']): Notice[] {
  const own = column.is === 'metric' ? Object.entries(column.metric.byBucket ?? {}) : [];
  const [name] = own.find(([, field]) => field === column.field) ?? [];
  const right = dataset.buckets.find((each) => each.name === name);
  return right === undefined || right.dimension === bucket?.dimension
    ? []
    : [
        {
          severity: 'warning',
          text: `${column.field} is right by ${right.dimension} alone, and the text groups by ${bucket?.dimension ?? 'no time'}.`,
        },
      ];
}
