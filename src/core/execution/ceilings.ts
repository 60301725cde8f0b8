import { failure, type Failure } from '../failure';
import type { QuerySettings } from '../seam';
import type { Execution } from './execution';

/**
 * Defaults of the data source's settings. Rows: what a browser still holds with ease. Queries: half of what Cloudflare allows in
 * five minutes. Settle delay: the API states no figure; Cloudflare's own exporter looks back five minutes. Cache: some millions of
 * rows, which is ninety days by the hour and country, dozens of times.
 */
export const DEFAULT_SETTINGS: Required<QuerySettings> = {
  settleDelay: 300,
  maxRows: 500_000,
  maxQueries: 150,
  cacheSize: 64,
};

/** Settings with nothing left open. */
export function settingsOf(given: QuerySettings | undefined): Required<QuerySettings> {
  const read = (key: keyof QuerySettings): number => {
    const value = given?.[key];
    return typeof value === 'number' && value > 0 ? value : DEFAULT_SETTINGS[key];
  };
  return {
    settleDelay: read('settleDelay'),
    maxRows: read('maxRows'),
    maxQueries: read('maxQueries'),
    cacheSize: read('cacheSize'),
  };
}

/** Stops an answer that grows beyond all use before it has cost the account its budget; undefined while it may go on. */
export function overCeiling({
  context,
  rows,
  asked,
}: Pick<Execution, 'context' | 'rows' | 'asked'>): Failure | undefined {
  const { maxRows, maxQueries } = settingsOf(context.settings);
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
