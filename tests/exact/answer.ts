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
import type { Endpoint } from '../../src/core/rest/endpoints';
import { apiRequest, endpointOf } from '../apiRequest';

/** As JSON has it: blocks of fields, and fields. */
interface Row {
  readonly [key: string]: Row | string | number | boolean;
}

/** Puts an ask to a simulator over HTTP and turns its rows into a table, the plain way. */
export async function answer(url: string, account: string, ask: Ask): Promise<Reply> {
  const { address, init } = apiRequest(url, account, ask);
  const response = await fetch(address, init);
  const text = await response.text();
  if (ask.rest !== undefined && !response.ok) {
    const errors = text.startsWith('{') ? JSON.parse(text).errors : [];
    return { id: ask.id, refusal: { kind: 'answer', status: response.status, errors } };
  }
  const body = JSON.parse(text);
  if (body.errors?.length > 0) {
    return { id: ask.id, refusal: { kind: 'answer', status: response.status, errors: body.errors } };
  }
  if (ask.rest !== undefined) {
    return { id: ask.id, table: restTable(body, endpointOf(ask.rest.endpoint)) };
  }
  const [rows] = Object.values(body.data.viewer.accounts[0]) as [Row[]];
  return { id: ask.id, table: tableOf(rows) };
}

/** The listed fields of every row, and no others. */
function restTable(body: unknown, { rows: way, fields }: Endpoint): Table {
  const walk = (from: unknown, keys: readonly string[]): unknown =>
    keys.reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], from);
  const rows = [walk(body, way)].flat();
  const columns = Object.entries(fields).map(([name, kind]): Column => {
    const values = rows.map((row) => walk(row, name.split('.')));
    return kind === 'number'
      ? { name, kind, values: values.map((value) => (value as number | undefined) ?? null) }
      : { name, kind, dictionary: values.map((value) => String(value ?? '')), codes: values.map((_, row) => row) };
  });
  return { rows: rows.length, columns };
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
