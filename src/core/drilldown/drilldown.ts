import { counterpart, fieldOf, type Dataset, type Dimension, type Fields } from '../catalogue/dataset';
import { DATASETS } from '../catalogue/catalogue';
import type { Source } from '../rest/source';
import { SOURCES } from '../rest/sources';
import type { Drilldown } from '../seam';

/** Nothing is filtered or grouped by. */
export const NO_DRILLDOWN: Drilldown = { filters: [], groupBy: [] };

/** Datasets before sources, in the order of the editor. */
export const ALL_FIELDS: ReadonlyArray<Dataset | Source> = [...Object.values(DATASETS), ...SOURCES];

/** What a key means; undefined where no dataset has a field of that name. */
export function meaningOf(key: string): Dimension | undefined {
  for (const fields of ALL_FIELDS) {
    const found = fieldOf(fields, key);
    if (found) {
      return found;
    }
  }
  return undefined;
}

/** The key of a field. */
export function keyOf(field: Dimension): string {
  for (const fields of ALL_FIELDS) {
    const found = counterpart(fields, field);
    if (found) {
      return found.name;
    }
  }
  return field.name;
}

/** The field that a key means in a dataset; undefined where it has none. */
export function fieldOfKey(key: string, fields: Fields): Dimension | undefined {
  const meaning = meaningOf(key);
  return meaning && counterpart(fields, meaning);
}
