import { isObjectType, type FieldNode, type GraphQLObjectType, type GraphQLResolveInfo, getNamedType } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields';

/**
 * The leaves selected under a field, by their names in the schema: `dimensions.uid`, `count`. In the order of the text;
 * aliases may repeat one.
 */
export function selectedLeaves(info: GraphQLResolveInfo): string[] {
  return leavesOf(info, getNamedType(info.returnType) as GraphQLObjectType, info.fieldNodes);
}

function leavesOf(info: GraphQLResolveInfo, type: GraphQLObjectType, nodes: readonly FieldNode[]): string[] {
  const { schema, fragments, variableValues } = info;
  const selected = collectSubfields(schema, fragments, variableValues, type, nodes as FieldNode[]);
  const written = [...selected.values()].sort(([a], [b]) => (a.loc?.start ?? 0) - (b.loc?.start ?? 0));
  return written.flatMap((children) => {
    const name = children[0].name.value;
    const field = type.getFields()[name];
    const inner = field && getNamedType(field.type);
    return isObjectType(inner) ? leavesOf(info, inner, children).map((leaf) => `${name}.${leaf}`) : [name];
  });
}
