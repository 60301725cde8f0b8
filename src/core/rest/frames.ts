import { frame, numberField, orNull, textField, type FrameType } from '../frames/fields';
import { textColumns } from '../frames/texts';
import type { Names } from '../names/lookup';
import { dataField, linksTo } from '../names/page';
import type { Cell, Context, FieldJson, FrameJson } from '../seam';
import {
  isNumeric,
  shownColumns,
  unnamedColumns,
  type Column,
  type Row,
  type Source,
  type SourceQuery,
} from './source';

/**
 * The rows of a source as a table; of a source of numbers one that an alert rule can use, its texts as labels, but for names: the
 * labels of an alert are its identity.
 */
export function sourceFrame(
  query: SourceQuery,
  source: Source,
  rows: readonly Row[],
  { refId, settings, caller }: Pick<Context, 'refId' | 'settings' | 'caller'>,
  names?: Names
): FrameJson {
  const { picture } = source;
  const columns = [...(picture ? [picture] : []), ...shownColumns(source, query)].filter(
    ({ nameOf }) => nameOf === undefined || caller !== 'alert'
  );
  const type: FrameType | undefined = !source.numeric
    ? undefined
    : columns.every((column) => isNumeric(column.type))
      ? 'numeric-wide'
      : 'numeric-long';
  const unnamed = unnamedColumns(source, query);
  const isTaken = (name: string) => columns.some((column) => column.name === name);
  const shown = columns.flatMap((column): Array<{ field: FieldJson; values: readonly Cell[] }> => {
    const { name, type: kind } = column;
    if (unnamed.includes(column)) {
      return textColumns(
        column,
        rows.map((row) => String(row[name] ?? '')),
        { settings, names, isTaken }
      );
    }
    return [
      {
        field: column === picture ? pictureField(column) : fieldOf(column, source, settings),
        values: rows.map((row) => (kind === 'string' ? row[name] : orNull(Number(row[name])))),
      },
    ];
  });
  return frame(
    refId,
    type,
    shown.map(({ field }) => field),
    shown.map(({ values }) => values)
  );
}

function fieldOf(column: Column, { columns }: Source, settings: Context['settings']): FieldJson {
  const { name, label, description, unit = 'short', nameOf } = column;
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
    : textField(
        column,
        nameOf === undefined
          ? linksTo(column, '${__value.raw}', settings)
          : columns.flatMap((id) => (id.name === nameOf ? linksTo(id, dataField(nameOf), settings) : []))
      );
}

/** A table shows what is at the address. */
function pictureField(column: Column): FieldJson {
  const field = textField(column);
  return { ...field, config: { ...field.config, custom: { cellOptions: { type: 'image' } } } };
}
