import { toError, type Failure } from '../failure';
import { seriesFrames } from '../frames/series';
import { tableFrame } from '../frames/table';
import type { Ask, FrameJson, Notice, Result, Stats } from '../seam';
import type { Execution, Step } from './execution';
import { keyOf, type Groups } from './groups';
import type { Plan } from './plan';
import { ranked } from './rank';

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

/**
 * The end of an execution: frames of all groups.
 *
 * @param keys in the order of the series, where they were ranked first
 */
export function finished(
  execution: Execution,
  plan: Plan,
  groups: Groups,
  keys?: ReadonlyArray<readonly string[]>
): Step {
  const { refId } = execution.context;
  const { query, dataset, slots, metrics } = plan;
  const frames =
    query.format === 'timeSeries' && slots !== undefined
      ? seriesFrames(
          { ...plan, slots },
          groups,
          keys ? inOrder(groups, keys) : ranked(groups, { ...query, metrics, limit: undefined }),
          refId
        )
      : [tableFrame(plan, groups, refId)];
  const empty: Notice[] =
    groups.size === 0 && dataset.whenEmpty !== undefined && plan.windows.length > 0
      ? [{ severity: 'info', text: dataset.whenEmpty }]
      : [];
  const notices = [...plan.notices, ...empty];
  const stats = statsOf(execution);
  const text = executed(execution.asked);
  const result: Result = { frames: withMeta(frames, notices, stats, text), notices, stats, executed: text };
  return { execution: { ...execution, result }, asks: [], result };
}

export const NO_GROUPS: Groups = { size: 0, dimensions: [], values: [], width: 0 };

/** Indices of the groups with these keys; a group may have gone since it was ranked. */
function inOrder(groups: Groups, keys: ReadonlyArray<readonly string[]>): number[] {
  const indices = new Map(
    Array.from({ length: groups.size }, (_, index) => [JSON.stringify(keyOf(groups, index)), index])
  );
  return keys.flatMap((key) => indices.get(JSON.stringify(key)) ?? []);
}

const statsOf = ({ plan, asked, rows }: Execution): Stats => ({
  windows: plan?.windows.length ?? 0,
  upstreamQueries: asked.length,
  rows,
});

/** Stats, notices and the executed query stand on the first frame alone: Grafana's inspector adds up those of all frames. */
function withMeta(
  [first, ...others]: readonly FrameJson[],
  notices: readonly Notice[],
  stats: Stats,
  text: string
): FrameJson[] {
  const { type, typeVersion, preferredVisualisationType } = first.schema.meta;
  const meta = {
    ...(type === undefined ? {} : { type, typeVersion }),
    stats: [
      { displayName: 'Windows', value: stats.windows },
      { displayName: 'Upstream queries', value: stats.upstreamQueries },
      { displayName: 'Rows', value: stats.rows },
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
export function executed(asks: readonly Ask[]): string {
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
