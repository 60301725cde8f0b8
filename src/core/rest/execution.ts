import { failure, toError, type Failure } from '../failure';
import { numbersOf } from '../settings';
import { staleNotices, UNHEARD, withReply, type Provenance } from '../execution/provenance';
import { countsOf, withMeta } from '../execution/result';
import type { Context, Notice, Refusal, Reply, RestAsk, Result, Stats, Table } from '../seam';
import {
  hear,
  isOver,
  lookUp,
  lookupNotices,
  namedBy,
  namesIn,
  type Ids,
  type Lookup,
  type Named,
} from '../names/lookup';
import { callsInWords } from './call';
import { ENDPOINTS, type EndpointName } from './endpoints';
import { sourceFrame } from './frames';
import type { ParsedSource } from './parse';
import { classifyRest } from './refusal';
import { shown } from './shown';
import { unnamedColumns, type Heard, type Row, type Source, type SourceQuery, type Walked } from './source';

/** One query of a source being answered. An immutable value, as the execution of a dataset's query. */
export interface SourceExecution {
  readonly context: Context;
  readonly source: Source;
  readonly query: SourceQuery;
  readonly notices: readonly Notice[];
  /** Every ask that was made. */
  readonly asked: readonly RestAsk[];
  readonly heard: Heard;
  readonly provenance: Provenance;
  readonly walked?: Walked;
  /** Names of what the rows have by its ID alone. */
  readonly lookup?: Lookup;
  readonly result?: Result;
}

export interface SourceStep {
  readonly execution: SourceExecution;
  readonly asks: readonly RestAsk[];
  readonly result?: Result;
}

export const beginSource = (
  { source, query }: ParsedSource,
  context: Context,
  notices: readonly Notice[]
): SourceStep => onwards({ context, source, query, notices, asked: [], heard: new Map(), provenance: UNHEARD });

/** As `advance`: no effect, never throws, whatever the order of replies the same result. */
export function advanceSource(execution: SourceExecution, replies: readonly Reply[]): SourceStep {
  if (execution.result !== undefined) {
    return { execution, asks: [], result: execution.result };
  }
  const { lookup } = execution;
  if (lookup !== undefined) {
    const named = { ...execution, lookup: hear(lookup, replies) };
    return isOver(named.lookup) ? onwards(named) : { execution: named, asks: [] };
  }
  const heard = new Map(execution.heard);
  let { provenance } = execution;
  for (const reply of replies) {
    const { id, table, refusal } = reply;
    const ask = execution.asked.find((each) => each.id === id);
    if (ask === undefined || heard.has(id)) {
      continue;
    }
    provenance = withReply(provenance, reply);
    if (refusal && !isMissing(ask, refusal)) {
      return failed({ ...execution, provenance }, classifyRest(refusal));
    }
    heard.set(id, table ? readBy(execution.source, ask)(table) : []);
  }
  const next = { ...execution, heard, provenance };
  return heard.size < execution.asked.length ? { execution: next, asks: [] } : onwards(next);
}

const readBy = ({ reads }: Source, { rest }: RestAsk): ((table: Table) => readonly Row[]) =>
  reads[rest.endpoint as EndpointName] ?? (() => []);

function onwards(execution: SourceExecution): SourceStep {
  const { source, query, heard, asked, context } = execution;
  const next = source.next(query, heard, execution.walked, context.limits);
  if ('class' in next) {
    return failed(execution, next);
  }
  if ('needs' in next) {
    const asks = next.needs.filter(({ id }) => asked.every((each) => each.id !== id));
    const { maxQueries } = numbersOf(context.settings);
    if (asked.length + asks.length > maxQueries) {
      return failed(
        execution,
        failure(
          'limit',
          `The answer would take more than ${maxQueries} calls, the most that this data source makes. A filter or a limit works.`
        )
      );
    }
    return { execution: { ...execution, asked: [...asked, ...asks], walked: next.walked }, asks };
  }
  const rows = shown(next.rows, query, source);
  const lookup = execution.lookup ?? lookUp(idsIn(rows, query, source, context));
  if (execution.lookup === undefined && lookup.asks.length > 0) {
    return { execution: { ...execution, lookup }, asks: lookup.asks };
  }
  const notices = [
    ...staleNotices(execution.provenance),
    ...execution.notices,
    ...next.notices,
    ...lookupNotices(lookup, context.caller),
  ];
  const frame = sourceFrame(query, source, rows, context, namesIn(lookup));
  const stats = statsOf(execution);
  const executed = callsInWords([...asked, ...lookup.asks]);
  const result: Result = { frames: withMeta([frame], notices, stats, executed), notices, stats, executed };
  return { execution: { ...execution, result }, asks: [], result };
}

function failed(execution: SourceExecution, found: Failure): SourceStep {
  const result: Result = {
    frames: [],
    notices: [],
    stats: statsOf(execution),
    executed: callsInWords(execution.asked),
    error: toError(found),
  };
  return { execution: { ...execution, result }, asks: [], result };
}

/** What rows have by its ID alone; nothing for an alert rule, which is about no names. */
function idsIn(rows: readonly Row[], query: SourceQuery, source: Source, { caller }: Context): Ids {
  const columns = caller === 'alert' ? [] : unnamedColumns(source, query);
  const of = (what: Named) =>
    columns.flatMap((column) => (namedBy(column) === what ? rows.map((row) => String(row[column.name] ?? '')) : []));
  return { video: of('video'), liveInput: of('liveInput') };
}

const statsOf = ({ asked, lookup, heard, provenance }: SourceExecution): Stats => ({
  windows: 0,
  asks: asked.length + (lookup?.asks.length ?? 0),
  ...countsOf(provenance),
  rows: [...heard.values()].reduce((sum, { length }) => sum + length, 0),
});

/** What was listed a moment ago may be gone when it is asked for by itself. */
const isMissing = ({ rest }: RestAsk, { status }: Refusal): boolean =>
  status === 404 && ENDPOINTS[rest.endpoint as EndpointName].path.includes('{uid}');
