import { overCeiling } from '../execution/ceilings';
import { textAt } from '../execution/columns';
import type { Execution, Step } from '../execution/execution';
import { namesOf, withNames } from '../execution/naming';
import { ended, failed } from '../execution/result';
import { classify } from '../classify';
import { failure, type Failure } from '../failure';
import { infos } from '../notice';
import type { GraphqlAsk, Notice, Reply, Table, Window } from '../seam';
import { fromApi, toTime, toWords } from '../time/instant';
import type { RawDocument } from './document';
import { framesOf } from './frames';
import { rawPlan, type RawPlan } from './plan';
import type { RawQuery } from './query';

/** A query in GraphQL being answered. */
export interface RawReading {
  readonly plan: RawPlan;
  /** Windows that are asked for, by the ids of their asks. */
  readonly open: ReadonlyMap<string, Window>;
  readonly pages: readonly RawPage[];
}

/** All rows of one window. */
export interface RawPage {
  readonly window: Window;
  readonly table: Table;
}

export function beginRaw(execution: Execution, query: RawQuery, document: RawDocument, unknown: Notice[]): Step {
  const planned = rawPlan(query, document, execution.context);
  if ('class' in planned) {
    return failed(execution, planned);
  }
  const plan = { ...planned, notices: [...unknown, ...planned.notices] };
  const prefix = 'again-'.repeat(execution.replans);
  const asks = plan.windows.map((window, i) => askOf(plan, window, `${prefix}raw-${i}`));
  const next = opened(execution, { plan, open: new Map(), pages: [] }, asks);
  return asks.length > 0 ? { execution: next, asks } : finished(next, { plan, open: new Map(), pages: [] });
}

/** @returns a failure where an answer cannot be used; else as advance() does */
export function advanceRaw(execution: Execution, raw: RawReading, replies: readonly Reply[]): Step | Failure {
  const open = new Map(raw.open);
  const pages = [...raw.pages];
  const asks: GraphqlAsk[] = [];
  let rows = execution.rows;
  for (const { id, table, refusal } of replies) {
    const window = open.get(id);
    if (window === undefined) {
      continue;
    }
    open.delete(id);
    if (refusal) {
      return classify(refusal);
    }
    const found = take(raw.plan, { window, table }, id);
    if ('class' in found) {
      return found;
    }
    asks.push(...found);
    if (found.length === 0) {
      rows += table.rows;
      pages.push({ window, table });
    }
  }
  const next = opened({ ...execution, rows }, { ...raw, open, pages }, asks);
  const over = overCeiling(next);
  if (over !== undefined) {
    return over;
  }
  return open.size + asks.length > 0 ? { execution: next, asks } : finished(next, { ...raw, open, pages });
}

function opened(execution: Execution, raw: RawReading, asks: readonly GraphqlAsk[]): Execution {
  const open = new Map([...raw.open, ...asks.map(({ id, window }): [string, Window] => [id, window])]);
  return { ...execution, raw: { ...raw, open }, asked: [...execution.asked, ...asks] };
}

const askOf = ({ text, document }: RawPlan, window: Window, id: string): GraphqlAsk => ({
  id,
  document: text,
  variables: { from: toTime(window.from), to: toTime(window.to) },
  window,
  limit: document.limit,
});

/**
 * What is still to be asked of a window. A page that comes back full is not complete: by a time it is asked again in halves, until
 * each fits. Rows that no time tells apart are as many as the text asks for, and that is all.
 */
function take(
  { columns, bucket, document, ...plan }: RawPlan,
  { window, table }: RawPage,
  id: string
): GraphqlAsk[] | Failure {
  const lacking = table.rows > 0 && columns.find(({ key }) => !table.columns.some(({ name }) => name === key));
  if (lacking) {
    return failure('upstream', `Cloudflare's answer lacks the column ${lacking.key}.`);
  }
  const time = bucket && columns.find(({ field }) => field === `dimensions.${bucket.dimension}`);
  const texts = time && textAt(table, time.key);
  const strange = texts?.dictionary.find((text) => !(fromApi(text) >= window.from && fromApi(text) < window.to));
  if (strange !== undefined) {
    return failure('upstream', `Cloudflare's answer holds the time "${strange}", which was not asked for.`);
  }
  if (bucket === undefined || table.rows < document.limit) {
    return [];
  }
  const count = (window.to - window.from) / bucket.ms;
  if (count <= 1) {
    return failure(
      'limit',
      `${toWords(window.from)} alone has ${document.limit} rows or more, as many as the text's limit. ${plan.pageSize > document.limit ? `A limit of up to ${plan.pageSize}, a` : 'A'} filter, fewer dimensions or a finer time work.`
    );
  }
  const middle = window.from + Math.floor(count / 2) * bucket.ms;
  const whole: RawPlan = { columns, bucket, document, ...plan };
  return [
    askOf(whole, { from: window.from, to: middle }, `${id}.0`),
    askOf(whole, { from: middle, to: window.to }, `${id}.1`),
  ];
}

function finished(execution: Execution, reading: RawReading): Step {
  const { plan } = reading;
  const pages = [...reading.pages].sort((a, b) => a.window.from - b.window.from);
  const columns = plan.columns.flatMap((column) =>
    column.is === 'dimension'
      ? { dimension: column.dimension, texts: () => pages.flatMap(({ table }) => textsIn(table, column.key)) }
      : []
  );
  const raw = { ...reading, pages };
  return withNames({ ...execution, raw }, plan.query, columns, (named) => rawShown(named, raw));
}

/** Every text of a column, in the order in which they first come. */
const textsIn = (table: Table, key: string): readonly string[] =>
  table.rows === 0 ? [] : (textAt(table, key)?.dictionary ?? []);

/** The end of an execution. @param reading complete, its pages in the order of time */
export function rawShown(execution: Execution, { plan, pages }: RawReading): Step {
  const { document, notices, bucket, pageSize, settledUntil } = plan;
  const rows = pages.reduce((sum, { table }) => sum + table.rows, 0);
  const found = framesOf(plan, pages, execution.context, namesOf(execution));
  if ('class' in found) {
    return failed(execution, found);
  }
  const own = infos([
    bucket === undefined && rows >= pageSize && `There may be more rows: Cloudflare gives ${pageSize} at most.`,
    rows === 0 && plan.windows.length > 0 && document.dataset.whenEmpty,
  ]);
  return ended(execution, found.frames, [...notices, ...found.notices, ...own], { settledUntil });
}
