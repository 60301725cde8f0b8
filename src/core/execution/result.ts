import { toError, type Failure } from '../failure';
import { seriesFrames } from '../frames/series';
import { withSplits } from '../frames/splits';
import { tableFrame } from '../frames/table';
import { callsInWords } from '../rest/call';
import type { FrameJson, GraphqlAsk, Notice, Result, Stats } from '../seam';
import type { Execution, Step } from './execution';
import { answered, type Answer, type Gathering } from './answer';
import { answerNotices } from './answerNotices';
import { nameNotices, namesOf, withNames } from './naming';
import { OTHER } from './other';
import type { Plan } from './plan';
import { staleNotices, type Provenance } from './provenance';

/** The end of an execution that could not be answered. No part of an answer is shown. */
export function failed(execution: Execution, failure: Failure): Step {
  const stats = statsOf(execution);
  const result: Result = {
    frames: [],
    notices: [],
    stats,
    executed: executed(execution.asked),
    error: toError(failure),
  };
  return { execution: { ...execution, result }, asks: [], result };
}

/** The end of reading: everything that was read as one answer. All that it may still lack are names. */
export function finished(execution: Execution, plan: Plan, gathering: Gathering): Step {
  const answer = answered(plan, gathering);
  if ('class' in answer) {
    return failed(execution, answer);
  }
  const { groups, order } = answer;
  const columns = plan.dimensions.map((dimension, d) => ({
    dimension,
    texts: () =>
      order
        .map((row) => groups.dimensions[d].dictionary[groups.dimensions[d].codes[row]])
        .filter((text) => text !== OTHER),
  }));
  const next = { ...execution, plan, answer };
  return withNames(next, plan.query, columns, (named) => shown(named, plan, answer));
}

/** The end of an execution: the frames of its answer. */
export function shown(execution: Execution, plan: Plan, answer: Answer): Step {
  const { context } = execution;
  const { query, slots, settledUntil } = plan;
  const names = namesOf(execution);
  const frames =
    query.format === 'timeSeries' && slots !== undefined
      ? seriesFrames({ ...plan, slots }, answer, context, names)
      : [tableFrame(plan, answer, context, names)];
  const notices = [...plan.notices, ...answerNotices(plan, answer, context)];
  const meta = {
    settledUntil,
    ...(plan.complete ? { complete: plan.complete } : {}),
    ...(query.limit === undefined || query.groupBy.length === 0 ? {} : { ranking: rankingOf(plan, answer) }),
  };
  return ended(execution, withSplits(frames, query, plan.dimensions, context), notices, meta);
}

/**
 * The step that shows frames.
 *
 * @param meta of the first frame, beside what Grafana has keys for
 */
export function ended(
  execution: Execution,
  frames: readonly FrameJson[],
  own: readonly Notice[],
  meta: Readonly<Record<string, unknown>>
): Step {
  const stats = statsOf(execution);
  const calls = execution.lookup?.asks ?? [];
  const text = [executed(execution.asked), callsInWords(calls)].filter((part) => part !== '').join('\n\n');
  const notices = [...staleNotices(execution.provenance), ...own, ...nameNotices(execution)];
  const result: Result = { frames: withMeta(frames, notices, stats, text, meta), notices, stats, executed: text };
  return { execution: { ...execution, result }, asks: [], result };
}

/** By what the groups of a limit were chosen, and of how many at least. */
function rankingOf({ rank, parts }: Plan, { of }: Answer): { decidedBy: string; ofAtLeast: number } {
  const first = (rank ?? parts)[0]?.read;
  return { decidedBy: first?.most === undefined ? 'all rows' : "the API's order", ofAtLeast: of };
}

const statsOf = ({ plan, raw, logs, asked, lookup, rows, provenance }: Execution): Stats => ({
  windows: (raw?.plan ?? logs?.plan ?? plan?.parts[0]?.read)?.windows.length ?? 0,
  asks: asked.length + (lookup?.asks.length ?? 0),
  ...countsOf(provenance),
  rows,
});

export const countsOf = ({ upstreamQueries, fromMemory, budgetLeft, stale }: Provenance) => ({
  upstreamQueries,
  fromMemory,
  ...(budgetLeft !== undefined && { budgetLeft }),
  ...(stale && { staleMs: stale.ageMs }),
});

/** Stats, notices and the executed query stand on the first frame alone: Grafana's inspector adds up those of all frames. */
export function withMeta(
  [first, ...others]: readonly FrameJson[],
  notices: readonly Notice[],
  stats: Stats,
  text: string,
  custom?: Readonly<Record<string, unknown>>
): FrameJson[] {
  const { type, typeVersion, preferredVisualisationType } = first.schema.meta;
  const meta = {
    ...(type === undefined ? {} : { type, typeVersion }),
    ...(custom ? { custom } : {}),
    stats: [
      { displayName: 'Windows', value: stats.windows },
      { displayName: 'Asks', value: stats.asks },
      { displayName: 'Upstream queries', value: stats.upstreamQueries },
      { displayName: 'Answered from memory', value: stats.fromMemory },
      { displayName: 'Rows', value: stats.rows },
      ...(stats.budgetLeft === undefined
        ? []
        : [{ displayName: 'Queries left in these 5 minutes', value: stats.budgetLeft }]),
      ...(stats.staleMs === undefined
        ? []
        : [{ displayName: 'Age of what is shown', value: stats.staleMs, unit: 'ms' }]),
    ],
    ...(notices.length > 0 ? { notices } : {}),
    preferredVisualisationType,
    ...(text === '' ? {} : { executedQueryString: text }),
  };
  return [{ schema: { ...first.schema, meta }, data: first.data }, ...others];
}

/** How many sets of variables the executed query spells out. */
const SPELT_OUT = 20;

/** Each document once, with the variables of every time it was asked, in no order of replies. `accountTag` is the gateway's. */
export function executed(asks: readonly GraphqlAsk[]): string {
  const variables = new Map<string, string[]>();
  for (const ask of [...asks].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    variables.set(ask.document, [...(variables.get(ask.document) ?? []), JSON.stringify(ask.variables)]);
  }
  return [...variables]
    .map(([document, sets]) => {
      const more = sets.length > SPELT_OUT ? [`# and ${sets.length - SPELT_OUT} more`] : [];
      return [
        document,
        '',
        `# ${sets.length === 1 ? 'Variables' : `Asked ${sets.length} times, with these variables`}:`,
        ...sets.slice(0, SPELT_OUT),
        ...more,
      ].join('\n');
    })
    .join('\n\n');
}
