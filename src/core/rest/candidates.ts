import { conditionsIn } from '../query/conditions';
import { matches } from './matches';
import { shown } from './shown';
import type { Row, Source, SourceQuery } from './source';

/**
 * The rows that need a call each, because of a column that no list of the API has: only those that may be shown.
 *
 * @param late the column that is not known yet
 */
export function candidates(rows: readonly Row[], query: SourceQuery, source: Source, late: string): readonly Row[] {
  if (!dependsOn(query, source, late)) {
    return shown(rows, query, source);
  }
  return isFiltered(query, late) ? rows : rows.filter((row) => matches(row, query.filters, source));
}

/** Whether which rows are shown, and where, depends on a column. */
export const dependsOn = (query: SourceQuery, source: Source, late: string): boolean =>
  isFiltered(query, late) ||
  (query.orderBy.length > 0 ? query.orderBy : [source.order]).some(({ field }) => field === late);

const isFiltered = ({ filters }: SourceQuery, late: string): boolean =>
  filters.flatMap(conditionsIn).some(({ field }) => field === late);

/** Number of an ask, so that ids stand in the order of the asks. */
export const numbered = (prefix: string, index: number): string => `${prefix}-${String(index).padStart(3, '0')}`;
