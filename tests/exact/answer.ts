import {
  advance,
  begin,
  type Ask,
  type Column,
  type Context,
  type Reply,
  type Result,
  type Table,
} from '../../src/core';

/** As JSON has it: blocks of fields, and fields. */
interface Row {
  readonly [key: string]: Row | string | number | boolean;
}

/** Puts an ask to a simulator over HTTP and turns its rows into a table, the plain way. */
export async function answer(url: string, account: string, ask: Ask): Promise<Reply> {
  const response = await fetch(`${url}/client/v4/graphql`, {
    method: 'POST',
    // A connection that is kept would be closed by a simulator in the same process while a test computes.
    headers: { authorization: 'Bearer token', 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ query: ask.document, variables: { ...ask.variables, accountTag: account } }),
  });
  const body = await response.json();
  if (body.errors?.length > 0) {
    return { id: ask.id, refusal: { kind: 'answer', status: response.status, errors: body.errors } };
  }
  const [rows] = Object.values(body.data.viewer.accounts[0]) as [Row[]];
  return { id: ask.id, table: tableOf(rows) };
}

export function tableOf(rows: readonly Row[]): Table {
  const flat = rows.map((row) => Object.fromEntries(fieldsOf(row, '')));
  const names = Object.keys(flat[0] ?? {});
  return {
    rows: rows.length,
    columns: names.map((name) =>
      columnOf(
        name,
        flat.map((row) => row[name])
      )
    ),
  };
}

/** Fields by their paths. Booleans are texts, as the gateway makes them. */
const fieldsOf = (row: Row, prefix: string): Array<[string, string | number]> =>
  Object.entries(row).flatMap(([key, value]): Array<[string, string | number]> =>
    typeof value === 'object'
      ? fieldsOf(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, typeof value === 'number' ? value : String(value)]]
  );

function columnOf(name: string, values: ReadonlyArray<string | number>): Column {
  if (values.every((value): value is number => typeof value === 'number')) {
    return { name, kind: 'number', values };
  }
  const dictionary = [...new Set(values.map(String))];
  const codes = new Map(dictionary.map((text, code) => [text, code]));
  return { name, kind: 'text', dictionary, codes: values.map((value) => codes.get(String(value)) ?? -1) };
}

/** Drives the core to its result; replies are handed over one by one, in the order that `pick` chooses of those that are open. */
export async function run(
  query: unknown,
  context: Context,
  ask: (ask: Ask) => Promise<Reply>,
  pick: (open: number) => number = () => 0
): Promise<{ result: Result; asked: Ask[] }> {
  let step = begin(query, context);
  const open = [...step.asks];
  const asked = [...step.asks];
  while (step.result === undefined) {
    const [next] = open.splice(pick(open.length), 1);
    step = advance(step.execution, [await ask(next)]);
    open.push(...step.asks);
    asked.push(...step.asks);
  }
  return { result: step.result, asked };
}
