import type { Table } from '../src/core';

/** A table as the gateway gives it, from cells by column: numbers, or texts, which each row has a code of its own for. */
export const tableOf = (columns: Readonly<Record<string, ReadonlyArray<string | number> | undefined>>): Table => ({
  rows: Object.values(columns)[0]?.length ?? 0,
  columns: Object.entries(columns).map(([name, values = []]) =>
    typeof values[0] === 'number'
      ? { name, kind: 'number', values: values.map(Number) }
      : { name, kind: 'text', dictionary: values.map(String), codes: values.map((_, row) => row) }
  ),
});
