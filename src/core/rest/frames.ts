import { frame, numberField, orNull, textField, type FrameType } from '../frames/fields';
import type { FieldJson, FrameJson } from '../seam';
import { isNumeric, shownColumns, type Column, type Row, type Source, type SourceQuery } from './source';

/** The rows of a source as a table; of a source of numbers one that an alert rule can use, its texts as labels. */
export function sourceFrame(query: SourceQuery, source: Source, rows: readonly Row[], refId: string): FrameJson {
  const columns = shownColumns(source, query);
  const type: FrameType | undefined = !source.numeric
    ? undefined
    : columns.every((column) => isNumeric(column.type))
      ? 'numeric-wide'
      : 'numeric-long';
  return frame(
    refId,
    type,
    columns.map(fieldOf),
    columns.map(({ name, type: kind }) =>
      rows.map((row) => (kind === 'string' ? row[name] : orNull(Number(row[name]))))
    )
  );
}

function fieldOf(column: Column): FieldJson {
  const { name, label, description, unit = 'short' } = column;
  if (isNumeric(column.type)) {
    return numberField({ name, description }, unit, label);
  }
  return column.type === 'Time'
    ? {
        name,
        type: 'time',
        typeInfo: { frame: 'time.Time', nullable: true },
        config: { displayNameFromDS: label, description },
      }
    : textField(column);
}
