import type { BucketName, Metric } from '../catalogue/dataset';
import { failure, type Failure } from '../failure';
import { bounds, fieldsUnavailable, inWords } from '../limits';
import type { StreamQuery } from '../query/query';
import type { Context } from '../seam';
import { labelOf } from '../time/slots';
import type { Part } from './parts';
import { fieldCount } from './read';

/** Why a query is not asked at all: what this account, or the API, cannot answer. */
export function refusalOf(
  query: StreamQuery,
  limits: Context['limits'],
  parts: readonly Part[],
  rank: readonly Part[] | undefined
): Failure | undefined {
  for (const part of parts) {
    const found = notAvailable(query, limits, part) ?? tooManyFields(limits, part) ?? notCombinable(limits, part);
    if (found) {
      return found;
    }
  }
  return notRankable(query, limits, rank ?? []);
}

/** What the settings node says the account lacks. */
export const unavailable = (what: string): Failure =>
  failure('permission', `Cloudflare says that ${what} is not available to this account.`);

/** Datasets and fields that the settings node says the account lacks. */
function notAvailable(query: StreamQuery, limits: Context['limits'], { read }: Part): Failure | undefined {
  const { name } = read.dataset;
  if (!bounds(limits[name]).enabled) {
    return unavailable(name);
  }
  const lacking = fieldsUnavailable(read.dataset, limits[name]);
  const field = [...read.metrics, ...read.groupBy, ...(read.bucket ? [read.bucket.dimension] : [])].find((each) =>
    lacking.has(each)
  );
  return field === undefined
    ? undefined
    : failure(
        'permission',
        `Cloudflare says that the field ${field} of ${name} is not available to this account${query.metrics.includes(field) || query.groupBy.includes(field) ? ': leave it out of the query' : ''}.`
      );
}

function tooManyFields(limits: Context['limits'], { read }: Part): Failure | undefined {
  const fields = fieldCount(read);
  const { maxFields } = bounds(limits[read.dataset.name]);
  return fields > maxFields
    ? failure(
        'limit',
        `The query selects ${fields} fields, and the API allows ${maxFields} at most: choose fewer metrics or dimensions.`
      )
    : undefined;
}

/** Uniques and the like have no sum: they are right only as the API itself worked them out. */
function notCombinable(limits: Context['limits'], { read, metrics, slots }: Part): Failure | undefined {
  const unbucketed = slots === undefined && metrics.find(({ byBucket }) => byBucket !== undefined);
  if (unbucketed) {
    const buckets = Object.keys(unbucketed.byBucket ?? {}).map((name) => labelOf(name as BucketName));
    return failure(
      'user',
      `${unbucketed.label} (${unbucketed.name}) exists by ${buckets.join(', ')} alone. Choose a time series, or a table by one of these.`
    );
  }
  const metric = metrics.find(({ additivity }) => additivity === 'none');
  if (metric === undefined) {
    return undefined;
  }
  if (slots !== undefined) {
    return slots.native
      ? undefined
      : failure(
          'user',
          `${cannot(metric)} from ${labelOf(slots.source.name)} to ${labelOf(slots.name)}. Choose a bucket that the API has itself: ${labelOf(slots.source.name)} works.`
        );
  }
  const { maxDurationMs } = bounds(limits[read.dataset.name]);
  return read.windows.length > 1
    ? failure(
        'user',
        `${cannot(metric)} over ${read.windows.length} queries, and one query covers ${inWords(maxDurationMs)} at most. Choose a shorter range, or a time series.`
      )
    : undefined;
}

const cannot = ({ label, name }: Metric): string => `${label} (${name}) cannot be combined`;

/** Series are ranked by their totals over the range, which not every metric has. */
function notRankable(query: StreamQuery, limits: Context['limits'], rank: readonly Part[]): Failure | undefined {
  const problem = rank.map((part) => notCombinable(limits, part)).find((each) => each !== undefined);
  return (
    problem &&
    failure(
      'user',
      `${query.limit} series cannot be chosen: ${problem.message} Or order by a metric that adds up, such as count.`
    )
  );
}

/** What an alert rule is told whose range holds nothing that it may look at. Lengths in ms. */
export const nothingSettled = (settleDelay: number, retention: number): Failure =>
  failure(
    'user',
    `Nothing in this time range is settled yet: an alert rule leaves out the last ${inWords(settleDelay)}, and older than ${inWords(retention)} nothing is kept. Choose a longer range.`
  );
