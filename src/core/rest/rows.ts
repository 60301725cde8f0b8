import type { Column, Table } from '../seam';
import { fromApi } from '../time/instant';
import type { Row } from './source';

/**
 * The rows of a table, with the names that `fields` has for its fields. An absent text is "", a number NaN; times are in ms
 * since the epoch.
 */
export function rowsOf(table: Table, fields: Readonly<Record<string, string>>): Row[] {
  const rows = Array.from({ length: table.rows }, (): Record<string, string | number> => ({}));
  for (const [name, field] of Object.entries(fields)) {
    const column = table.columns.find((each) => each.name === field);
    const values = column === undefined ? [] : valuesOf(column, TIMES.includes(field), table.rows);
    for (let row = 0; row < values.length; row++) {
      rows[row][name] = values[row];
    }
  }
  return rows;
}

/** Fields of the API's answers that are times. */
const TIMES = ['created', 'modified'];

function valuesOf(column: Column, isTime: boolean, rows: number): Array<string | number> {
  const values = new Array<string | number>(rows);
  if (column.kind === 'number') {
    for (let row = 0; row < rows; row++) {
      values[row] = column.values[row] ?? NaN;
    }
    return values;
  }
  const { codes, dictionary } = column;
  const texts = isTime ? dictionary.map(fromApi) : dictionary;
  for (let row = 0; row < rows; row++) {
    values[row] = texts[codes[row]];
  }
  return values;
}

/** Rows without those whose uid came before. */
export function distinct(rows: readonly Row[]): Row[] {
  const known = new Set<string | number>();
  const kept: Row[] = [];
  for (const row of rows) {
    if (!known.has(row.uid)) {
      known.add(row.uid);
      kept.push(row);
    }
  }
  return kept;
}
