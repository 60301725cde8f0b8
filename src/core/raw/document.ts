import { GraphQLError } from 'graphql/error/GraphQLError';
import type {
  DocumentNode,
  FieldNode,
  ObjectFieldNode,
  ObjectValueNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql/language/ast';
import { Kind } from 'graphql/language/kinds';
import { parse } from 'graphql/language/parser';
import { DATASETS } from '../catalogue/catalogue';
import type { Dataset } from '../catalogue/dataset';
import { DOCUMENTED } from '../limits';
import { instead } from './instead';
import { BUCKET_NAME, tooDeep, unresolved, withBucket, type Mistake } from './text';

/** What a text asks: one node of Stream. */
export interface RawDocument {
  readonly dataset: Dataset;
  /** Offsets are those of `text`. */
  readonly node: FieldNode;
  /** As it was written, with braces around it where the node's part stood alone. */
  readonly text: string;
  /** The offset in what was written. */
  readonly offsetOf: (offset: number) => number;
  /** The page limit that is written down, in rows. */
  readonly limit: number;
  /** As they are written down: `sum_minutesViewed_DESC`. */
  readonly orderBy: readonly string[];
}

/** Where a check puts what it finds. */
export type Add = (offset: number, message: string) => void;

/** Bounds of a text: the gateway has the same for tokens. */
const MOST_TOKENS = 2_000;
const DEEPEST = 30;

/**
 * Reads GraphQL that asks one node: a whole query as Cloudflare's documentation writes it, with or without a head, or the node's
 * part alone.
 */
export function readDocument(given: string): RawDocument | { readonly mistakes: readonly Mistake[] } {
  const left = unresolved(given);
  const deep = tooDeep(given, DEEPEST);
  if (left.length > 0 || deep) {
    return { mistakes: deep ? [deep] : left };
  }
  const whole = /^(?:[\s,\ufeff]|#[^\n\r]*[\n\r])*(?:\{|(?:query|mutation|subscription|fragment)\b)/.test(given);
  const text = whole ? given : `{${given}\n}`;
  const offsetOf = (offset: number) => Math.min(given.length, Math.max(0, whole ? offset : offset - 1));
  const mistakes: Mistake[] = [];
  const add: Add = (offset, message) => mistakes.push({ offset: offsetOf(offset), message });
  const parsed = parsedOf(withBucket(text, BUCKET_NAME), add, whole ? text.length : text.length - 2);
  const node = parsed && nodeOf(parsed, add);
  const dataset = node && datasetOf(node, add);
  const asked = node && dataset && argumentsOf(node, dataset, add);
  return node && dataset && asked && mistakes.length === 0 ? { dataset, node, text, offsetOf, ...asked } : { mistakes };
}

function parsedOf(text: string, add: Add, end: number): DocumentNode | undefined {
  try {
    return parse(text, { maxTokens: MOST_TOKENS });
  } catch (thrown) {
    if (!(thrown instanceof GraphQLError)) {
      throw thrown;
    }
    const [offset = 0] = thrown.positions ?? [];
    add(offset, offset >= end ? 'The text ends before it is complete.' : thrown.message.replace(/^Syntax Error: /, ''));
    return undefined;
  }
}

/** Goes down `viewer { accounts(filter: { accountTag: $accountTag }) { node } }`, from wherever the text begins. */
function nodeOf({ definitions: [first, second] }: DocumentNode, add: Add): FieldNode | undefined {
  if (first.kind !== Kind.OPERATION_DEFINITION || String(first.operation) !== 'query') {
    add(startOf(first), 'Only a query can be asked.');
    return undefined;
  }
  if (second !== undefined) {
    add(startOf(second), 'Only one query can be asked, and no fragments.');
  }
  let field = only(first.selectionSet, add);
  while (field !== undefined && (field.name.value === 'viewer' || field.name.value === 'accounts')) {
    if (field.name.value === 'accounts' && !isConfiguredAccount(field)) {
      add(startOf(field), "The account is the data source's: write accounts(filter: { accountTag: $accountTag }).");
    }
    if (field.selectionSet === undefined) {
      add(startOf(field), `${field.name.value} needs a selection in braces.`);
    }
    field = field.selectionSet && only(field.selectionSet, add);
  }
  return field;
}

function only(set: SelectionSetNode, add: Add): FieldNode | undefined {
  const [first, second] = fieldsOf(set, add);
  if (second !== undefined) {
    add(startOf(second), `Exactly one node of Stream is asked at once: leave ${second.name.value} out.`);
  }
  return first;
}

/** The fields of a selection; whatever else stands there is a mistake. */
export const fieldsOf = (set: SelectionSetNode, add: Add): FieldNode[] =>
  set.selections.flatMap((selection) => {
    selection.directives?.forEach((directive) => add(startOf(directive), 'Directives cannot be used.'));
    if (selection.kind !== Kind.FIELD) {
      add(startOf(selection), 'Fragments cannot be used: write the fields themselves.');
      return [];
    }
    return [selection];
  });

const isConfiguredAccount = ({ arguments: given = [] }: FieldNode): boolean => {
  const filter = given.length === 1 && given[0].name.value === 'filter' ? given[0].value : undefined;
  return filter?.kind === Kind.OBJECT && filter.fields.length === 1 && is(filter.fields[0], 'accountTag', 'accountTag');
};

const is = ({ name, value }: ObjectFieldNode, field: string, variable: string): boolean =>
  name.value === field && value.kind === Kind.VARIABLE && value.name.value === variable;

function datasetOf({ name, loc }: FieldNode, add: Add): Dataset | undefined {
  const dataset = Object.values(DATASETS).find((each) => each.name === name.value);
  if (dataset === undefined) {
    add(loc?.start ?? 0, `"${name.value}" is not a node of Stream. ${instead(name.value, Object.keys(DATASETS))}`);
  } else if (dataset.events) {
    add(loc?.start ?? 0, `${name.value} has single events and no groups: choose ${dataset.label} in the builder.`);
  }
  return dataset;
}

function argumentsOf(node: FieldNode, dataset: Dataset, add: Add): Pick<RawDocument, 'limit' | 'orderBy'> | undefined {
  const valueOf = (name: string): ValueNode | undefined =>
    node.arguments?.find((argument) => argument.name.value === name)?.value;
  const filter = valueOf('filter');
  if (filter?.kind !== Kind.OBJECT || !hasRange(filter)) {
    add(
      startOf(filter ?? node),
      `The filter of ${dataset.name} must hold datetime_geq: $from and datetime_lt: $to: they are the time range of the panel, window by window.`
    );
  }
  const limit = valueOf('limit');
  const rows = limit?.kind === Kind.INT ? Number(limit.value) : 0;
  if (rows < 1) {
    add(
      startOf(limit ?? node),
      `${dataset.name} needs a limit, written as a whole number: limit: ${DOCUMENTED.maxPageSize} is the most that Cloudflare takes.`
    );
  }
  const orderBy = valueOf('orderBy');
  const orders = orderBy?.kind === Kind.LIST ? orderBy.values : orderBy ? [orderBy] : [];
  return { limit: rows, orderBy: orders.flatMap((order) => (order.kind === Kind.ENUM ? [order.value] : [])) };
}

/** Whether all that passes a filter lies in the range. */
function hasRange(filter: ObjectValueNode): boolean {
  const bounds = bounded(filter);
  return (
    bounds.some((field) => is(field, 'datetime_geq', 'from')) && bounds.some((field) => is(field, 'datetime_lt', 'to'))
  );
}

/** Conditions that all must hold: the filter's own, and those under AND. */
const bounded = (filter: ObjectValueNode): ObjectFieldNode[] =>
  filter.fields.flatMap((field) => {
    const inner = field.name.value !== 'AND' ? [] : field.value.kind === Kind.LIST ? field.value.values : [field.value];
    return [field, ...inner.flatMap((each) => (each.kind === Kind.OBJECT ? bounded(each) : []))];
  });

/** What is sent: the head is ours, the node's part the text's own, with its comments and lines. */
export const rawDocument = (part: string): string =>
  `query Stream($accountTag: string!, $from: Time!, $to: Time!) {
  viewer {
    accounts(filter: { accountTag: $accountTag }) {
      ${part}
    }
  }
}`;

export const startOf = ({ loc }: { readonly loc?: { readonly start: number } }): number => loc?.start ?? 0;
