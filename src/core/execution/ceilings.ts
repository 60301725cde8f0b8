import { failure, type Failure } from '../failure';
import { numbersOf } from '../settings';
import type { Execution } from './execution';

/** Stops an answer that grows beyond all use before it has cost the account its budget; undefined while it may go on. */
export function overCeiling({
  context,
  rows,
  asked,
}: Pick<Execution, 'context' | 'rows' | 'asked'>): Failure | undefined {
  const { maxRows, maxQueries } = numbersOf(context.settings);
  const passed =
    rows > maxRows
      ? `, and ${maxRows} are the most that this data source takes`
      : asked.length > maxQueries
        ? ` and would take more than ${maxQueries} queries, the most that this data source makes`
        : undefined;
  return passed === undefined
    ? undefined
    : failure(
        'limit',
        `The answer has at least ${rows} rows${passed}. A shorter range, a coarser interval, a filter or fewer dimensions work.`
      );
}
