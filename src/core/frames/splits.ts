import type { Dimension } from '../catalogue/dataset';
import { OTHER } from '../execution/other';
import { namedBy } from '../names/lookup';
import { filteredBy } from '../query/filterBy';
import type { StreamQuery } from '../query/query';
import type { Context, FieldJson, FrameJson } from '../seam';

/** A link that Grafana's Explore opens as a query of its own, beside the one that it stands in. */
interface Split {
  readonly title: string;
  readonly url: '';
  readonly internal: { readonly query: StreamQuery; readonly datasourceUid: string; readonly datasourceName: string };
}

/**
 * Frames in Explore with links from a series, or from a value in a table, to the same query of it alone. A value that leads to a
 * page stays with that link: a click on it goes there at once.
 */
export function withSplits(
  frames: readonly FrameJson[],
  query: StreamQuery,
  dimensions: readonly Dimension[],
  { caller, dataSource }: Pick<Context, 'caller' | 'dataSource'>
): readonly FrameJson[] {
  if (caller !== 'explore' || dataSource === undefined || dimensions.length === 0) {
    return frames;
  }
  const split = (of: Readonly<Record<string, string>>, title: string): Split => ({
    title,
    url: '',
    internal: {
      query: Object.entries(of).reduce((next, [key, value]) => filteredBy(next, { key, value }, 'for'), query),
      datasourceUid: dataSource.uid,
      datasourceName: dataSource.name,
    },
  });
  const linked = (field: FieldJson): FieldJson => {
    const links = (field.config?.links ?? []) as unknown[];
    const more =
      field.type === 'number' ? ofSeries(field, dimensions, split) : ofColumn(field, links, dimensions, split);
    return more === undefined ? field : { ...field, config: { ...field.config, links: [...links, more] } };
  };
  return frames.map((frame) => ({ ...frame, schema: { ...frame.schema, fields: frame.schema.fields.map(linked) } }));
}

type MakeSplit = (of: Readonly<Record<string, string>>, title: string) => Split;

/** What Grafana would take for a variable of its own cannot stand in a link. */
const isPlain = (value: string | undefined): value is string =>
  value !== undefined && value !== OTHER && !value.includes('$') && !value.includes('[[');

function ofSeries({ labels = {} }: FieldJson, dimensions: readonly Dimension[], split: MakeSplit): Split | undefined {
  if (!dimensions.every(({ name }) => isPlain(labels[name]))) {
    return undefined;
  }
  const called = dimensions.map((dimension) => labels[namedBy(dimension) ?? dimension.name] ?? labels[dimension.name]);
  return split(
    Object.fromEntries(dimensions.map(({ name }) => [name, labels[name]])),
    `Query ${called.map((each) => each || '(empty)').join(', ')} alone`
  );
}

function ofColumn(
  { name }: FieldJson,
  links: readonly unknown[],
  dimensions: readonly Dimension[],
  split: MakeSplit
): Split | undefined {
  const dimension = dimensions.find((each) => each.name === name);
  return dimension && links.length === 0
    ? split({ [name]: '${__value.raw}' }, `Query this ${dimension.label.toLowerCase()} alone`)
    : undefined;
}
