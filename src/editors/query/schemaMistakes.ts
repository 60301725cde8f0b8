import { parse } from 'graphql/language/parser';
import { visit } from 'graphql/language/visitor';
import { buildSchema } from 'graphql/utilities/buildASTSchema';
import { validate } from 'graphql/validation/validate';
import { BUCKET_NAME, type Mistake, rawDocument, readDocument, sdl } from '../../core';

const schema = buildSchema(sdl());

/** Stands where the text's node belongs. */
const NODE = 'node';
const frame = parse(rawDocument(NODE));

/** What the schema has against a text that the core can read. Loaded when it is needed: it is larger than the editor. */
export function schemaMistakes(graphql: string): readonly Mistake[] {
  const document = readDocument(graphql);
  if ('mistakes' in document) {
    return [];
  }
  const { dataset, offsetOf } = document;
  const named = (node: { readonly value: string }) => ({
    ...node,
    value: node.value.replace(BUCKET_NAME, dataset.buckets[0].dimension),
  });
  const node = visit(document.node, { Name: named, EnumValue: named });
  const asked = visit(frame, { Field: ({ name }) => (name.value === NODE ? node : undefined) });
  return validate(schema, asked).map(({ message, positions }) => ({ message, offset: offsetOf(positions?.[0] ?? 0) }));
}
