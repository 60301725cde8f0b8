import type { NumberColumn, Table, TextColumn } from '../seam';

/** Columns of a table by the names of the catalogue; undefined where the answer lacks them. */
export const textColumn = (table: Table, dimension: string): TextColumn | undefined => {
  const found = table.columns.find(({ name }) => name === `dimensions.${dimension}`);
  return found?.kind === 'text' ? found : undefined;
};

export const numberColumn = (table: Table, metric: string): NumberColumn | undefined => {
  const found = table.columns.find(({ name }) => name === metric);
  return found?.kind === 'number' ? found : undefined;
};

/** The first of `names` that an answer with rows lacks. */
export const lacking = (table: Table, dimensions: readonly string[], metrics: readonly string[]): string | undefined =>
  table.rows === 0
    ? undefined
    : (dimensions.find((name) => textColumn(table, name) === undefined) ?? metrics.find((name) => numberColumn(table, name) === undefined));
