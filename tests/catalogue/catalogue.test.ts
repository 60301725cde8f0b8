import { buildSchema, type GraphQLEnumType, type GraphQLInputObjectType, type GraphQLObjectType } from 'graphql';
import { DATASETS, sdl } from '../../src/core';

import facts from './facts.json';

/**
 * facts.json has the API's names and types, from its schema of December 2025. `strays` are in the API's list of orders and
 * selectable nowhere; `avg.bitRate` is right for none of the buckets. Neither is offered.
 */

interface Facts {
  readonly type: string;
  /** Whether a row is one event: dimensions are fields of the row itself. */
  readonly rows?: boolean;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, string>>;
  readonly strays: readonly string[];
}
const NOT_OFFERED = ['avg.bitRate'];
const NODES = Object.entries(facts as Readonly<Record<string, Facts>>);

const schema = buildSchema(sdl());
const fieldsOf = (type: string): Record<string, string> => {
  const found = schema.getType(type) as GraphQLObjectType | GraphQLInputObjectType | undefined;
  return Object.fromEntries(Object.values(found?.getFields() ?? {}).map(({ name, type: of }) => [name, String(of)]));
};

test('every node of Stream is in the catalogue', () => {
  expect(Object.keys(DATASETS).sort()).toEqual(NODES.map(([name]) => name).sort());
});

describe.each(NODES)('%s', (name, { type, rows, dimensions, metrics }) => {
  const offered = Object.entries(metrics).filter(([metric]) => !NOT_OFFERED.includes(metric));

  test('has the dimensions of the API with their types', () => {
    expect(fieldsOf(rows ? type : `${type}Dimensions`)).toEqual(
      Object.fromEntries(Object.entries(dimensions).map(([field, of]) => [field, `${of}!`]))
    );
  });

  test('has the metrics of the API with their types', () => {
    const blocks = [...new Set(offered.map(([metric]) => metric.split('.')[0]))].filter((block) => block !== 'count');
    const shown = blocks.flatMap((block) =>
      Object.entries(fieldsOf(`${type}${block[0].toUpperCase()}${block.slice(1)}`)).map(([field, of]) => [
        `${block}.${field}`,
        of,
      ])
    );
    expect(Object.fromEntries([['count', fieldsOf(type).count], ...shown])).toEqual(
      Object.fromEntries(offered.map(([metric, of]) => [metric, `${of}!`]))
    );
  });

  test('filters by every dimension with the operators of its type', () => {
    const expected = Object.entries(dimensions).flatMap(([field, of]) => [
      ...['', '_neq', '_gt', '_geq', '_lt', '_leq', ...(of === 'string' ? ['_like', '_notlike'] : [])].map((suffix) => [
        field + suffix,
        of,
      ]),
      ...['_in', '_notin'].map((suffix) => [field + suffix, of === 'uint8' ? 'bytes' : `[${of}!]`]),
    ]);
    const filter = `${type}Filter_InputObject`;
    expect(fieldsOf(filter)).toEqual({ AND: `[${filter}!]`, OR: `[${filter}!]`, ...Object.fromEntries(expected) });
  });

  test('orders by every dimension and metric', () => {
    const orders = (schema.getType(`${type}OrderBy`) as GraphQLEnumType).getValues().map((value) => value.name);
    const fields = [...Object.keys(dimensions), ...offered.map(([metric]) => metric.replace('.', '_'))];
    expect(orders.sort()).toEqual(fields.flatMap((field) => [`${field}_ASC`, `${field}_DESC`]).sort());
  });

  test('is asked for as the API wants it', () => {
    const account = schema.getType('account') as GraphQLObjectType;
    const { args, type: of } = account.getFields()[name];
    expect([String(of), ...args.map((arg) => `${arg.name}: ${String(arg.type)}`)]).toEqual([
      `[${type}!]!`,
      `filter: ${type}Filter_InputObject!`,
      'limit: uint64!',
      `orderBy: [${type}OrderBy!]`,
    ]);
  });
});
