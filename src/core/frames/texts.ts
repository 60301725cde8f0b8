import type { Dimension } from '../catalogue/dataset';
import { namedBy, nameOf, type Names } from '../names/lookup';
import { dataField, linksTo } from '../names/page';
import type { Context, FieldJson } from '../seam';
import { textField } from './fields';

/** A column of texts. */
export interface TextColumn {
  readonly field: FieldJson;
  readonly values: readonly string[];
}

/** What columns of IDs depend on. */
export interface Naming {
  readonly settings: Context['settings'];
  /** Absent where IDs are to stand for themselves. */
  readonly names?: Names;
  /** Whether another column is called so. */
  isTaken?(name: string): boolean;
}

/**
 * The columns of a dimension. Before the IDs of what has a name stands a column of the names: it is what people read, and what
 * panels take that show one text. Both lead to its page.
 */
export function textColumns(
  dimension: Dimension,
  values: readonly string[],
  { settings, names, isTaken = () => false }: Naming
): TextColumn[] {
  const { name, label } = dimension;
  const what = namedBy(dimension);
  const links = linksTo(dimension, '${__value.raw}', settings);
  if (what === undefined || names === undefined) {
    return [{ field: textField(dimension, links), values }];
  }
  const named = {
    name: isTaken(what) ? `${name}.name` : what,
    label,
    description: `Name of the ${label.toLowerCase()}, or its ID where no name is known.`,
  };
  return [
    {
      field: textField(named, linksTo(dimension, dataField(name), settings)),
      values: values.map((id) => nameOf(names, what, id)),
    },
    { field: textField({ ...dimension, label: `${label} ID` }, links), values },
  ];
}
