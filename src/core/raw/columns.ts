import type { FieldNode, SelectionSetNode } from 'graphql/language/ast';
import { apiFields, fieldOf, filterFields, type Dataset, type Dimension, type Metric } from '../catalogue/dataset';
import { fieldsOf, startOf, type Add, type RawDocument } from './document';
import { instead } from './instead';
import { BUCKET_NAME } from './text';

/** A column of the answer: a dimension, a time, or a metric. */
export type RawColumn = {
  /** Its path in a row of the answer, aliases included: `dimensions.ts`. */
  readonly key: string;
  /** Its path in the API's schema: `dimensions.datetimeHour`. */
  readonly field: string;
  /** The field's name in frames: the alias, `uid`, `sum.minutesViewed`. */
  readonly name: string;
  readonly label: string;
} & (
  | { readonly is: 'dimension' | 'time'; readonly dimension: Dimension }
  | { readonly is: 'metric'; readonly metric: Metric }
);

/**
 * The columns that a selection gives, in its order.
 *
 * @param bucket the dimension that `$bucket` stands for
 */
export function columnsOf(
  { node, dataset }: Pick<RawDocument, 'node' | 'dataset'>,
  bucket: string,
  add: Add
): RawColumn[] {
  const columns: RawColumn[] = [];
  const take = (column: RawColumn | undefined, field: FieldNode) => {
    if (column && columns.some((each) => each.field === column.field)) {
      add(startOf(field), `${column.field} is selected twice.`);
    } else if (column) {
      const taken = columns.some(({ name }) => name === column.name);
      columns.push(taken ? { ...column, name: column.key } : column);
    }
  };
  if (node.selectionSet === undefined) {
    add(startOf(node), `${dataset.name} needs a selection in braces: metrics and dimensions.`);
  }
  for (const path of node.selectionSet ? leavesOf(node.selectionSet, add) : []) {
    const [block, leaf] = path;
    const isDimension = block.name.value === 'dimensions' && path.length === 2;
    take(
      isDimension ? dimensionColumn(dataset, block, leaf, bucket, add) : metricColumn(dataset, path, add),
      path[path.length - 1]
    );
  }
  return columns;
}

/** The way to each field that has no fields of its own. */
const leavesOf = (set: SelectionSetNode, add: Add, before: readonly FieldNode[] = []): FieldNode[][] =>
  fieldsOf(set, add).flatMap((field) =>
    field.selectionSet ? leavesOf(field.selectionSet, add, [...before, field]) : [[...before, field]]
  );

const keyOf = ({ alias, name }: FieldNode, bucket = name.value): string => (alias === undefined ? bucket : alias.value);

function dimensionColumn(
  dataset: Dataset,
  block: FieldNode,
  leaf: FieldNode,
  bucket: string,
  add: Add
): RawColumn | undefined {
  const written = leaf.name.value;
  const name = written === BUCKET_NAME ? bucket : written;
  const dimension = fieldOf(dataset, name);
  if (dimension === undefined) {
    const names = filterFields(dataset).map((each) => each.name);
    add(startOf(leaf), `"${written}" is not a dimension of ${dataset.name}. ${instead(written, names)}`);
    return undefined;
  }
  const key = keyOf(leaf, name);
  const is = dimension.type === 'Time' || dimension.type === 'Date' ? 'time' : 'dimension';
  const label = leaf.alias?.value ?? dimension.label;
  return { is, dimension, key: `${keyOf(block)}.${key}`, field: `dimensions.${name}`, name: key, label };
}

function metricColumn(dataset: Dataset, path: readonly FieldNode[], add: Add): RawColumn | undefined {
  const field = path.map(({ name }) => name.value).join('.');
  // Bounds of confidence are right only beside what says whether they are valid, which is no number.
  const metrics = dataset.metrics.filter(({ interval }) => !interval);
  const metric = metrics.find((each) => apiFields(each).includes(field));
  const leaf = path[path.length - 1];
  if (metric === undefined) {
    const names = metrics.flatMap(apiFields);
    add(startOf(leaf), `"${field}" is not a metric of ${dataset.name}. ${instead(field, names)}`);
    return undefined;
  }
  const key = path.map((each) => keyOf(each)).join('.');
  return { is: 'metric', metric, key, field, name: leaf.alias?.value ?? key, label: leaf.alias?.value ?? metric.label };
}
