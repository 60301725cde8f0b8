import { filterFields, type Dataset } from '../catalogue/dataset';
import { earliestOf, NO_RANGE, isRange } from '../execution/plan';
import { numbersOf } from '../settings';
import { rangeNotices } from '../execution/rangeNotices';
import { unavailable } from '../execution/refusals';
import { failure, type Failure } from '../failure';
import { toApi, type ApiFilter, type SortKey } from '../graphql/filter';
import { bounds, fieldsUnavailable } from '../limits';
import { MOST_EVENTS, type StreamQuery } from '../query/query';
import type { Context, Notice, Window } from '../seam';
import { ceil, split } from '../time/windows';
import { SECOND } from '../time/units';

/** How single events will be read: the newest first, window by window, until there are as many as are wanted. */
export interface LogsPlan {
  readonly query: StreamQuery;
  readonly dataset: Dataset;
  /** Newest first. None: there is nothing to ask. */
  readonly windows: readonly Window[];
  readonly filters: readonly ApiFilter[];
  /** The fields that are read, in the API's order of rows: the newest first, then by everything that a row has. */
  readonly keys: readonly SortKey[];
  readonly pageSize: number;
  readonly limit: number;
  /** Events before this time are complete. */
  readonly settledUntil: number;
  readonly notices: readonly Notice[];
}

const TIME = 'datetime';

export function planLogs(query: StreamQuery, dataset: Dataset, context: Context): LogsPlan | Failure {
  const { range, now, caller } = context;
  const limits = context.limits[dataset.name];
  const { enabled, maxDurationMs, retentionMs, pageSize } = bounds(limits);
  const lacking = fieldsUnavailable(dataset, limits);
  if (caller === 'alert') {
    return failure(
      'user',
      `An alert rule needs numbers, and ${dataset.name} has single events. The dataset ${dataset.events?.countedBy} has numbers of live inputs: choose one of its metrics.`
    );
  }
  if (!isRange(range)) {
    return failure('user', NO_RANGE);
  }
  if (!enabled || lacking.has(TIME)) {
    return unavailable(enabled ? `the field ${TIME} of ${dataset.name}` : dataset.name);
  }
  const earliest = earliestOf(now, retentionMs);
  const span = {
    from: ceil(Math.max(range.from, earliest), SECOND),
    to: ceil(Math.min(range.to, now), SECOND),
  };
  const others = filterFields(dataset).filter(({ name }) => name !== TIME && !lacking.has(name));
  return {
    query,
    dataset,
    windows: split(span, maxDurationMs, SECOND).reverse(),
    filters: query.filters.map((filter) => toApi(filter, dataset)),
    keys: [
      { field: TIME, direction: 'desc' },
      ...others.map(({ name }): SortKey => ({ field: name, direction: 'asc' })),
    ],
    pageSize,
    limit: query.limit ?? MOST_EVENTS,
    settledUntil: now - numbersOf(context.settings).settleDelay * 1000,
    notices: rangeNotices(context, retentionMs, earliest, span),
  };
}
