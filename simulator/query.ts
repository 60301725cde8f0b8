import {
  execute,
  getOperationAST,
  GraphQLError,
  type DocumentNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { DATASETS } from './datasets';
import { nodeCount, readDocument } from './document';
import { answerNode, type NodeArguments } from './node';
import { CLASSES, Refusal, refusalBody, type RefusalClass } from './refusal';
import { settings } from './settings';
import type { World } from './world';

/** The JSON of a request, not checked. */
export interface Request {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Rows by node, as far as the query got. */
  readonly rows: Readonly<Record<string, number>>;
  readonly refused?: RefusalClass;
}

/** @param budgetLeft how many queries the rate limit still allows. Never throws for what a request says. */
export function answerQuery(request: Request, schema: GraphQLSchema, world: World, budgetLeft: number): Answer {
  const rows: Record<string, number> = {};
  try {
    const { query, variables, operationName } = request;
    if (typeof query !== 'string' || typeof (variables ?? {}) !== 'object') {
      throw new Refusal('query', 'error parsing args: a query is a string and its variables are an object');
    }
    const document = readDocument(query, schema);
    if (nodeCount(document) > world.maxNodes) {
      throw new Refusal('nodes', 'in combination, your request queries too many nodes, zones and accounts');
    }
    const result = execute({
      schema,
      document,
      rootValue: root(world, budgetLeft, document, rows),
      variableValues: variables as Record<string, unknown> | null | undefined,
      operationName: operationName as string | undefined,
    });
    if (result instanceof Promise) {
      throw new Error('No resolver is asynchronous.');
    }
    // One failure ends the whole query, and the API tells that one alone.
    return result.errors
      ? refused(result.errors[0], world, rows, getOperationAST(document, operationName as string)?.name?.value)
      : { status: 200, body: { data: result.data, errors: null }, rows };
  } catch (error) {
    return refused(error, world, rows);
  }
}

/** What the schema's default resolvers start from: they call what is a function with arguments, context and info. */
function root(
  world: World,
  budgetLeft: number,
  document: DocumentNode,
  rows: Record<string, number>
): Record<string, unknown> {
  const nodes = DATASETS.map((dataset) => [
    dataset.name,
    (args: NodeArguments, _context: unknown, info: GraphQLResolveInfo) => {
      const answered = answerNode(dataset, args, info, world);
      rows[dataset.name] = (rows[dataset.name] ?? 0) + answered.length;
      return answered;
    },
  ]);
  const account = { ...Object.fromEntries(nodes), settings: settings(world.limits, world.withheld) };
  return {
    cost: nodeCount(document),
    viewer: {
      budget: budgetLeft,
      accounts({ filter }: { filter?: { accountTag: string } | null }) {
        if (!filter || filter.accountTag === world.account) {
          return [account];
        }
        if (world.unknownAccount === 'empty') {
          return [];
        }
        throw new Refusal('account', 'not authorized for that account');
      },
    },
  };
}

/** What the API says, in fewer words than graphql-js. */
const WORDINGS: ReadonlyArray<readonly [RegExp, (found: RegExpMatchArray) => string]> = [
  [/^Cannot query field "(\w+)"/, ([, field]) => `unknown field "${field}"`],
  [/must not have a selection/, () => 'scalar fields must have no selections'],
  [/must have a selection of subfields/, () => 'object field must have selections'],
  [/^Syntax Error/, () => 'query contains error, please review it and retry'],
  [/^(.*)$/s, ([message]) => `error parsing args: ${message}`],
];

/** Errors: throws again what is no failing of the query. */
function refused(error: unknown, world: World, rows: Record<string, number>, operation?: string): Answer {
  const refusal = refusalOf(error);
  const path = error instanceof GraphQLError && error.path ? error.path : null;
  return {
    status: CLASSES[refusal.of].status,
    body: refusalBody(refusal, path && operation ? [operation, ...path] : path, world.now()),
    rows,
    refused: refusal.of,
  };
}

function refusalOf(error: unknown): Refusal {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (cause instanceof Refusal) {
    return cause;
  }
  if (!(cause instanceof GraphQLError)) {
    throw cause;
  }
  for (const [form, wording] of WORDINGS) {
    const found = cause.message.match(form);
    if (found) {
      return new Refusal('query', wording(found));
    }
  }
  throw cause;
}
