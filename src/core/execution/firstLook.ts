import type { Context } from '../seam';
import type { Step } from './execution';

/**
 * A first look at a long chart: its last stretch, as long as one query covers, which Explore shows while the rest is on its way. The whole
 * asks the same of that stretch, so a first look costs no query.
 *
 * @param begun the first step of the whole
 * @returns the context to ask with. Undefined where one query covers everything; where the answer to a part would be another one, because
 *   it depends on the whole (a ranking, a share, a comparison, a total); and outside of Explore: dashboards, reports and rules get one
 *   answer, which is complete
 */
export function firstLook(begun: Step): Context | undefined {
  if (begun.result || !('plan' in begun.execution) || begun.execution.plan === undefined) {
    return undefined;
  }
  const { context, plan } = begun.execution;
  const { query, slots, rank, periods, parts } = plan;
  const isOfAWhole = slots === undefined || rank || periods.before || query.show !== 'value' || query.since === 'month';
  if (context.caller !== 'explore' || isOfAWhole) {
    return undefined;
  }
  const { range, now, intervalMs, maxDataPoints } = context;
  const from = Math.max(...parts.flatMap(({ read }) => read.windows).map((window) => window.from));
  return from > periods.now.span.from
    ? {
        ...context,
        range: { from, to: range.to },
        // So that it has the buckets of the whole.
        intervalMs: Math.max(intervalMs, (Math.min(range.to, now) - range.from) / Math.max(1, maxDataPoints)),
      }
    : undefined;
}
