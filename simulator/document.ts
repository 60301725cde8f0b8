import {
  Kind,
  parse,
  parseType,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';
import { bytewise } from './bytewise';
import { DATASETS } from './datasets';

/**
 * A query's text as a document to run: its fields in the order of the answer's keys, its variables with the types of the
 * places that they are used in. Errors: throws graphql-js's GraphQLError.
 */
export function readDocument(query: string, schema: GraphQLSchema): DocumentNode {
  const document = sorted(withUsedTypes(parse(query), schema));
  const [error] = validate(schema, document);
  if (error) {
    throw error;
  }
  return document;
}

/** The API writes the keys of an answer in order, whatever the order of the selection. */
function sorted(document: DocumentNode): DocumentNode {
  const keyOf = (node: SelectionNode) => (node.kind === Kind.FIELD ? (node.alias ?? node.name).value : '');
  return visit(document, {
    SelectionSet: {
      leave: (set) => ({ ...set, selections: [...set.selections].sort((a, b) => bytewise(keyOf(a), keyOf(b))) }),
    },
  });
}

/**
 * The API does not look at the types that variables are declared with: `String` does for `string`, and so does a type
 * that does not exist. So each variable gets the type of the first place that it is used in.
 */
function withUsedTypes(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const used = new Map<string, GraphQLInputType>();
  const types = new TypeInfo(schema);
  const note = visitWithTypeInfo(types, {
    Variable({ name }) {
      const type = types.getInputType();
      if (type && !used.has(name.value)) {
        used.set(name.value, type);
      }
    },
    // The variable of a definition is no use of it.
    VariableDefinition: () => false,
  });
  visit(document, note);
  return visit(document, {
    VariableDefinition(node) {
      const type = used.get(node.variable.name.value);
      return type && { ...node, type: parseType(String(type)) };
    },
  });
}

/** How many datasets a document asks, one that it asks under several aliases as often. */
export function nodeCount(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    Field({ name }) {
      count += DATASETS.some((dataset) => dataset.name === name.value) ? 1 : 0;
      return name.value === 'settings' ? false : undefined;
    },
  });
  return count;
}
