import { frame, numberField, orNull, textField, type FrameType } from '../frames/fields';
import { dataField, linksTo } from '../names/page';
import type { Context, FieldJson, FrameJson } from '../seam';
import { isNumeric, shownColumns, type Column, type Row, type Source, type SourceQuery } from './source';

/**
 * The rows of a source as a table; of a source of numbers one that an alert rule can use, its texts as labels, but for names: the
 * labels of an alert are its identity.
 */
export function sourceFrame(
  query: SourceQuery,
  source: Source,
  rows: readonly Row[],
  { refId, settings, caller }: Pick<Context, 'refId' | 'settings' | 'caller'>
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
  return frame(
    refId,
    type,
    columns.map((column) => (column === picture ? pictureField(column) : fieldOf(column, source, settings))),
    columns.map(({ name, type: kind }) =>
      rows.map((row) => (kind === 'string' ? row[name] : orNull(Number(row[name]))))
    )
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
