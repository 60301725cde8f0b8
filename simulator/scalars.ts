import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

function scalar(name: string, parse: (value: unknown) => unknown): GraphQLScalarType {
  const checked = (value: unknown) => {
    const parsed = parse(value);
    if (parsed === undefined) {
      throw new GraphQLError(`${name} cannot be ${JSON.stringify(value)}`);
    }
    return parsed;
  };
  return new GraphQLScalarType({
    name,
    serialize: (value) => value,
    parseValue: checked,
    parseLiteral: (node) => checked(literal(node)),
  });
}

function literal(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    default:
      return undefined;
  }
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const BASE64 = /^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** ms since the epoch, or undefined where the text is not of the form or names no moment. */
function moment(value: unknown, form: RegExp): number | undefined {
  const time = typeof value === 'string' && form.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

const whole = (value: unknown): unknown => (Number.isSafeInteger(value) ? value : undefined);

const unsigned = (bits: number): GraphQLScalarType =>
  scalar(`uint${bits}`, (value) => (Number(value) >= 0 && Number(value) < 2 ** bits ? whole(value) : undefined));

/** Go's `[]uint8`, which JSON writes in base64: a list of numbers will not do. */
const bytes = (value: unknown): unknown =>
  typeof value === 'string' && BASE64.test(value) ? [...Buffer.from(value, 'base64')] : undefined;

/** The API's scalars. Inside, `Time` and `Date` are ms since the epoch. */
export const SCALARS: readonly GraphQLScalarType[] = [
  scalar('Date', (value) => moment(value, DATE)),
  scalar('Time', (value) => moment(value, TIME)),
  scalar('bool', (value) => (typeof value === 'boolean' ? value : undefined)),
  scalar('bytes', bytes),
  scalar('float64', (value) => (typeof value === 'number' ? value : undefined)),
  scalar('int64', whole),
  scalar('string', (value) => (typeof value === 'string' ? value : undefined)),
  ...[8, 16, 32, 64].map(unsigned),
];
