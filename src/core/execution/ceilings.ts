import { failure, type Failure } from '../failure';
import type { Execution } from './execution';

/** Queries that one answer takes at most, unless the data source says otherwise: half of what Cloudflare allows in five minutes. */
const MOST_QUERIES = 150;

/** Rows that one answer is made of at most, unless the data source says otherwise. */
const MOST_ROWS = 500_000;

/** Stops an answer that grows beyond all use before it has cost the account its budget; undefined while it may go on. */
export function overCeiling({
  context,
  rows,
  asked,
}: Pick<Execution, 'context' | 'rows' | 'asked'>): Failure | undefined {
  const { maxRows = MOST_ROWS, maxQueries = MOST_QUERIES } = context;
  const passed = [
    ...(rows > maxRows ? [`has at least ${rows} rows, and ${maxRows} are the most that this data source takes`] : []),
    ...(asked.length > maxQueries
      ? [
          `has at least ${rows} rows and would take more than ${maxQueries} queries, the most that this data source makes`,
        ]
      : []),
  ];
  return passed.length === 0
    ? undefined
    : failure(
        'limit',
        `The answer ${passed[0]}. A shorter range, a coarser interval, a filter or fewer dimensions work.`
      );
}
