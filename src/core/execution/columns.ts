import { fromApi } from '../time/instant';
import type { Column, Table, TextColumn } from '../seam';

/**
 * A dimension of a table as text, whole numbers in digits. Empty where the answer lacks it: `lacking` tells, and such an answer is
 * refused before its rows are read.
 */
export function textColumn(table: Table, dimension: string): TextColumn {
  const name = `dimensions.${dimension}`;
  const found = column(table, name);
  if (found === undefined) {
    return { name, kind: 'text', dictionary: [], codes: [] };
  }
  if (found.kind === 'text') {
    return found;
  }
  const codes = new Uint32Array(table.rows);
  const known = new Map<number, number>();
  for (let row = 0; row < table.rows; row++) {
    const value = found.values[row] ?? NaN;
    const code = known.get(value) ?? known.size;
    known.set(value, code);
    codes[row] = code;
  }
  return { name: found.name, kind: 'text', dictionary: [...known.keys()].map(String), codes };
}

/** A metric of a table as numbers, times in ms since the epoch; undefined where the answer lacks it. */
export function numbers(table: Table, field: string): ArrayLike<number | null> | undefined {
  const found = column(table, field);
  if (found?.kind !== 'text') {
    return found?.values;
  }
  const times = found.dictionary.map(fromApi);
  return Array.from({ length: table.rows }, (_, row) => times[found.codes[row]]);
}

/** The column of text at a path of the rows, such as `ts` or `dimensions.uid`; undefined where the answer has none there. */
export function textAt(table: Table, path: string): TextColumn | undefined {
  const found = column(table, path);
  return found?.kind === 'text' ? found : undefined;
}

const column = (table: Table, path: string): Column | undefined => table.columns.find(({ name }) => name === path);

/** The first of the dimensions and fields that an answer with rows lacks. */
export const lacking = (table: Table, dimensions: readonly string[], fields: readonly string[]): string | undefined =>
  table.rows === 0
    ? undefined
    : [...dimensions.map((name) => `dimensions.${name}`), ...fields].find((path) => column(table, path) === undefined);
